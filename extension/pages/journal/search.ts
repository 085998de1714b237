// Searches the entries. Every typed word has to occur in an entry, as a word or as part of one.

import type { JournalEntry } from "../../model/journal-store.js";
import { searchable } from "../../model/search.js";
import type { Texts } from "../../i18n/texts.js";

/** The search text of an entry, in the form in which texts are compared. */
export function haystack(entry: JournalEntry, texts: Texts): string {
  const { host, unicode, address, name, imitated, subject, webmail, reason } = entry;
  const sentence = reason ? texts.sentence(reason) : "";
  return searchable([host, unicode, address, name, imitated, subject, webmail, sentence].filter(Boolean).join("\n"));
}

/** A test for the typed words. */
export function matcher(query: string): (haystack: string) => boolean {
  const words = query
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => forms(word).map(searchable));
  return (haystack) => words.every((forms) => forms.some((form) => haystack.includes(form)));
}

/** A word as typed and, if it is a host or an address, also in ASCII, because the hosts of senders are known only in that form. */
function forms(word: string): string[] {
  if (!/[^\0-\x7f]/.test(word) || !word.includes(".")) return [word];
  const at = word.lastIndexOf("@") + 1;
  const url = `http://${word.slice(at)}/`;
  return URL.canParse(url) ? [word, `${word.slice(0, at)}${new URL(url).hostname}`] : [word];
}
