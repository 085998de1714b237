// The texts for the background. Each language is loaded once.

import { api } from "../platform/browser.js";
import type { Language } from "../model/language.js";
import { type Texts, loadTexts } from "../i18n/texts.js";

const loaded = new Map<Language, Promise<Texts>>();

/** The texts of a language. */
export function textsIn(language: Language): Promise<Texts> {
  const known = loaded.get(language) ?? load(language);
  loaded.set(language, known);
  return known;
}

/** A failed load is forgotten, so that the next call tries again. */
function load(language: Language): Promise<Texts> {
  return loadTexts(language, (path) => api.runtime.getURL(path)).catch((error: unknown) => {
    loaded.delete(language);
    throw error;
  });
}
