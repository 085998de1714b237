// Draws an answer: the finding, the advice, and the buttons to pass it on.

import type { CheckAnswer } from "../../protocol/requests.js";
import type { QrCode } from "../../wasm/picture.js";
import { button, copyButton } from "../../ui/buttons.js";
import { printable } from "../../ui/characters.js";
import { type Child, el } from "../../ui/dom.js";
import { type PathActions, type UiContext, createPath, renderMessage, renderVerdict } from "../../ui/index.js";
import { drawParts } from "../../ui/parts.js";
import { type Level, type Verdict, atLeast, loudest } from "../../model/verdict.js";
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
export interface AnswerActions extends PathActions {
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
      return [...drawFound(ctx, found, actions), drawWays(ctx, found, actions)];
  }
}

type Found = CheckAnswer & { what: "verdicts" | "message" };

function drawFound(ctx: UiContext, found: Found, actions: AnswerActions): HTMLElement[] {
  const advice = drawAdvice(ctx, found, actions);
  if (found.what === "message") {
    const note = found.piece ? [el("p", { class: "note" }, ctx.texts.text("answer_piece"))] : [];
    return [renderMessage(ctx, found.verdict, { advice, folded: actions.folded }), ...note];
  }
  const { verdicts, leftOut } = found;
  const note = leftOut > 0 ? [el("p", { class: "note" }, ctx.texts.counted("answer_left_out", leftOut))] : [];
  return [...verdicts.map(({ input, verdict }) => drawVerdict(ctx, input, verdict)), ...note, advice];
}

function drawVerdict(ctx: UiContext, input: string, verdict: Verdict): HTMLElement {
  const report = renderVerdict(ctx, input, verdict);
  const parts = verdict.kind === "link" ? drawParts(ctx, verdict, input) : null;
  if (parts) report.append(parts);
  return report;
}

/** The advice, given once, for the highest level in the answer. */
function drawAdvice(ctx: UiContext, found: Found, actions: AnswerActions): HTMLElement {
  const level = levelOf(found);
  return el(
    "section",
    { class: "advice" },
    el("h2", { class: "heading" }, ctx.texts.text("answer_what_to_do")),
    el("p", {}, adviceOn(ctx, found, level)),
    atLeast(level, "caution") ? createPath(ctx, level, actions) : null,
  );
}

/** The buttons to pass the answer on. */
function drawWays(ctx: UiContext, found: Found, actions: AnswerActions): HTMLElement {
  const level = levelOf(found);
  const ways: Child[] = [
    copyButton(ctx, ctx.texts.text("answer_copy"), () => answerText(ctx, found, new Date()), actions.copy),
    atLeast(level, "caution") ? button("quiet", ctx.texts.text("answer_report"), () => actions.report(found)) : null,
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
  return found.what === "message" ? found.verdict.level : loudest(found.verdicts.map(({ verdict }) => verdict.level));
}

/** The advice at a level. Below several cards, it names the cards that it refers to. */
function adviceOn(ctx: UiContext, found: Found, level: Level): string {
  if (found.what === "message") return ctx.texts.text(`advice_message_${level}`);
  const kind = found.verdicts.find(({ verdict }) => verdict.level === level)?.verdict.kind ?? "link";
  const several = found.verdicts.length > 1 && atLeast(level, "caution");
  return ctx.texts.text(`advice_${kind}${several ? "s" : ""}_${level}`, { level: ctx.texts.text(`level_${level}`) });
}

// QR codes.

function drawCodes(ctx: UiContext, { codes }: CodesAnswer, actions: AnswerActions): HTMLElement[] {
  if (codes.length === 0) return [el("p", { class: "state" }, ctx.texts.text("code_none"))];
  const links = codes.flatMap(({ code: { text }, verdict }) =>
    text !== undefined && verdict && !isText(verdict) ? [{ input: text, verdict }] : [],
  );
  const found: Found = { what: "verdicts", verdicts: links, leftOut: 0 };
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
  if (verdict && !isText(verdict)) return [drawVerdict(ctx, text, verdict)];
  return [
    el("p", { class: "note" }, ctx.texts.text("code_text")),
    el("p", { class: "word mono" }, printable(text.slice(0, 400))),
  ];
}

function isText(verdict: Verdict): boolean {
  return verdict.kind === "link" && verdict.noLink === true;
}
