// Draws an answer: the finding, the advice, and the buttons to pass it on.

import type { CheckAnswer } from "../../protocol/requests.js";
import type { QrCode } from "../../wasm/picture.js";
import { copyButton } from "../../ui/buttons.js";
import { printable } from "../../ui/characters.js";
import { type Child, el } from "../../ui/dom.js";
import {
  type PathActions,
  type UiContext,
  classBeside,
  createPath,
  drawLevel,
  levelWord,
  renderMessage,
  renderVerdict,
} from "../../ui/index.js";
import { drawParts } from "../../ui/parts.js";
import {
  type Level,
  type MessageVerdict,
  type PastedHint,
  type Verdict,
  atLeast,
  loudest,
} from "../../model/verdict.js";
import { answerText } from "./plain-text.js";

/** A QR code in a picture, with the verdict on its content if that can be judged. */
interface JudgedCode {
  readonly code: QrCode;
  readonly verdict: Verdict | null;
}

/** The codes of a picture. Only a page puts this answer together. */
export interface CodesAnswer {
  readonly what: "codes";
  readonly codes: readonly JudgedCode[];
}

/** The actions that an answer offers, and its layout. */
export interface AnswerActions extends Omit<PathActions, "report"> {
  /** Whether the evidence about a mail is folded, because there is little room. */
  readonly folded: boolean;
  /** Opens the report to Amazon with the facts of the answer. */
  readonly report: (found: CheckAnswer) => void;
}

/** An answer with everything that belongs to it; null if nothing was asked. */
export function drawAnswer(ctx: UiContext, found: CheckAnswer | CodesAnswer, actions: AnswerActions): HTMLElement[] {
  switch (found.what) {
    case "nothing":
      return [];
    case "unreadable":
      return [
        el("p", { class: "state" }, ctx.texts.text("answer_unreadable")),
        el("p", { class: "note" }, ctx.texts.text("answer_unreadable_note")),
      ];
    case "codes":
      return drawCodes(ctx, found, actions);
    case "verdicts":
    case "message":
      return drawFound(ctx, found, actions);
  }
}

type Found = CheckAnswer & { what: "verdicts" | "message" };
type Verdicts = CheckAnswer & { what: "verdicts" };
type Item = Verdicts["verdicts"][number];

/** The number of answers that are drawn in full. In a longer list, those without a warning are folded to one line each. */
const IN_FULL = 4;

function drawFound(ctx: UiContext, found: Found, actions: AnswerActions): HTMLElement[] {
  if (found.what === "verdicts") return drawVerdicts(ctx, found, actions);
  const note = found.piece ? [el("p", { class: "note" }, ctx.texts.text("answer_piece"))] : [];
  return [drawMessage(ctx, found.verdict, found, actions), ...note, drawWays(ctx, found, actions)];
}

function drawMessage(ctx: UiContext, verdict: MessageVerdict, found: Found, actions: AnswerActions): HTMLElement {
  return renderMessage(ctx, verdict, { advice: drawAdvice(ctx, found, actions), folded: actions.folded });
}

/** The answers about a pasted text: the text as a message, then each link and address in it, then the other things in it. */
function drawVerdicts(ctx: UiContext, found: Verdicts, actions: AnswerActions): HTMLElement[] {
  const { verdicts, leftOut, message, hints } = found;
  const { texts } = ctx;
  const others = hints.map((hint) => drawHint(ctx, hint));
  if (verdicts.length === 0 && !message) return [...drawNothing(ctx, hints.length > 0), ...others];
  return [
    ...(message
      ? [drawMessage(ctx, message, found, actions), el("p", { class: "note" }, texts.text("answer_piece"))]
      : []),
    ...(verdicts.length > 1 ? [el("p", {}, texts.text("answer_sorted", { count: String(verdicts.length) }))] : []),
    ...(leftOut > 0 ? [el("p", { class: "state" }, texts.counted("answer_left_out", leftOut))] : []),
    ...drawItems(ctx, verdicts),
    ...others,
    ...(message ? [] : [drawAdvice(ctx, found, actions)]),
    drawWays(ctx, found, actions),
  ];
}

/** Says that there is nothing to check, and what helps unless a hint says it. */
function drawNothing(ctx: UiContext, hasHints: boolean): HTMLElement[] {
  const nothing = el("p", { class: "state" }, ctx.texts.text("answer_none"));
  return hasHints ? [nothing] : [nothing, el("p", { class: "note" }, ctx.texts.text("answer_none_helps"))];
}

function drawItems(ctx: UiContext, items: readonly Item[]): HTMLElement[] {
  const isLong = items.length > IN_FULL;
  const folded = isLong ? items.filter(({ verdict }) => !verdict.warned) : [];
  return [
    ...items.filter((item) => !folded.includes(item)).map(({ input, verdict }) => drawVerdict(ctx, input, verdict)),
    ...(folded.length > 0
      ? [el("ul", { class: "rest" }, ...folded.map((item) => el("li", {}, drawFolded(ctx, item))))]
      : []),
  ];
}

/** An answer on one line, which opens to the whole answer. */
function drawFolded(ctx: UiContext, { input, verdict }: Item): HTMLElement {
  const beside = classBeside(ctx.texts, verdict);
  const line = el(
    "summary",
    {},
    drawLevel(ctx, verdict),
    " ",
    el("bdi", { class: "mono", dir: "ltr" }, printable(input)),
    " ",
    beside === null ? null : el("span", { class: "quiet" }, beside),
  );
  const folded = el("details", { class: `box folded look-${verdict.level}` }, line);
  // A long list would take seconds to draw in full.
  folded.addEventListener("toggle", () => folded.append(drawVerdict(ctx, input, verdict)), { once: true });
  return folded;
}

function drawVerdict(ctx: UiContext, input: string, verdict: Verdict): HTMLElement {
  const report = renderVerdict(ctx, input, verdict);
  const parts = verdict.kind === "link" ? drawParts(ctx, verdict, input) : null;
  if (parts) report.append(parts);
  return report;
}

/** The sentence about a hint: an offer has the sentence of a warning about offers. */
const HINTS: Readonly<Record<PastedHint["hint"], string>> = {
  phone: "hint_phone",
  chat: "hint_chat",
  order: "hint_order",
  product: "hint_product",
  offer: "reason_verification_for_sale",
};

/** Says what something else in the text is. A number or a contact leads to the page about callers. */
function drawHint(ctx: UiContext, { hint, text }: PastedHint): HTMLElement {
  const leads = hint === "phone" || hint === "chat";
  return el(
    "section",
    { class: "panel hint" },
    el("p", {}, ctx.texts.text(HINTS[hint], { text: printable(text) })),
    leads ? el("a", { href: "../caller/caller.html", target: "_blank" }, ctx.texts.text("navigation_caller")) : null,
  );
}

/** The advice, given once, for the highest level in the answer. */
function drawAdvice(ctx: UiContext, found: Found, actions: AnswerActions): HTMLElement {
  const level = levelOf(found);
  return el(
    "section",
    { class: "advice" },
    el("h2", { class: "heading" }, ctx.texts.text("answer_what_to_do")),
    el("p", {}, adviceOn(ctx, found, level)),
    atLeast(level, "caution")
      ? createPath(ctx, level, { ...actions, report: () => actions.report(found) }, { isPrimary: true })
      : null,
  );
}

/** The buttons to pass the answer on. */
function drawWays(ctx: UiContext, found: Found, actions: AnswerActions): HTMLElement {
  const level = levelOf(found);
  const ways: Child[] = [
    copyButton(ctx, ctx.texts.text("answer_copy"), () => answerText(ctx, found, new Date()), actions.copy),
    level === "danger"
      ? el(
          "a",
          { class: "button quiet", href: "../clicked/clicked.html", target: "_blank" },
          ctx.texts.text("navigation_clicked"),
        )
      : null,
  ];
  return el("p", { class: "ways" }, ...ways);
}

function levelOf(found: Found): Level {
  if (found.what === "message") return found.verdict.level;
  const levels = found.verdicts.map(({ verdict }) => verdict.level);
  return loudest(found.message ? [found.message.level, ...levels] : levels);
}

/** The advice at a level. Below several cards, it names the cards that it refers to. */
function adviceOn(ctx: UiContext, found: Found, level: Level): string {
  if (found.what === "message" || found.message) return ctx.texts.text(`advice_message_${level}`);
  const kind = found.verdicts.find(({ verdict }) => verdict.level === level)?.verdict.kind ?? "link";
  const several = found.verdicts.length > 1 && atLeast(level, "caution");
  return ctx.texts.text(`advice_${kind}${several ? "s" : ""}_${level}`, { level: levelWord(ctx.texts, level) });
}

// QR codes.

function drawCodes(ctx: UiContext, { codes }: CodesAnswer, actions: AnswerActions): HTMLElement[] {
  if (codes.length === 0) return [el("p", { class: "state" }, ctx.texts.text("code_none"))];
  const links = codes.flatMap(({ code: { text }, verdict }) =>
    text !== undefined && verdict ? [{ input: text, verdict }] : [],
  );
  const found: Found = { what: "verdicts", verdicts: links, leftOut: 0, message: null, hints: [] };
  return [
    ...codes.map((code) => drawCode(ctx, code)),
    ...(links.length > 0 ? [drawAdvice(ctx, found, actions), drawWays(ctx, found, actions)] : []),
  ];
}

function drawCode(ctx: UiContext, { code: { text, messenger }, verdict }: JudgedCode): HTMLElement {
  return el(
    "section",
    { class: "code" },
    el("h2", {}, ctx.texts.text("code_title")),
    messenger === undefined
      ? null
      : el(
          "p",
          { class: "lead" },
          ctx.texts.text("code_messenger", { name: ctx.texts.text(`messenger_${messenger}`) }),
        ),
    ...drawSaid(ctx, text, verdict),
  );
}

function drawSaid(ctx: UiContext, text: string | undefined, verdict: Verdict | null): HTMLElement[] {
  if (text === undefined) return [el("p", { class: "note" }, ctx.texts.text("code_unreadable"))];
  if (verdict) return [drawVerdict(ctx, text, verdict)];
  return [
    el("p", { class: "note" }, ctx.texts.text("code_text")),
    el("p", { class: "word mono" }, printable(text.slice(0, 400))),
  ];
}
