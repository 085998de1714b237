// The texts as the background needs them: each language is read once in its life.

import { api } from "../platform/browser.js";
import { type Language, type Texts, loadTexts } from "../i18n/texts.js";

const loaded = new Map<Language, Promise<Texts>>();

/** The texts of a language. */
export function textsIn(language: Language): Promise<Texts> {
  const known = loaded.get(language) ?? load(language);
  loaded.set(language, known);
  return known;
}

/** What could not be read is read again when it is asked for next. */
function load(language: Language): Promise<Texts> {
  return loadTexts(language, (path) => api.runtime.getURL(path)).catch((error: unknown) => {
    loaded.delete(language);
    throw error;
  });
}
