// The saved page structures of tests/pages under their webmails' own addresses: the counter answers with them for these
// hosts, so the extension meets them exactly where it would meet the real ones. Beside each `name.html` stands `name.json`:
//
//   address    where the page would stand; a path decides what is answered, so two pages of one host differ in it
//   policy     its Content-Security-Policy, where the facts about the webmail name it
//   frames     the pages in its frames: { address: file }
//   adapter    the adapter that reads it, as the popup names it
//   messages   what stands open, in its order: [level, the sender's address or null, names of attachments]
//   rows       the list's rows that carry a chip: [level, a piece of the row's text]

import { readFileSync, readdirSync } from "node:fs";

const FOLDER = new URL("../pages/", import.meta.url);

/** Every saved page: what its description says, and its name. */
export const savedPages = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".json"))
  .map((file) => ({ name: file.slice(0, -".json".length), ...JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) }));

/** Where each file is answered, and under which policy. */
const PLACES = savedPages.flatMap(({ name, address, policy, frames = {} }) => [
  { url: new URL(address), file: `${name}.html`, policy },
  ...Object.entries(frames).map(([address, file]) => ({ url: new URL(address), file, policy: undefined })),
]);

/** Where the webmail of a page is: `addressOf("gmail")`. */
export const addressOf = (name) => savedPages.find((page) => page.name === name).address;

/** Lets a counter answer with these pages. */
export function servePages(counter) {
  for (const host of new Set(PLACES.map(({ url }) => url.host))) {
    counter.serve(host, (path) => {
      const place = PLACES.find(({ url }) => url.host === host && url.pathname === path);
      return place && { html: readFileSync(new URL(place.file, FOLDER), "utf8"), policy: place.policy };
    });
  }
}
