// The saved page structures of tests/pages under their webmails' own addresses: the counter answers with them for these
// hosts, so the extension meets them exactly where it would meet the real ones. Beside each `name.html` stands `name.json`:
//
//   address    the address of the page; the path selects the answer, so two pages of one host have different paths
//   page       the file, where it is another page's: one structure can carry several mails
//   replaced   replacements in it and its frames: { text: text }, for another mail, or for names that a webmail no longer uses
//   policy     its Content-Security-Policy, where the facts about the webmail name it
//   added      the host is on no list, so the user adds the site first
//   frames     the pages in its frames: { address: file }
//   adapter    the adapter that reads it, as the popup names it
//   messages   the open messages, in their order: [level, the sender's address or null, names of attachments]
//   rows       the list's rows that carry a chip, in their order: [level, a piece of the row's text]

import { readFileSync, readdirSync } from "node:fs";

const FOLDER = new URL("../pages/", import.meta.url);

/** Every saved page: its name and the content of its description. */
export const savedPages = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".json"))
  .map((file) => ({
    name: file.slice(0, -".json".length),
    ...JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")),
  }));

/** The address and the policy of each file. */
const PLACES = savedPages.flatMap(({ name, page = `${name}.html`, address, policy, frames = {}, replaced = {} }) => [
  { url: new URL(address), file: page, policy, replaced },
  ...Object.entries(frames).map(([address, file]) => ({ url: new URL(address), file, policy: undefined, replaced })),
]);

/** Names of senders that are replaced in every page, until the test takes them out again. */
export const renamed = new Map();

/** The HTML at one of these places. */
function htmlOf({ file, replaced }) {
  return [...Object.entries(replaced), ...renamed].reduce(
    (html, [old, other]) => html.replaceAll(old, other),
    readFileSync(new URL(file, FOLDER), "utf8"),
  );
}

// A replacement of a text that does not occur would test nothing.
for (const { name, page = `${name}.html`, frames = {}, replaced = {} } of savedPages) {
  const all = [page, ...Object.values(frames)].map((file) => readFileSync(new URL(file, FOLDER), "utf8")).join("");
  for (const old of Object.keys(replaced))
    if (!all.includes(old)) throw new Error(`${name}: nothing to replace, ${old}`);
}

/** The address of a saved page: `addressOf("gmail")`. */
export const addressOf = (name) => savedPages.find((page) => page.name === name).address;

/**
 * The longest beginning of a name that stands in a saved page, as HTML writes it. The recipe for unknown webmails may take a date
 * behind the name for a part of it.
 */
export function nameIn(page, name) {
  const files = [page.page ?? `${page.name}.html`, ...Object.values(page.frames ?? {})];
  const html = files.map((file) => htmlOf({ file, replaced: page.replaced ?? {} })).join("");
  const words = name.replaceAll("<", "&lt;").replaceAll(">", "&gt;").split(" ");
  while (words.length > 0 && !html.includes(words.join(" "))) words.pop();
  return words.join(" ");
}

/** Lets a counter answer with these pages. */
export function servePages(counter) {
  for (const host of new Set(PLACES.map(({ url }) => url.host))) {
    counter.serve(host, (path) => {
      const place = PLACES.find(({ url }) => url.host === host && url.pathname === path);
      return place && { html: htmlOf(place), policy: place.policy };
    });
  }
}
