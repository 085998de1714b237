// Finding entries: every word that was typed has to occur, whole or as part of a word.

import type { Entry } from "../../model/journal.js";
import { searchable } from "../../model/search.js";
import type { Texts } from "../../i18n/texts.js";

/** All that an entry can be found by, in the form in which texts are compared. */
export function haystack(entry: Entry, texts: Texts): string {
  const { host, unicode, address, name, imitated, subject, webmail, reason } = entry;
  const sentence = reason ? texts.sentence(reason) : "";
  return searchable([host, unicode, address, name, imitated, subject, webmail, sentence].filter(Boolean).join("\n"));
}

/** A test for what was typed. */
export function matcher(query: string): (haystack: string) => boolean {
  const words = query
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => forms(word).map(searchable));
  return (haystack) => words.every((forms) => forms.some((form) => haystack.includes(form)));
}

/** A word as typed and, where it is a host or an address, in ASCII: senders' hosts are known in that form alone. */
function forms(word: string): string[] {
  if (!/[^\0-\x7f]/.test(word) || !word.includes(".")) return [word];
  const at = word.lastIndexOf("@") + 1;
  const url = `http://${word.slice(at)}/`;
  return URL.canParse(url) ? [word, `${word.slice(0, at)}${new URL(url).hostname}`] : [word];
}
