// The common parts of the extension's pages: the style sheet of the components, the texts in the user's language, the page's
// elements, and the links between pages.

import { ask } from "../../protocol/client.js";
import { api } from "../../platform/browser.js";
import { Texts, loadPageTexts } from "../../i18n/texts.js";
import { drawAge } from "../../ui/age.js";
import { el } from "../../ui/dom.js";
import { type IconName, drawIcon, isIcon } from "../../ui/icons.js";
import { type UiContext, styles } from "../../ui/index.js";

/** The pages that every other page links to, in this order. Each lies in the folder of its name. */
const NAVIGATION = ["check", "clicked", "practice", "help", "journal", "options"] as const;
/** The popup has its own way to the check page. A user with a caller on the line opens the popup first. */
const IN_THE_POPUP = ["caller", "clicked", "practice", "help", "journal", "options"] as const;

/** The icon of each page that others link to. */
const ICONS: Readonly<Record<(typeof NAVIGATION | typeof IN_THE_POPUP)[number], IconName>> = {
  check: "lens",
  clicked: "pointer",
  caller: "phone",
  practice: "target",
  help: "question",
  journal: "list",
  options: "sliders",
};

/** Adopts the components' style sheet. The pages' content security policy allows an adopted sheet, but no style element. */
export function adoptStyles(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets = [sheet];
}

/** The context for components, with the texts of this page (`texts/…/PAGE.json`) and the common texts. */
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

/** Fills in the texts and the icons: `data-text` names the key of an element's text, `data-icon` an icon. */
export function fillTexts({ texts }: UiContext, title: string): void {
  document.documentElement.lang = texts.tag;
  document.title = title;
  for (const element of document.querySelectorAll<HTMLElement>("[data-text]")) {
    element.textContent = texts.text(element.dataset.text ?? "");
  }
  for (const element of document.querySelectorAll<HTMLElement>("[data-icon]")) {
    const { icon = "" } = element.dataset;
    if (isIcon(icon)) element.replaceChildren(drawIcon(icon));
  }
}

/**
 * The links to the other pages, for the footer, and above them a note if the tables are old. The popup opens the pages in new tabs.
 */
export function drawNavigation(ctx: UiContext, current: string, target: "_blank" | null = null): HTMLElement {
  const { texts } = ctx;
  const pages = current === "popup" ? IN_THE_POPUP : NAVIGATION;
  const links = pages
    .filter((page) => page !== current)
    .map((page) =>
      el(
        "li",
        {},
        el(
          "a",
          { href: `../${page}/${page}.html`, target },
          drawIcon(ICONS[page]),
          el("span", {}, texts.text(`navigation_${page}`)),
        ),
      ),
    );
  return el(
    "nav",
    { class: "navigation", "aria-label": texts.text("navigation") },
    drawAge(ctx),
    el("ul", {}, ...links),
  );
}

/**
 * Waits for a change by the user, then draws the settings in force. If the change was refused, the page says so in its element
 * `failed`, because the control would otherwise show a value that is not in force. Returns whether the change was made.
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

/**
 * The id of the content that this page was opened for (`#NAME=ID`); empty without an id (`#NAME`); null if the page was opened
 * otherwise.
 */
export function handedTo(name: string): string | null {
  return new URLSearchParams(location.hash.slice(1)).get(name);
}

/** Shows that the page could not start. Without the background, it still has the browser's texts, in the browser's language. */
export function showFailure(place: HTMLElement, key: "options_failed" | "popup_failed" = "options_failed"): void {
  place.textContent = api.i18n.getMessage(key);
  document.body.classList.add("ready");
}

/** An element that the page is known to have. */
export function byId<T extends HTMLElement>(id: string, type: abstract new () => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`the page has no ${id}`);
  return element;
}
