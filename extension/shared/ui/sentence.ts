// Sentences: a text from the locale files with its evidence drawn as what it is, a host as a host, a character as a character.

import type { Piece } from "../texts.js";
import type { Reason } from "../verdict.js";
import { drawCharacter, markOdd, printable } from "./characters.js";
import type { UiContext } from "./context.js";
import { type Child, el } from "./dom.js";
import { type Domains, drawAddress, drawPlace, drawUrl, parseWeb } from "./hosts.js";
import { drawMeaningSign } from "./meaning.js";

/** The sentence of a reason. */
export function drawReason(ctx: UiContext, reason: Reason, domains: Domains): HTMLElement {
  return el("span", {}, ...ctx.texts.reason(reason).map((piece) => drawPiece(ctx, piece, reason, domains)));
}

/** Another sentence, with its evidence. */
export function drawSentence(
  ctx: UiContext,
  key: string,
  params: Readonly<Record<string, string>>,
  domains: Domains,
): HTMLElement {
  return el("span", {}, ...ctx.texts.pieces(key, params).map((piece) => drawPiece(ctx, piece, params, domains)));
}

/** What stands between two sentences: nothing in Chinese and Japanese, whose full stop brings its own room. */
export function joint(ctx: UiContext): string {
  return /^(zh|ja)/.test(ctx.texts.tag) ? "" : " ";
}

function drawPiece(ctx: UiContext, piece: Piece, evidence: Partial<Record<string, string>>, domains: Domains): Child {
  if (typeof piece === "string") return piece;
  const { param, value } = piece;
  switch (param) {
    case "host":
    case "domain":
      return drawPlace(ctx, value, param === "domain" ? new Map([[value, value]]) : domains);
    case "address":
      return drawAddress(ctx, value, domains.get(value));
    case "target": {
      const url = parseWeb(value);
      return url ? drawUrl(ctx, url, domains) : el("bdi", { class: "word" }, printable(value));
    }
    case "character":
      return drawCharacter(ctx, value, evidence.imitates ?? "");
    case "label":
    case "name":
    case "text": {
      // A text that contains the character the reason is about; in all others the mark finds nothing.
      const odd = { character: evidence.character ?? "", imitates: evidence.imitates ?? "", within: value };
      return el("bdi", { class: param === "label" ? "word mono" : "word" }, ...markOdd(ctx, value, odd));
    }
    default:
      return el("bdi", { class: "word" }, printable(value));
  }
}

/** Whether two reasons are one: the code and all of its evidence. */
export function sameReason(a: Reason, b: Reason): boolean {
  const keys = Object.keys(a) as (keyof Reason)[];
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

/** Reasons as a list, each with the way to its entry in the help; nothing where there are none. */
export function drawReasons(ctx: UiContext, reasons: readonly Reason[], domains: Domains): HTMLElement | null {
  if (reasons.length === 0) return null;
  return el("ul", { class: "reasons" }, ...reasons.map((reason) => el("li", {}, drawReason(ctx, reason, domains), " ", drawMeaningSign(ctx, reason.code))));
}
