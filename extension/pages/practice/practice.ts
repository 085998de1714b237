// The practice: mails that are fakes or may be real, and a question about senders. The real module judges exactly the mail that was
// shown. The keys 1, 2, … answer. The answers are not stored.

import { api } from "../../platform/browser.js";
import { copy } from "../../platform/clipboard.js";
import { messageOf, wordsAt } from "../../model/sample-mail.js";
import { adoptStyles, byId, contextFor, drawNavigation, fillTexts, showFailure } from "../common/page.js";
import { ask } from "../../protocol/client.js";
import { bareButton, button } from "../../ui/buttons.js";
import { type Child, el } from "../../ui/dom.js";
import { type PathActions, type UiContext, createPath, renderMessage, renderVerdict } from "../../ui/index.js";
import { drawLetter } from "../../ui/sample-mail.js";
import { joint, listComma } from "../../ui/sentence.js";
import { onTrusted } from "../../ui/trusted-events.js";
import { type Answer, MAILS, type PracticeMail, SENDERS, letterOf, shuffled } from "./mails.js";

/** A mail, or the question about senders. */
type Question = PracticeMail | "senders";

/** The user's answer, whether it is right, and the explanation. */
interface Given {
  readonly right: boolean;
  readonly truth: string;
  readonly look: string;
  /** The words that are marked in the mail. */
  readonly marked: readonly string[];
  readonly verdicts: readonly HTMLElement[];
}

/** A choice, and the answer that it gives. */
interface Choice {
  readonly press: HTMLButtonElement;
  readonly given: () => Promise<Given>;
}

adoptStyles();

const box = byId("question", HTMLElement);
/** This element stays in the page, so that screen readers announce new content in it. */
const said = byId("answer", HTMLElement);
const failed = byId("failed", HTMLElement);

const pathActions: PathActions = {
  openNotifications: (url) => void api.tabs.create({ url }),
  copy,
  setHome: (home) => ask({ kind: "set-home", home }),
};

let ctx: UiContext;
let questions: readonly Question[] = [];
/** Whether each answer so far was right. */
let results: boolean[] = [];
/** The choices of the question, in the order of their keys. */
let choices: readonly Choice[] = [];
/** The way to the next question. Null until the question is answered. */
let goOn: (() => void) | null = null;

document.addEventListener("keydown", (event) => {
  if (event.isTrusted) onKey(event);
});

await start().catch(() => showFailure(failed));

async function start(): Promise<void> {
  ctx = await contextFor("practice");
  fillTexts(ctx, ctx.texts.text("practice_title"));
  byId("navigation", HTMLElement).replaceChildren(drawNavigation(ctx, "practice"));
  // The advice is the same for every mail. The remarks at `caution` belong to one mail.
  byId("way", HTMLElement).replaceChildren(el("div", { class: "box" }, createPath(ctx, "info", pathActions)));
  begin();
  document.body.classList.add("ready");
}

function begin(): void {
  questions = shuffled<Question>([...MAILS, "senders"]);
  results = [];
  drawQuestion();
}

/** Draws the first question that has no answer yet. */
function drawQuestion(): void {
  const question = questions[results.length];
  if (question === undefined) return;
  failed.textContent = "";
  goOn = null;
  choices = question === "senders" ? senderChoices() : mailChoices(question);
  const { texts } = ctx;
  const senders = question === "senders";
  said.replaceChildren();
  box.replaceChildren(
    drawProgress(senders),
    ...(senders ? [] : [drawLetter(ctx, letterOf(texts, question))]),
    el("h2", { tabindex: "-1" }, texts.text(senders ? "practice_senders_ask" : "practice_ask")),
    el("div", { class: senders ? "box choices senders" : "box choices" }, ...choices.map(({ press }) => press)),
  );
}

/** The number of the question, the score, and a bar with one segment for each question. */
function drawProgress(senders: boolean): HTMLElement {
  const { texts } = ctx;
  const number = { number: String(results.length + 1), count: String(questions.length) };
  const right = String(results.filter(Boolean).length);
  return el(
    "div",
    { class: "progress" },
    el(
      "p",
      { class: "note" },
      el("span", {}, texts.text(senders ? "practice_number_senders" : "practice_number", number)),
      results.length > 0 ? el("span", {}, texts.text("practice_progress", { right })) : null,
    ),
    el("ol", { "aria-hidden": "true" }, ...questions.map((_, at) => el("li", { class: segment(at) }))),
  );
}

function segment(at: number): string {
  if (at === results.length) return "now";
  const right = results[at];
  return right === undefined ? "" : right ? "right" : "wrong";
}

function mailChoices(mail: PracticeMail): Choice[] {
  const letter = letterOf(ctx.texts, mail);
  const choice = (answer: Answer, key: number): Choice =>
    choose(ctx.texts.text(`practice_choose_${answer}`), key, async () => {
      const verdict = await ask({ kind: "judge-message", message: messageOf(letter) });
      markPlaces(mail);
      return {
        right: answer === mail.answer,
        truth: ctx.texts.text(
          mail.answer === "fake" ? "practice_is_fake" : `practice_is_check_${mail.where ?? "amazon"}`,
        ),
        look: lookAt(mail),
        marked: wordsAt(letter, mail.places),
        verdicts: [renderMessage(ctx, verdict, { folded: true })],
      };
    });
  return [choice("check", 1), choice("fake", 2)];
}

/** Draws the mail again with its places marked. */
function markPlaces(mail: PracticeMail): void {
  const spots = { look: mail.answer === "fake" ? "danger" : "info", places: mail.places } as const;
  box.querySelector(".letter")?.replaceWith(drawLetter(ctx, letterOf(ctx.texts, mail), { spots }));
}

/** One of three senders, or none. Each is an address, so the choices stand below each other. */
function senderChoices(): Choice[] {
  const given = (right: boolean) => async (): Promise<Given> => {
    const judged = await ask({ kind: "judge-senders", senders: SENDERS.map((address) => ({ address })), user: [] });
    return {
      right,
      truth: ctx.texts.text("practice_senders_answer"),
      look: lookAt("senders"),
      marked: [],
      verdicts: judged.map(({ sender }, index) => renderVerdict(ctx, SENDERS[index] ?? "", sender)),
    };
  };
  const addresses = SENDERS.map((address, at) =>
    choose(el("bdi", { class: "mono", dir: "ltr" }, address), at + 1, given(false)),
  );
  return [...addresses, choose(ctx.texts.text("practice_senders_none"), addresses.length + 1, given(true))];
}

/** A choice with the number of its key. */
function choose(label: Node | string, key: number, given: () => Promise<Given>): Choice {
  const press = bareButton("plain", "");
  press.setAttribute("aria-keyshortcuts", String(key));
  press.append(el("kbd", { "aria-hidden": "true" }, String(key)), el("span", {}, label));
  onTrusted(press, "click", ({ detail }) => {
    // The second half of a double click that began on "Next".
    if (detail <= 1) void answer({ press, given });
  });
  return { press, given };
}

/** The digits answer. Enter goes on from the answer, as long as the focus is on no control. */
function onKey(event: KeyboardEvent): void {
  const { target, code, key } = event;
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (target instanceof Element && target.matches("input, select, textarea")) return;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
  const chosen = digit === undefined ? undefined : choices[Number(digit) - 1];
  if (chosen && !chosen.press.disabled) void answer(chosen);
  if (key === "Enter" && goOn && target instanceof Element && !target.closest("a, button, summary")) goOn();
}

/** Shows the right answer. If the mail could not be judged, the question stays open. */
async function answer({ press, given }: Choice): Promise<void> {
  failed.textContent = "";
  for (const choice of choices) choice.press.disabled = true;
  try {
    const told = await given();
    press.classList.add("chosen");
    box.querySelector(".progress .now")?.setAttribute("class", told.right ? "right" : "wrong");
    results.push(told.right);
    drawAnswer(told);
  } catch {
    for (const choice of choices) choice.press.disabled = false;
    failed.textContent = ctx.texts.text("practice_failed");
    press.focus();
  }
}

function drawAnswer({ right, truth, look, marked, verdicts }: Given): void {
  const { texts } = ctx;
  const last = results.length === questions.length;
  const title = el(
    "h2",
    { tabindex: "-1" },
    texts.text(right ? "practice_right" : "practice_wrong"),
    joint(ctx),
    truth,
  );
  goOn = () => {
    if (last) drawResult();
    else drawQuestion();
    toTop();
  };
  const next = button("main", texts.text(last ? "practice_end" : "practice_next"), goOn);
  next.append(" ", el("kbd", { "aria-hidden": "true" }, "Enter"));
  said.append(
    el(
      "section",
      { class: `answer ${right ? "right" : "wrong"}` },
      title,
      el("div", {}, el("h3", {}, texts.text("practice_look")), el("p", {}, look), drawMarked(marked)),
      el("div", {}, el("h3", {}, texts.text("practice_says")), ...verdicts),
      el("div", { class: "box" }, next),
    ),
  );
  title.focus({ preventScroll: true });
  keepBothInSight(title);
}

/** Names the marked places, for a reader who does not see the marks. */
function drawMarked(marked: readonly string[]): HTMLElement | null {
  if (marked.length === 0) return null;
  const words = marked.flatMap((text, at): Child[] => [
    at > 0 ? listComma(ctx) : null,
    el("bdi", { class: "mono" }, text),
  ]);
  return el("p", { class: "note" }, ctx.texts.text("practice_marked"), ctx.texts.text("colon"), ...words);
}

/** Scrolls so that the marks in the mail and the title of the answer are in the window, as far as it has the room. */
function keepBothInSight(title: HTMLElement): void {
  box.scrollIntoView({ block: "start" });
  if (title.getBoundingClientRect().bottom > innerHeight) title.scrollIntoView({ block: "end" });
}

/** Moves the focus to the start of the question: the mail's subject, or the question itself. */
function toTop(): void {
  box.querySelector("h2")?.focus({ preventScroll: true });
  box.scrollIntoView({ block: "start" });
}

function drawResult(): void {
  const { texts } = ctx;
  const missed = questions.filter((_, at) => results[at] === false);
  const params = { right: String(questions.length - missed.length), count: String(questions.length) };
  const again = button("main", texts.text("practice_again"), () => {
    begin();
    toTop();
  });
  goOn = null;
  choices = [];
  said.replaceChildren();
  box.replaceChildren(
    el(
      "section",
      { class: "panel" },
      el(
        "h2",
        { tabindex: "-1" },
        texts.text("practice_result"),
        texts.text("colon"),
        texts.text("practice_score", params),
      ),
      el("p", {}, texts.text(missed.length === 0 ? "practice_score_full" : "practice_score_some")),
      missed.length === 0 ? null : el("ul", { class: "missed" }, ...missed.map(drawMissed)),
      el("div", { class: "box" }, again),
    ),
  );
}

function drawMissed(question: Question): HTMLElement {
  const title = question === "senders" ? ctx.texts.text("practice_senders_ask") : letterOf(ctx.texts, question).subject;
  return el("li", {}, el("b", {}, title), lookAt(question));
}

function lookAt(question: Question): string {
  if (question === "senders") return ctx.texts.text("practice_senders_look");
  const ending = question.answer === "check" ? "look" : "why";
  return ctx.texts.text(`practice_mail_${question.name}_${ending}`);
}
