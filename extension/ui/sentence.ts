// Draws sentences from the locale files. Each piece of evidence is drawn as its kind: a host as a host, a character as a character.

import type { Piece } from "../i18n/texts.js";
import type { Reason } from "../model/verdict.js";
import { drawCharacter, markOdd, printable } from "./characters.js";
import type { UiContext } from "./context.js";
import { type Child, el } from "./dom.js";
import { type Domains, drawPlace, drawUrl, parseWeb } from "./hosts.js";
import { drawMeaningSign } from "./help-link.js";

/** Draws the sentence of a reason. */
export function drawReason(ctx: UiContext, reason: Reason, domains: Domains): HTMLElement {
  return drawPieces(ctx, ctx.texts.reason(reason), reason, domains);
}

/** Draws the sentence of a reason with the link to its help entry. The link never stands alone on a line. */
export function drawExplained(ctx: UiContext, reason: Reason, domains: Domains): HTMLElement {
  const sentence = drawReason(ctx, reason, domains);
  const last = sentence.lastChild;
  const end = last instanceof Text ? last.splitText(last.data.search(LAST_WORD)) : last;
  sentence.append(el("span", { class: "bound" }, end, " ", drawMeaningSign(ctx, reason.code)));
  return sentence;
}

/** Draws a sentence by its key, with its evidence. */
export function drawSentence(
  ctx: UiContext,
  key: string,
  params: Readonly<Record<string, string>>,
  domains: Domains,
): HTMLElement {
  return drawPieces(ctx, ctx.texts.pieces(key, params), params, domains);
}

/** The text between two sentences. It is empty in Chinese and Japanese, because their full stop contains the space. */
export function joint(ctx: UiContext): string {
  return isEastAsian(ctx) ? "" : " ";
}

/** The text between two entries of a list. Chinese and Japanese have a comma of their own for it, which contains the space. */
export function listComma(ctx: UiContext): string {
  return isEastAsian(ctx) ? "、" : ", ";
}

function isEastAsian(ctx: UiContext): boolean {
  return /^(zh|ja)/.test(ctx.texts.tag);
}

/** Matches the last word of a text. In Chinese and Japanese, which have no spaces, it matches the last characters. */
const LAST_WORD = /[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{0,16}.{0,2}$/su;
/** Closing punctuation, which stays on the line of the text before it. German closes quotes with the sign that English opens with. */
const CLOSING = /^(?:[\p{Pe}\p{Pf},.;:!?…、。，．：；！？]|“(?!\p{L}))+/u;

/** Draws the pieces of a sentence. Evidence has its own boxes, and a browser would begin a line with the comma after a box. */
function drawPieces(
  ctx: UiContext,
  pieces: readonly Piece[],
  evidence: Partial<Record<string, string>>,
  domains: Domains,
): HTMLElement {
  const sentence = el("span", {});
  for (const piece of pieces) {
    const before = sentence.lastChild;
    const closing = typeof piece === "string" && before instanceof Element ? (CLOSING.exec(piece)?.[0] ?? "") : "";
    if (closing && before instanceof Element) sentence.append(closed(before, closing));
    const rest = typeof piece === "string" ? piece.slice(closing.length) : drawPiece(ctx, piece, evidence, domains);
    if (rest) sentence.append(rest);
  }
  return sentence;
}

/** Puts closing punctuation after a box. A long domain is a block that fills its line, so the punctuation goes inside it. */
function closed(drawn: Element, closing: string): HTMLElement {
  const block = drawn.querySelector(":scope > .domain:last-child:not(.whole)");
  block?.append(el("span", { class: "closing" }, closing));
  return el("span", { class: "bound" }, drawn, block ? null : closing);
}

function drawPiece(ctx: UiContext, piece: Piece, evidence: Partial<Record<string, string>>, domains: Domains): Child {
  if (typeof piece === "string") return piece;
  const { param, value } = piece;
  switch (param) {
    case "host":
    case "address":
      return drawPlace(ctx, value, domains);
    case "domain":
      return drawPlace(ctx, value, new Map([[value, value]]));
    case "target": {
      const url = parseWeb(value);
      return url ? drawUrl(ctx, url, domains, domains.odd) : el("bdi", { class: "word" }, printable(value));
    }
    case "character":
      return drawCharacter(ctx, evidence.character ?? "", evidence.imitates ?? "");
    case "label":
    case "name":
    case "text": {
      // Only the text that contains the confusable character gets a mark; `markOdd` finds nothing in the others.
      const odd = { character: evidence.character ?? "", imitates: evidence.imitates ?? "", within: value };
      return el("bdi", { class: param === "label" ? "word mono" : "word" }, ...markOdd(ctx, value, odd));
    }
    default:
      return el("bdi", { class: "word" }, printable(value));
  }
}

/** Whether two reasons have the same code and the same evidence. */
export function sameReason(a: Reason, b: Reason): boolean {
  const keys = Object.keys(a) as (keyof Reason)[];
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

/** Draws a list of reasons, each with the link to its help entry; returns `null` if there are no reasons. */
export function drawReasons(ctx: UiContext, reasons: readonly Reason[], domains: Domains): HTMLElement | null {
  if (reasons.length === 0) return null;
  return el("ul", { class: "reasons" }, ...reasons.map((reason) => el("li", {}, drawExplained(ctx, reason, domains))));
}
