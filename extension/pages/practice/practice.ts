// The practice: mails that are genuine or fake, and a question about senders. The real module judges exactly the mail that was
// shown. The answers are not stored.

import { api } from "../../platform/browser.js";
import { copy } from "../../platform/clipboard.js";
import { messageOf } from "../../model/sample-mail.js";
import { adoptStyles, byId, contextFor, drawNavigation, fillTexts, showFailure } from "../common/page.js";
import { ask } from "../../protocol/client.js";
import { bareButton, button } from "../../ui/buttons.js";
import { type Child, el } from "../../ui/dom.js";
import { type PathActions, type UiContext, createPath, renderMessage, renderVerdict } from "../../ui/index.js";
import { drawLetter } from "../../ui/sample-mail.js";
import { joint } from "../../ui/sentence.js";
import { onTrusted } from "../../ui/trusted-events.js";
import { type Answer, MAILS, type PracticeMail, SENDERS, letterOf, shuffled } from "./mails.js";

/** A mail, or the question about senders. */
type Question = PracticeMail | "senders";

/** The user's answer, whether it is right, and the explanation. */
interface Given {
  readonly right: boolean;
  readonly truth: string;
  readonly look: string;
  readonly verdicts: readonly HTMLElement[];
}

adoptStyles();

const box = byId("question", HTMLElement);
/** This element stays in the page, so that screen readers announce new content in it. */
const said = byId("answer", HTMLElement);
const failed = byId("failed", HTMLElement);

const pathActions: Required<PathActions> = {
  openNotifications: (url) => void api.tabs.create({ url }),
  copy,
  setHome: (home) => ask({ kind: "set-home", home }),
};

let ctx: UiContext;
let questions: readonly Question[] = [];
/** The questions with a wrong answer so far. */
let missed: Question[] = [];

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
  missed = [];
  drawQuestion(0);
}

function drawQuestion(at: number): void {
  const question = questions[at];
  if (question === undefined) return;
  failed.textContent = "";
  const params = { number: String(at + 1), count: String(questions.length) };
  const senders = question === "senders";
  const { texts } = ctx;
  said.replaceChildren();
  box.replaceChildren(
    el("p", { class: "note" }, texts.text(senders ? "practice_number_senders" : "practice_number", params)),
    ...(senders ? [] : [drawLetter(ctx, letterOf(texts, question))]),
    el("h2", { tabindex: "-1" }, texts.text(senders ? "practice_senders_question" : "practice_question")),
    senders ? drawSenders(at) : drawChoices(at, question),
  );
}

function drawChoices(at: number, mail: PracticeMail): HTMLElement {
  const choice = (answer: Answer): HTMLElement =>
    choose(ctx.texts.text(`practice_${answer}`), at, async () => {
      const verdict = await ask({ kind: "judge-message", message: messageOf(letterOf(ctx.texts, mail)) });
      return {
        right: answer === mail.answer,
        truth: ctx.texts.text(`practice_is_${mail.answer}`),
        look: lookAt(mail),
        verdicts: [renderMessage(ctx, verdict)],
      };
    });
  return el("div", { class: "box choices" }, choice("genuine"), choice("fake"));
}

/** One of three senders, or none. Each is an address, so the choices stand below each other. */
function drawSenders(at: number): HTMLElement {
  const given = (right: boolean) => async (): Promise<Given> => {
    const judged = await ask({ kind: "judge-senders", senders: SENDERS.map((address) => ({ address })), user: [] });
    return {
      right,
      truth: ctx.texts.text("practice_senders_answer"),
      look: lookAt("senders"),
      verdicts: judged.map(({ sender }, index) => renderVerdict(ctx, SENDERS[index] ?? "", sender)),
    };
  };
  const addresses = SENDERS.map((address) =>
    choose(el("bdi", { class: "mono", dir: "ltr" }, address), at, given(false)),
  );
  return el(
    "div",
    { class: "box choices senders" },
    ...addresses,
    choose(ctx.texts.text("practice_senders_none"), at, given(true)),
  );
}

function choose(label: Child, at: number, given: () => Promise<Given>): HTMLButtonElement {
  const press = bareButton("plain", "");
  if (label !== null) press.append(label);
  onTrusted(press, "click", ({ detail }) => {
    // The second half of a double click that began on "Next".
    if (detail <= 1) void answer(press, at, given);
  });
  return press;
}

/** Shows the right answer. If the mail could not be judged, the question stays open. */
async function answer(chosen: HTMLButtonElement, at: number, given: () => Promise<Given>): Promise<void> {
  const choices = [...box.querySelectorAll<HTMLButtonElement>(".choices .button")];
  failed.textContent = "";
  for (const choice of choices) choice.disabled = true;
  try {
    const { right, truth, look, verdicts } = await given();
    chosen.classList.add("chosen");
    const question = questions[at];
    if (!right && question !== undefined) missed.push(question);
    drawAnswer(at, right, truth, look, verdicts);
  } catch {
    for (const choice of choices) choice.disabled = false;
    failed.textContent = ctx.texts.text("practice_failed");
    chosen.focus();
  }
}

function drawAnswer(at: number, right: boolean, truth: string, look: string, verdicts: readonly HTMLElement[]): void {
  const { texts } = ctx;
  const last = at + 1 === questions.length;
  const title = el(
    "h2",
    { tabindex: "-1" },
    texts.text(right ? "practice_right" : "practice_wrong"),
    joint(ctx),
    truth,
  );
  const next = button("main", texts.text(last ? "practice_end" : "practice_next"), () => {
    if (last) drawResult();
    else drawQuestion(at + 1);
    toTop();
  });
  said.append(
    el(
      "section",
      { class: `answer ${right ? "right" : "wrong"}` },
      title,
      el("div", {}, el("h3", {}, texts.text("practice_look")), el("p", {}, look)),
      el("div", {}, el("h3", {}, texts.text("practice_says")), ...verdicts),
      el("div", { class: "box" }, next),
    ),
  );
  title.focus();
}

/** Moves the focus to the start of the question: the mail's subject, or the question itself. */
function toTop(): void {
  box.querySelector("h2")?.focus({ preventScroll: true });
  box.scrollIntoView({ block: "start" });
}

function drawResult(): void {
  const { texts } = ctx;
  const params = { right: String(questions.length - missed.length), count: String(questions.length) };
  const again = button("main", texts.text("practice_again"), () => {
    begin();
    toTop();
  });
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
      el("p", {}, texts.text(missed.length === 0 ? "practice_score_all" : "practice_score_some")),
      missed.length === 0 ? null : el("ul", { class: "missed" }, ...missed.map(drawMissed)),
      el("div", { class: "box" }, again),
    ),
  );
}

function drawMissed(question: Question): HTMLElement {
  const title =
    question === "senders" ? ctx.texts.text("practice_senders_question") : letterOf(ctx.texts, question).subject;
  return el("li", {}, el("b", {}, title), lookAt(question));
}

function lookAt(question: Question): string {
  return ctx.texts.text(question === "senders" ? "practice_senders_why" : `practice_mail_${question.name}_why`);
}
