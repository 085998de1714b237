// A table as a CSV file for spreadsheets: RFC 4180, in UTF-8 with the byte order mark by which Excel recognises it.

import type { Language } from "../../model/language.js";

/** In languages with a decimal comma, Excel separates cells with a semicolon, and so reads a file that is opened by a click. */
const BY_SEMICOLON: ReadonlySet<Language> = new Set(["de", "fr", "it", "es"]);

/**
 * Spreadsheets read a cell with such a first character as a formula, some of them also after blanks or in full-width form. The
 * start of a cell depends on the separator, so every separator of any spreadsheet starts a cell here. A quote at the start may open
 * a quoted cell, and is then not part of the text.
 */
const FORMULA =
  /(^|[;,|\t\r\n])(?=[\s\u200b\ufeff"]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212])|^(?=[\t\r\n])/g;

/** The rows as one text, for spreadsheets in this language. No cell becomes a formula, in any spreadsheet. */
export function toCsv(rows: readonly (readonly string[])[], language: Language): string {
  const separator = BY_SEMICOLON.has(language) ? ";" : ",";
  return `\ufeff${rows.map((row) => `${row.map(cell).join(separator)}\r\n`).join("")}`;
}

function cell(text: string): string {
  const harmless = text.replace(FORMULA, (begins) => `${begins}'`);
  return /[",;|\t\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
