// The words of the levels, from the texts, as patterns for what a page shows.

import { messages } from "../gallery/tools.mjs";

/** Matches the word of a level, followed by a pattern. */
export function word(level, after = "", language = "en") {
  return new RegExp(wordOf(level, language) + after);
}

/** The word of a level, for use in a pattern. */
export function wordOf(level, language = "en") {
  return messages(language)[`level_${level}`].replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
