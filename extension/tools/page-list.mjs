// The extension's pages. Each has a folder with the body, the style sheet and the script, all of the folder's name. The words come
// from the texts: in a body, `data-text` names the key of an element's text, and `data-tick` the key of a line to tick.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const pages = fileURLToPath(new URL("../pages/", import.meta.url));

/** The names of the pages. */
export const PAGES = readdirSync(pages)
  .filter((name) => existsSync(`${pages}${name}/${name}.html`))
  .sort();

/** The style sheets that several pages import. */
export const SHEETS = ["page.css", "asking.css"];

/** The HTML of a page: its body, with the head that all pages share. */
export function htmlOf(page) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Touchstone</title>
<link rel="icon" href="../icons/48.png">
<link rel="stylesheet" href="${page}.css">
<script type="module" src="${page}.js"></script>
</head>
${readFileSync(`${pages}${page}/${page}.html`, "utf8")}</html>
`;
}
