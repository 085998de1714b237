// What our own pages have in common: the pieces' style sheet, the texts in the user's language, and their elements.

import type { Surroundings } from "./messages.js";
import { Texts } from "./texts.js";
import { type UiContext, styles } from "./ui/index.js";

/** Gives the page the style sheet of the pieces. An adopted one is allowed where the page's own policy refuses elements. */
export function adoptStyles(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets = [sheet];
}

/** What every piece is given. */
export function contextFor(surroundings: Surroundings): UiContext {
  return { surroundings, texts: new Texts(surroundings.settings.language, surroundings.messages) };
}

/** Fills in the words: `data-text` names the key of an element's text. */
export function fillTexts({ texts }: UiContext, title: string): void {
  document.documentElement.lang = texts.tag;
  document.title = title;
  for (const element of document.querySelectorAll<HTMLElement>("[data-text]")) {
    element.textContent = texts.text(element.dataset.text ?? "");
  }
}

/** An element of the page that is known to be there. */
export function byId<T extends HTMLElement>(id: string, type: abstract new () => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`the page has no ${id}`);
  return element;
}
