// The field and its answer, as the popup and the check page have them: answers as one types, pastes or drops; takes files and
// pictures; shows that it is at work where it takes long, and loses nothing where no answer comes.

import type { CheckAnswer } from "../../protocol/requests.js";
import { PictureError, readCodes } from "../../wasm/picture.js";
import { ask } from "../../protocol/client.js";
import { button } from "../../ui/buttons.js";
import { el } from "../../ui/dom.js";
import type { UiContext } from "../../ui/index.js";
import { type Verdict, loudest } from "../../model/verdict.js";
import { type AnswerActions, type CodesAnswer, drawAnswer } from "./answer.js";
import { type Asked, readFile } from "./file-kind.js";
import { Checker } from "./checker.js";

/** Shorter than the pause between two thoughts, longer than that between two keys. */
const PAUSE = 120;
/** Whoever waits longer is told that something goes on. */
const PATIENCE = 1_000;

/** The elements of a page that asks. */
export interface Elements {
  readonly field: HTMLTextAreaElement;
  readonly clear: HTMLButtonElement;
  readonly answer: HTMLElement;
}

/** What can be asked again as it was. */
type Question = () => Promise<CheckAnswer | CodesAnswer>;

const NOTHING: Question = () => Promise.resolve({ what: "nothing" });

export class Asking {
  readonly #checker = new Checker();
  #context: UiContext | null = null;
  #pause: ReturnType<typeof setTimeout> | undefined;
  /** The same as in the field, as the clipboard also had it: with its links. */
  #html = { text: "", html: "" };
  /** What is asked now, to ask it again. */
  #question: Question = NOTHING;
  /** The number of the last question; an answer to an earlier one comes too late. */
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
    // Enter asks at once; a whole mail is pasted, so that nobody needs it for a new line.
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

  /** Draws the last answer in this language; the first time there is none. */
  start(context: UiContext): void {
    this.#context = context;
    this.#ask(this.#question);
  }

  /** Asks about a text, and shows it in the field; `html` is the same with its links. */
  setText(text: string, html = ""): void {
    this.elements.field.value = text;
    this.#html = { text: this.elements.field.value, html };
    this.askField();
  }

  /** Asks about what is in the field. */
  askField(): void {
    clearTimeout(this.#pause);
    const text = this.elements.field.value;
    this.elements.clear.hidden = text === "";
    const html = text === this.#html.text ? this.#html.html : "";
    this.#askThe({ what: "text", text, html });
  }

  /** Asks about a file, or a picture. */
  async takeFile(file: Blob): Promise<void> {
    clearTimeout(this.#pause);
    const mine = this.#begin();
    this.elements.field.value = "";
    this.elements.clear.hidden = false;
    const found = await readFile(file).catch(() => ({ what: "refused", why: "unknown" }) as const);
    if (mine !== this.#last) return;
    if (found.what === "refused") this.say(this.#text(`file_${found.why}`));
    else if (found.what === "picture") this.#ask(() => this.#codes(found.picture));
    else this.#askThe(found);
  }

  /** Says why there is nothing to judge. */
  say(why: string): void {
    clearTimeout(this.#pause);
    this.#begin();
    this.#question = NOTHING;
    this.#show([el("p", { class: "state" }, why)]);
  }

  /** Gives up what was asked before, and gives the number of what is asked now. */
  #begin(): number {
    this.#checker.cancel();
    this.#last += 1;
    return this.#last;
  }

  #askThe(asked: Asked): void {
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
    // Whatever the field makes of it stands there in the next moment.
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

/** The verdict on what a code says: it is one thing, whatever lines it has, and as loud as the loudest in it. */
async function verdictOn(text: string): Promise<Verdict | null> {
  const answer = await ask<"check">({ kind: "check", text: text.replace(/\s+/g, " ") });
  if (answer.what !== "verdicts") return null;
  const verdicts = answer.verdicts.map(({ verdict }) => verdict);
  const level = loudest(verdicts.map((verdict) => verdict.level));
  return verdicts.find((verdict) => verdict.level === level) ?? null;
}
