// A table as a file that spreadsheets open: RFC 4180, in UTF-8 with the mark by which Excel recognises it.

import type { Language } from "../../i18n/texts.js";

/** Where a number's decimals stand behind a comma, Excel divides cells by another sign, and reads a file so that is opened by a click. */
const BY_SEMICOLON: ReadonlySet<Language> = new Set(["de", "fr", "it", "es"]);

/**
 * Spreadsheets take a cell that begins with such a sign for a formula; some of them also behind blanks, or in full width. Where
 * a cell begins depends on by which sign they divide, so every sign by which any does begins one here. A quote there may be read
 * as the beginning of a quoted cell, and is then no part of it.
 */
const FORMULA =
  /(^|[;,|\t\r\n])(?=[\s\u200b\ufeff"]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212])|^(?=[\t\r\n])/g;

/** Rows of cells as one text, for the spreadsheets of this language. No cell is a formula, whoever wrote and whoever reads it. */
export function toCsv(rows: readonly (readonly string[])[], language: Language): string {
  const separator = BY_SEMICOLON.has(language) ? ";" : ",";
  return `\ufeff${rows.map((row) => `${row.map(cell).join(separator)}\r\n`).join("")}`;
}

function cell(text: string): string {
  const harmless = text.replace(FORMULA, (begins) => `${begins}'`);
  return /[",;|\t\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
