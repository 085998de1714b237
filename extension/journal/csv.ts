// A table as a file that spreadsheets open: RFC 4180, in UTF-8 with the mark by which Excel recognises it.

/** Spreadsheets take a cell that begins so for a formula; some of them also behind blanks, or in full width. */
const FORMULA = /^[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212]|^[\t\r\n]/;

/** Rows of cells as one text. No cell is a formula, whoever wrote what is in it. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}

function cell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
