// Draws single characters: an invisible character as its code point, a confusable one underlined and explained. A text from a
// mail is never shown raw, because its control characters could reverse the line or hide a part of it.

import { characterNames } from "../model/character-names.js";
import type { UiContext } from "./context.js";
import { el } from "./dom.js";

/** A confusable character in a name. */
export interface Odd {
  /** The character as written. It may be several characters, as in "rn". */
  readonly character: string;
  /** The text that a reader takes it for. Empty if the character is invisible. */
  readonly imitates: string;
  /** The label or word that contains it. */
  readonly within: string;
}

/** Control characters, characters without a width, and characters that reverse the text after them. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/** Makes a text from outside safe to show: invisible characters become their code points. */
export function printable(text: string): string {
  return text.replace(/[\t\n\r]+/g, " ").replace(UNSEEN, (character) => `⟨${codePoint(character)}⟩`);
}

/** Whether a character is invisible. */
export function isUnseen(character: string): boolean {
  return new RegExp(UNSEEN.source, "u").test(character);
}

/** The scripts whose letters can be confused with Latin ones, by their ISO 15924 code. The browser knows their names. */
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

/** Draws a single character: underlined, with its code point and its name in Unicode if it is not plain ASCII. */
export function drawCharacter(ctx: UiContext, character: string, imitates: string): HTMLElement {
  const named = characterNames(character);
  const seen = isUnseen(character) ? null : /^\p{M}/u.test(character) ? `◌${character}` : character;
  return el(
    "bdi",
    { class: "odd-word", title: nameOf(ctx, character, imitates) },
    seen === null ? null : el("span", { class: "odd" }, seen),
    named.startsWith("U+") || named === character ? null : " ",
    named === character ? null : named.slice(named.search(/U\+[0-9A-F]{4}/)),
  );
}

/** Draws a text and underlines the confusable character in it. */
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
    // An ASCII character is marked once: the same digit may stand elsewhere in the label and imitate nothing.
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
