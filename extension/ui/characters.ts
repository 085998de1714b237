// How single characters are shown: those that cannot be seen by their code point, those that imitate others underlined and
// explained. What a mail wrote is never shown raw: it could turn the line around or hide half of it.

import type { UiContext } from "./context.js";
import { el } from "./dom.js";

/** A character in a name that looks like another. */
export interface Odd {
  /** As written; may be several, as in "rn". */
  readonly character: string;
  /** What it is read as; empty where it is read as nothing. */
  readonly imitates: string;
  /** The label or word it stands in. */
  readonly within: string;
}

/** Control characters, and those that take no room or turn the text after them around. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/** A text from outside as it may be shown: what cannot be seen is written out. */
export function printable(text: string): string {
  return text.replace(/[\t\n\r]+/g, " ").replace(UNSEEN, (character) => `⟨${codePoint(character)}⟩`);
}

/** Whether a character is one of those. */
export function isUnseen(character: string): boolean {
  return new RegExp(UNSEEN.source, "u").test(character);
}

/** The scripts whose letters pass for Latin ones, by their ISO 15924 code; the browser knows their names. */
const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ["Cyrl", /\p{Script=Cyrillic}/u],
  ["Grek", /\p{Script=Greek}/u],
  ["Armn", /\p{Script=Armenian}/u],
  ["Geor", /\p{Script=Georgian}/u],
  ["Hebr", /\p{Script=Hebrew}/u],
  ["Arab", /\p{Script=Arabic}/u],
  ["Syrc", /\p{Script=Syriac}/u],
  ["Copt", /\p{Script=Coptic}/u],
  ["Cher", /\p{Script=Cherokee}/u],
  ["Lisu", /\p{Script=Lisu}/u],
  ["Thai", /\p{Script=Thai}/u],
];

/** Whether a character is a letter of one of these scripts. */
export function isForeignLetter(character: string): boolean {
  return SCRIPTS.some(([, letters]) => letters.test(character));
}

/** A character drawn by itself: underlined, with its code point where it is not plain ASCII, its name on hover. */
export function drawCharacter(ctx: UiContext, character: string, imitates: string): HTMLElement {
  const plain = /^[\x21-\x7e]+$/.test(character);
  const seen = isUnseen(character) ? null : /^\p{M}/u.test(character) ? `◌${character}` : character;
  return el(
    "bdi",
    { class: "odd-word", title: nameOf(ctx, character, imitates) },
    seen === null ? null : el("span", { class: "odd" }, seen),
    plain ? null : `${seen === null ? "" : " "}${[...character].map(codePoint).join(" ")}`,
  );
}

/** A text, with the odd character in it underlined. */
export function markOdd(ctx: UiContext, text: string, odd: Odd | undefined): (HTMLElement | string)[] {
  const start = odd ? text.indexOf(odd.within) : -1;
  if (!odd || start < 0 || !odd.character) return [printable(text)];
  const end = start + odd.within.length;
  const parts: (HTMLElement | string)[] = [];
  let from = 0;
  for (;;) {
    const at = text.indexOf(odd.character, Math.max(from, start));
    if (at < 0 || at >= end) break;
    parts.push(printable(text.slice(from, at)));
    from = at + odd.character.length;
    const title = nameOf(ctx, odd.character, odd.imitates);
    parts.push(el("span", { class: "odd", title }, printable(odd.character)));
    // The same digit may stand elsewhere in the label and mean nothing.
    if (/^[\x21-\x7e]+$/.test(odd.character)) break;
  }
  parts.push(printable(text.slice(from)));
  return parts;
}

function nameOf(ctx: UiContext, character: string, imitates: string): string {
  if (!imitates) return ctx.texts.text("character_invisible");
  const script = SCRIPTS.find(([, letters]) => letters.test(character))?.[0];
  if (!script) return ctx.texts.text("character_other", { character, imitates });
  const names = new Intl.DisplayNames([ctx.texts.tag], { type: "script" });
  return ctx.texts.text("character_of_script", { script: names.of(script) ?? script, character, imitates });
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
