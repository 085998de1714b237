// Puts what we draw into the page: hosts with a closed shadow root, which no style of the page or of a mail reaches. What
// they contain comes from `shared/ui`.

import { markStyles, styles } from "../shared/ui/index.js";
import type { Level } from "../shared/verdict.js";
import { shadowOf } from "./dom.js";

/** What is drawn. */
export type Kind = "chip" | "banner" | "mark" | "card" | "dialog" | "notice";

const ours = new WeakSet<Element>();

/** Whether an element is one of our hosts. */
export function isOurs(element: Element): boolean {
  return ours.has(element);
}

/** What a place in the page asks of a host. */
const PLACES: Readonly<Record<Kind, string>> = {
  chip: "display: inline-block; vertical-align: middle; margin: 0 0 0 8px;",
  banner: "display: block; flex: 0 0 auto; align-self: stretch; min-width: min(100%, 240px); margin: 0 0 12px 0;",
  mark: "display: inline-block; vertical-align: middle; margin: 0 4px 0 6px;",
  card: "display: block; position: fixed; inset: var(--touchstone-top) auto auto var(--touchstone-left); margin: 0;",
  notice: "display: block; position: fixed; inset: auto 16px 16px auto; margin: 0;",
  dialog: "display: block; position: fixed; inset: 0; margin: 0; width: 100%; height: 100%;",
};

/**
 * The style of a host, from inside its root: of important declarations the inner ones win, so neither a style sheet of the
 * page nor an attribute a script sets on the host hides, moves or restyles it.
 */
function hostStyles(kind: Kind): string {
  const declarations = `all: initial; pointer-events: auto; user-select: none; color-scheme: light dark; ${PLACES[kind]}`;
  return `:host { ${declarations.replaceAll(";", " !important;")} }\n`;
}

/** A host with this content, not yet in the page. */
export function host(page: Document, kind: Kind, level: Level, content: HTMLElement): HTMLElement {
  const element = page.createElement(kind === "mark" || kind === "chip" ? "span" : "div");
  ours.add(element);
  if (TOUCHSTONE_TEST) {
    element.dataset.touchstone = kind;
    element.dataset.level = level;
  }
  const root = element.attachShadow({ mode: "closed" });
  adoptStyles(root, page, kind);
  root.append(content);
  return element;
}

/** Takes out what an earlier script of ours drew before the extension was replaced: its hosts are nobody's any more. */
export function sweep(page: Document): void {
  for (const element of page.querySelectorAll("span:empty, div:empty")) {
    if (!ours.has(element) && shadowOf(element)?.firstElementChild?.classList.contains("box")) element.remove();
  }
}

const sheets = new WeakMap<Document, Map<Kind, CSSStyleSheet>>();

/** Our styles, by a constructed sheet that all of a kind share: no policy of the page forbids it. */
function adoptStyles(root: ShadowRoot, page: Document, kind: Kind): void {
  const text = (kind === "mark" ? markStyles : styles) + hostStyles(kind);
  try {
    const made = sheets.get(page) ?? new Map<Kind, CSSStyleSheet>();
    sheets.set(page, made);
    let sheet = made.get(kind);
    if (!sheet) {
      const View = (page.defaultView ?? window) as unknown as { CSSStyleSheet: typeof CSSStyleSheet };
      sheet = new View.CSSStyleSheet();
      sheet.replaceSync(text);
      made.set(kind, sheet);
    }
    root.adoptedStyleSheets = [sheet];
  } catch {
    // Firefox refuses sheets across its script compartments in some frames; an element inside our root does the same.
    const element = page.createElement("style");
    element.textContent = text;
    root.append(element);
  }
}

/** Puts a host above everything else of the page, where no `z-index` reaches. */
export function lift(element: HTMLElement): void {
  element.popover = "manual";
  (element.ownerDocument.body ?? element.ownerDocument.documentElement).append(element);
  element.showPopover();
}

/** Where a card goes beside what it explains, inside the window. */
export function placeBeside(card: HTMLElement, anchor: DOMRect): void {
  const view = card.ownerDocument.defaultView;
  if (!view) return;
  const gap = 6;
  const { width, height } = card.getBoundingClientRect();
  const left = Math.max(gap, Math.min(anchor.left, view.innerWidth - width - gap));
  const below = anchor.bottom + gap;
  const top = below + height > view.innerHeight && anchor.top - gap - height > 0 ? anchor.top - gap - height : below;
  // Important, or a mail's style sheet could send every card out of sight.
  card.style.setProperty("--touchstone-left", `${left}px`, "important");
  card.style.setProperty("--touchstone-top", `${Math.max(gap, top)}px`, "important");
}
