// The input field with its answer, for the popup and the check page. It answers while the user types, pastes or drops text, files
// and pictures. It shows that slow work is going on, and keeps the input when no answer comes.

import type { CheckAnswer } from "../../protocol/requests.js";
import { PictureError, readCodes } from "../../wasm/picture.js";
import { ask } from "../../protocol/client.js";
import { button } from "../../ui/buttons.js";
import { el } from "../../ui/dom.js";
import type { UiContext } from "../../ui/index.js";
import type { Verdict } from "../../model/verdict.js";
import { type AnswerActions, type CodesAnswer, drawAnswer } from "./answer.js";
import type { CheckJob } from "../../wasm/check.js";
import { readFile } from "./file-kind.js";
import { Checker } from "./checker.js";

/** Longer than the pause between two keys, shorter than the pause between two thoughts; in milliseconds. */
const PAUSE = 120;
/** After this wait, the user is told that work is going on; in milliseconds. */
const PATIENCE = 1_000;

/** The elements of the page. */
export interface Elements {
  readonly field: HTMLTextAreaElement;
  readonly clear: HTMLButtonElement;
  readonly answer: HTMLElement;
}

/** A question that can be asked again. */
type Question = () => Promise<CheckAnswer | CodesAnswer>;

const NOTHING: Question = () => Promise.resolve({ what: "nothing" });

export class Asking {
  readonly #checker = new Checker();
  #context: UiContext | null = null;
  #pause: ReturnType<typeof setTimeout> | undefined;
  /** The HTML form of the field's text, from the clipboard, with its links. */
  #html = { text: "", html: "" };
  /** The current question, so that it can be repeated. */
  #question: Question = NOTHING;
  /** The number of the last question. An answer to an earlier question is dropped. */
  #last = 0;

  constructor(
    private readonly elements: Elements,
    private readonly actions: AnswerActions,
  ) {
    const { field, clear } = elements;
    field.addEventListener("input", () => {
      clearTimeout(this.#pause);
      this.#pause = setTimeout(() => this.askField(), PAUSE);
    });
    // Enter asks at once. A whole mail is pasted, so the user needs no Enter for a new line.
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.askField();
    });
    field.addEventListener("paste", (event) => this.#pasted(event));
    clear.addEventListener("click", () => {
      this.setText("");
      field.focus();
    });
  }

  /** Draws the last answer in this language. The first time there is none. */
  start(context: UiContext): void {
    this.#context = context;
    this.#ask(this.#question);
  }

  /** Asks about a text, and shows it in the field; `html` is its HTML form with links. */
  setText(text: string, html = ""): void {
    this.elements.field.value = text;
    this.#html = { text: this.elements.field.value, html };
    this.askField();
  }

  /** Asks about the text in the field. */
  askField(): void {
    clearTimeout(this.#pause);
    const text = this.elements.field.value;
    this.elements.clear.hidden = text === "";
    const html = text === this.#html.text ? this.#html.html : "";
    this.#runJob({ what: "text", text, html });
  }

  /** Asks about a file or a picture. */
  async takeFile(file: Blob): Promise<void> {
    clearTimeout(this.#pause);
    const mine = this.#begin();
    this.elements.field.value = "";
    this.elements.clear.hidden = false;
    const found = await readFile(file).catch(() => ({ what: "refused", why: "unknown" }) as const);
    if (mine !== this.#last) return;
    if (found.what === "refused") this.say(this.#text(`file_${found.why}`));
    else if (found.what === "picture") this.#ask(() => this.#codes(found.picture));
    else this.#runJob(found);
  }

  /** Shows why there is nothing to judge. */
  say(why: string): void {
    clearTimeout(this.#pause);
    this.#begin();
    this.#question = NOTHING;
    this.#show([el("p", { class: "state" }, why)]);
  }

  /** Drops the previous question, and returns the number of the current one. */
  #begin(): number {
    this.#checker.cancel();
    this.#last += 1;
    return this.#last;
  }

  #runJob(asked: CheckJob): void {
    this.#ask(() => this.#checker.check(asked));
  }

  #ask(question: Question): void {
    this.#question = question;
    const mine = this.#begin();
    const working = setTimeout(() => {
      if (mine === this.#last) this.#show([this.#working()]);
    }, PATIENCE);
    void question()
      .then(
        (found) => () => this.#drawn(found),
        (error: unknown) => () => this.#failed(error),
      )
      .then((draw) => {
        clearTimeout(working);
        if (mine === this.#last) this.#show(draw());
      });
  }

  #drawn(found: CheckAnswer | CodesAnswer): HTMLElement[] {
    return !this.#context ? [] : drawAnswer(this.#context, found, this.actions);
  }

  #failed(error: unknown): HTMLElement[] {
    if (error instanceof PictureError)
      return [el("p", { class: "state" }, this.#text(`picture_${error.trouble.replaceAll("-", "_")}`))];
    const again = button("plain", this.#text("answer_again"), () => this.#ask(this.#question));
    return [el("p", { class: "state" }, this.#text("popup_failed")), el("p", {}, again)];
  }

  #working(): HTMLElement {
    const stop = button("plain", this.#text("answer_stop"), () => {
      this.#begin();
      this.#show([]);
    });
    return el("div", { class: "working" }, el("label", {}, this.#text("answer_working"), el("progress")), stop);
  }

  #show(elements: readonly HTMLElement[]): void {
    this.elements.answer.replaceChildren(...elements);
  }

  #text(key: string): string {
    return this.#context?.texts.text(key) ?? "";
  }

  #pasted(event: ClipboardEvent): void {
    const data = event.clipboardData;
    const picture = [...(data?.files ?? [])].find(({ type }) => type.startsWith("image/"));
    if (picture) {
      event.preventDefault();
      void this.takeFile(picture);
      return;
    }
    const html = data?.getData("text/html") ?? "";
    if (html === "") return;
    // The field contains its own form of the text a moment later.
    setTimeout(() => {
      this.#html = { text: this.elements.field.value, html };
      this.askField();
    });
  }

  async #codes(picture: Blob): Promise<CodesAnswer> {
    const judged = (await readCodes(picture)).map(async (code) => ({
      code,
      verdict: code.text === undefined ? null : await verdictOn(code.text),
    }));
    return { what: "codes", codes: await Promise.all(judged) };
  }
}

/** The verdict on the content of a QR code, which may have several lines: the worst in it; null if it holds no link or address. */
async function verdictOn(text: string): Promise<Verdict | null> {
  const answer = await ask<"check">({ kind: "check", text: text.replace(/\s+/g, " ") });
  return answer.what === "verdicts" ? (answer.verdicts[0]?.verdict ?? null) : null;
}
