// Puts what we draw into the page: hosts with a closed shadow root, which no style of the page or of a mail reaches. What
// they contain comes from `shared/ui`.

import { styles } from "../shared/ui/index.js";
import type { Level } from "../shared/verdict.js";

/** What is drawn. */
export type Kind = "chip" | "banner" | "mark" | "card" | "dialog";

const ours = new WeakSet<Element>();

/** Whether an element is one of our hosts. */
export function isOurs(element: Element): boolean {
  return ours.has(element);
}

/** Declarations no style sheet of the page outdoes: inline and important. */
const FIRM: Readonly<Record<Kind, Readonly<Record<string, string>>>> = {
  chip: { display: "inline-block", position: "static", "vertical-align": "middle", margin: "0 0 0 8px" },
  banner: { display: "block", position: "static", margin: "0 0 12px 0", width: "auto" },
  mark: { display: "inline-block", position: "static", "vertical-align": "middle", margin: "0 0 0 4px" },
  card: { display: "block", position: "fixed", inset: "auto", margin: "0", padding: "0", border: "0", background: "transparent", overflow: "visible" },
  dialog: { display: "block", position: "fixed", inset: "0", margin: "0", padding: "0", border: "0", width: "100%", height: "100%", "max-width": "none", "max-height": "none", background: "transparent" },
};

const COMMON = {
  all: "initial",
  visibility: "visible",
  opacity: "1",
  "pointer-events": "auto",
  transform: "none",
  filter: "none",
  clip: "auto",
  "clip-path": "none",
  "max-height": "none",
  contain: "none",
  "user-select": "none",
} as const;

/** A host with this content, not yet in the page. */
export function host(page: Document, kind: Kind, level: Level, content: HTMLElement): HTMLElement {
  const element = page.createElement(kind === "mark" || kind === "chip" ? "span" : "div");
  ours.add(element);
  for (const [name, value] of Object.entries({ ...COMMON, ...FIRM[kind] })) element.style.setProperty(name, value, "important");
  if (TOUCHSTONE_TEST) {
    element.dataset.touchstone = kind;
    element.dataset.level = level;
  }
  const root = element.attachShadow({ mode: "closed" });
  adoptStyles(root, page);
  root.append(content);
  return element;
}

const sheets = new WeakMap<Document, CSSStyleSheet>();

/** Our styles, by a constructed sheet: no policy of the page forbids it. */
function adoptStyles(root: ShadowRoot, page: Document): void {
  try {
    let sheet = sheets.get(page);
    if (!sheet) {
      const View = (page.defaultView ?? window) as unknown as { CSSStyleSheet: typeof CSSStyleSheet };
      sheet = new View.CSSStyleSheet();
      sheet.replaceSync(styles);
      sheets.set(page, sheet);
    }
    root.adoptedStyleSheets = [sheet];
  } catch {
    // Firefox refuses sheets across its script compartments in some frames; an element inside our root does the same.
    const element = page.createElement("style");
    element.textContent = styles;
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
  card.style.setProperty("left", `${left}px`, "important");
  card.style.setProperty("top", `${Math.max(gap, top)}px`, "important");
}
