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
import { painted } from "../../platform/painted.js";
import { Rhythm, isWhole } from "./typing.js";

/** After this wait, the user is told that work is going on; in milliseconds. */
const PATIENCE = 100;
/** The longest text that the field shows in full, in characters. A browser takes seconds to lay out a text of two megabytes. */
const SHOWN_IN_FULL = 50_000;
/** The beginning of a longer text that the field shows. */
const BEGINNING = 1_000;

/** The elements of the page. */
export interface Elements {
  readonly field: HTMLTextAreaElement;
  /** Says that the field shows only the beginning of a text. */
  readonly beginning: HTMLElement;
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
  readonly #rhythm = new Rhythm();
  /** The HTML form of the field's text, from the clipboard, with its links. */
  #html = { text: "", html: "" };
  /** The whole text, while the field shows only its beginning. */
  #long: string | null = null;
  /** The current question, so that it can be repeated. */
  #question: Question = NOTHING;
  /** The number of the last question. An answer to an earlier question is dropped. */
  #last = 0;

  constructor(
    private readonly elements: Elements,
    private readonly actions: AnswerActions,
  ) {
    const { field, clear } = elements;
    field.addEventListener("input", (event) => this.#typed(event));
    field.addEventListener("compositionend", () => this.#askSoon());
    field.addEventListener("keydown", (event) => this.#pressed(event));
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
    this.#put(text);
    this.#html = { text: this.#whole(), html };
    this.askField();
  }

  /** Asks about the text in the field. */
  askField(): void {
    clearTimeout(this.#pause);
    const text = this.#whole();
    this.elements.clear.hidden = text === "";
    const html = text === this.#html.text ? this.#html.html : "";
    if (text.trim() === "") this.#ask(NOTHING);
    else this.#runJob({ what: "text", text, html });
  }

  /** Asks about a file or a picture. */
  async takeFile(file: Blob): Promise<void> {
    clearTimeout(this.#pause);
    const mine = this.#begin();
    this.#put("");
    this.elements.clear.hidden = false;
    this.#wait();
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

  /** Puts a text into the field, or only its beginning if the browser would need seconds to show it. */
  #put(text: string): void {
    const { field, beginning } = this.elements;
    this.#long = text.length > SHOWN_IN_FULL ? text : null;
    field.value = this.#long === null ? text : `${text.slice(0, BEGINNING)}…`;
    // A change of the beginning would drop the rest.
    field.readOnly = this.#long !== null;
    beginning.hidden = this.#long === null;
  }

  /** The text that the field stands for. */
  #whole(): string {
    return this.#long ?? this.elements.field.value;
  }

  #typed(event: InputEvent): void {
    this.#forget();
    // An input method shows letters that the user does not mean, until it has composed the word.
    if (event.isComposing) clearTimeout(this.#pause);
    else if (isWhole(event) || this.#whole() === "") this.askField();
    else this.#askSoon();
  }

  /** Asks as soon as the word is whole. */
  #askSoon(): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.askField(), this.#rhythm.wait(performance.now()));
  }

  #pressed(event: KeyboardEvent): void {
    if (this.#long !== null && (event.key === "Backspace" || event.key === "Delete")) this.setText("");
    // Enter asks at once. A whole mail is pasted, so the user needs no Enter for a new line.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.askField();
  }

  /** Takes back the answer to a text that has changed, because it would be read as the answer to the new one. */
  #forget(): void {
    this.#begin();
    if (this.elements.answer.hasChildNodes()) this.#wait();
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
      if (mine === this.#last) this.#wait();
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

  /** Says that the answer is to come. It takes the room of the answer before, so that nothing moves while the user types. */
  #wait(): void {
    const { answer } = this.elements;
    if (answer.querySelector(".working")) return;
    const room = `${answer.offsetHeight}px`;
    this.#show([this.#working()]);
    answer.style.minHeight = room;
  }

  #working(): HTMLElement {
    const stop = button("quiet", this.#text("answer_stop"), () => {
      clearTimeout(this.#pause);
      this.#begin();
      this.#show([]);
    });
    return el("div", { class: "working" }, el("label", {}, this.#text("answer_reading"), el("progress")), stop);
  }

  #show(elements: readonly HTMLElement[]): void {
    const { answer } = this.elements;
    answer.replaceChildren(...elements);
    answer.style.minHeight = "";
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
    const [text = "", html = ""] = ["text/plain", "text/html"].map((type) => data?.getData(type));
    const { field } = this.elements;
    const [start, end] = this.#long === null ? [field.selectionStart, field.selectionEnd] : [0, Infinity];
    const whole = `${field.value.slice(0, start)}${text}${field.value.slice(end)}`;
    if (this.#long !== null || whole.length > SHOWN_IN_FULL) {
      event.preventDefault();
      void this.#takeLong(whole, html);
    } else if (html !== "") {
      // The field contains its own form of the text a moment later.
      setTimeout(() => {
        this.#html = { text: field.value, html };
        this.askField();
      });
    }
  }

  /** Asks about a long text after it has said so, because its work keeps the page from painting. */
  async #takeLong(text: string, html: string): Promise<void> {
    clearTimeout(this.#pause);
    const mine = this.#begin();
    this.#wait();
    await painted();
    if (mine === this.#last) this.setText(text, html);
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
