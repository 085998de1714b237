// What our own pages have in common: the pieces' style sheet, the texts in the user's language, their elements, and the way from
// one page to the next.

import { ask } from "../../protocol/client.js";
import { Texts, loadPageTexts } from "../../i18n/texts.js";
import { drawAge } from "../../ui/age.js";
import { el } from "../../ui/dom.js";
import { type UiContext, styles } from "../../ui/index.js";

/** The pages one can go to from any other, in this order. A page lies in the folder of its name. */
const NAVIGATION = ["check", "clicked", "practice", "help", "journal", "options"] as const;
/** The popup has its own way to the check page; who has somebody on the line opens the popup first. */
const IN_THE_POPUP = ["caller", "clicked", "practice", "help", "journal", "options"] as const;

/** Gives the page the style sheet of the pieces. An adopted one is allowed where the page's own policy refuses elements. */
export function adoptStyles(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets = [sheet];
}

/** What every piece is given, with the texts of this page (`texts/…/PAGE.json`) and those all pages have in common. */
export async function contextFor(page: string): Promise<UiContext> {
  const surroundings = await ask({ kind: "surroundings" });
  const { language } = surroundings.settings;
  const [common, own] = await Promise.all(["common", page].map((name) => loadPageTexts(name, language, inExtension)));
  return { surroundings, texts: new Texts(language, { ...surroundings.messages, ...common, ...own }) };
}

/** Every page lies in a folder of its own. */
function inExtension(path: string): string {
  return new URL(`../${path}`, location.href).href;
}

/** Fills in the words: `data-text` names the key of an element's text. */
export function fillTexts({ texts }: UiContext, title: string): void {
  document.documentElement.lang = texts.tag;
  document.title = title;
  for (const element of document.querySelectorAll<HTMLElement>("[data-text]")) {
    element.textContent = texts.text(element.dataset.text ?? "");
  }
}

/**
 * The links to our other pages, for the foot of each; above them, where it is so, that the tables are old. A popup opens them
 * beside itself.
 */
export function drawNavigation(ctx: UiContext, current: string, target: "_blank" | null = null): HTMLElement {
  const { texts } = ctx;
  const pages = current === "popup" ? IN_THE_POPUP : NAVIGATION;
  const links = pages
    .filter((page) => page !== current)
    .map((page) =>
      el("li", {}, el("a", { href: `../${page}/${page}.html`, target }, texts.text(`navigation_${page}`))),
    );
  return el(
    "nav",
    { class: "navigation", "aria-label": texts.text("navigation") },
    drawAge(ctx),
    el("ul", {}, ...links),
  );
}

/**
 * Waits for a change somebody made, and draws what holds then. Where it was refused the page says so, in its `failed`: what was
 * chosen would otherwise stand there as if it held. Gives whether it was made.
 */
export async function makeChange(
  { texts }: UiContext,
  changed: Promise<unknown>,
  draw: () => Promise<void>,
): Promise<boolean> {
  const failed = byId("failed", HTMLElement);
  failed.textContent = "";
  const made = await changed.then(
    () => true,
    () => false,
  );
  if (!made) failed.textContent = texts.text("options_failed");
  await draw().catch(() => undefined);
  return made;
}

/** The id of what this page was handed when it was opened (`#NAME=ID`), empty where there is none (`#NAME`); null where it was opened otherwise. */
export function handedTo(name: string): string | null {
  return new URLSearchParams(location.hash.slice(1)).get(name);
}

/** An element of the page that is known to be there. */
export function byId<T extends HTMLElement>(id: string, type: abstract new () => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`the page has no ${id}`);
  return element;
}
