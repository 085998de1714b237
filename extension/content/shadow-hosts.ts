// Puts what we draw into the page: hosts with a closed shadow root, which no style of the page or of a mail reaches. What
// they contain comes from `ui`.

import { markStyles, styles } from "../ui/index.js";
import type { Level } from "../model/verdict.js";
import { allInPage, bodyOf, createIn, isThere, outermostOf, pageOf, shadowOf, takeOut, viewOf } from "./dom.js";
import { secretName } from "./secret-name.js";
import { shownWithUs } from "./own-sheet.js";

/** What is drawn; in the row of a list it is a chip, too. */
export type Kind = "chip" | "row" | "banner" | "mark" | "card" | "notice" | "dialog" | "shield";

/** What stands in a line of the page's own text. */
const INLINE: ReadonlySet<Kind> = new Set<Kind>(["chip", "row", "mark"]);

const ours = new WeakSet<Element>();

/** Whether an element is one of our hosts. */
export function isOurs(element: Element): boolean {
  return ours.has(element);
}

/** The custom properties that place a card. Their names are new in each script, so that no page looks for them. */
const LEFT = `--${secretName()}`;
const TOP = `--${secretName()}`;

/**
 * What a place in the page asks of a host. Chip and banner lie one step above the text they stand in: above a body, which is
 * kept below them (`keepBelow`), and below the webmail's own menus.
 */
const PLACES: Readonly<Record<Kind, string>> = {
  chip: "display: inline-block; position: relative; z-index: 1; max-width: calc(100% - 8px); vertical-align: middle; margin: 0 0 0 8px;",
  // A list's line keeps its height: the margins take back what the chip is higher than a small text.
  row: "display: inline-block; position: relative; top: -2px; max-width: calc(100% - 6px); vertical-align: middle; margin-block: -4px; margin-inline: 0 6px;",
  banner:
    "display: block; position: relative; z-index: 1; flex: 0 0 auto; align-self: stretch; min-width: min(100%, 240px); margin: 0 0 12px 0;",
  mark: "display: inline-block; vertical-align: middle; margin: 0 4px 0 6px;",
  card: `display: block; position: fixed; inset: var(${TOP}) auto auto var(${LEFT}); margin: 0;`,
  notice: "display: block; position: fixed; inset: auto 8px 8px auto; margin: 0;",
  dialog: "display: block; position: fixed; inset: 0; margin: 0; width: 100%; height: 100%;",
  shield: "display: block; position: fixed; inset: 0; margin: 0; width: 100%; height: 100%;",
};

/** Where a banner goes that is covered at its own place. */
const LIFTED =
  "position: fixed; inset: 8px 0 auto 0; width: min(760px, calc(100% - 16px)); max-height: 60vh; overflow: auto; margin: 0 auto;";

/**
 * The style of a host, from inside its root: of important declarations the inner ones win, so neither a style sheet of the
 * page nor an attribute a script sets on the host hides, moves or restyles it.
 */
function hostStyles(page: Document, kind: Kind): string {
  const place = PLACES[kind].replace(
    /display: ([a-z-]+)/,
    (_, display: string) => `display: ${shownWithUs(page, display)}`,
  );
  const own = `:host { ${important(`all: initial; pointer-events: auto; user-select: none; color-scheme: light dark; ${place}`)} }\n`;
  return kind === "banner" ? `${own}:host([popover]) { ${important(LIFTED)} }\n` : own;
}

function important(declarations: string): string {
  return declarations.replaceAll(";", " !important;");
}

/** A host with this content, not yet in the page. */
export function host(page: Document, kind: Kind, level: Level, content: HTMLElement): HTMLElement {
  const element = createIn(page, INLINE.has(kind) ? "span" : "div");
  ours.add(element);
  if (TOUCHSTONE_TEST) {
    element.dataset.touchstone = kind === "row" ? "chip" : kind;
    if (kind === "row") element.dataset.in = "list";
    element.dataset.level = level;
  }
  const root = element.attachShadow({ mode: "closed" });
  adoptStyles(root, page, kind);
  root.append(content);
  return element;
}

/** Takes out what an earlier script of ours drew before the extension was replaced: its hosts are nobody's any more. */
export function sweep(page: Document): void {
  for (const element of allInPage(page, "span:empty, div:empty")) {
    if (!ours.has(element) && shadowOf(element)?.firstElementChild?.classList.contains("box")) element.remove();
  }
}

/** The sheets that are in use, by document, kind and text: the text changes once the extension's own sheet is in the page. */
const sheets = new WeakMap<Document, Map<string, CSSStyleSheet>>();

/** Our styles, by a constructed sheet that all of a kind share: no policy of the page forbids it. */
function adoptStyles(root: ShadowRoot, page: Document, kind: Kind): void {
  const own = hostStyles(page, kind);
  const text = (): string => (kind === "mark" ? markStyles : styles) + own;
  try {
    const made = sheets.get(page) ?? new Map<string, CSSStyleSheet>();
    sheets.set(page, made);
    let sheet = made.get(kind + own);
    if (!sheet) {
      const View = (viewOf(page) ?? window) as unknown as { CSSStyleSheet: typeof CSSStyleSheet };
      sheet = new View.CSSStyleSheet();
      sheet.replaceSync(text());
      made.set(kind + own, sheet);
    }
    root.adoptedStyleSheets = [sheet];
  } catch {
    // Firefox refuses sheets across its script compartments in some frames; an element inside our root does the same.
    const element = createIn(page, "style");
    element.textContent = text();
    root.append(element);
  }
}

/** So often in quick succession what a page took away comes back; then only now and then. */
const MOST_RETURNS = 20;
/** After so long one more return is free, in milliseconds. */
const RECOVERS = 3_000;

/** How often a host was put into its place lately. */
interface Placings {
  spent: number;
  last: number;
  timer?: ReturnType<typeof setTimeout>;
}

const placings = new WeakMap<Element, Placings>();

/**
 * Puts a host where it belongs, at first and whenever a page took it away. A page that keeps at it does not draw us into an
 * endless race: after some returns the next one waits.
 */
export function settle(element: HTMLElement, put: () => void): void {
  const known = placings.get(element) ?? { spent: 0, last: performance.now() };
  placings.set(element, known);
  const now = performance.now();
  known.spent = Math.max(0, known.spent - (now - known.last) / RECOVERS);
  known.last = now;
  if (known.spent < MOST_RETURNS) {
    known.spent += 1;
    put();
    return;
  }
  clearTimeout(known.timer);
  known.timer = setTimeout(() => {
    if (!isThere(element) && placings.get(element) === known) settle(element, put);
  }, RECOVERS);
}

/** Takes a host out of the page for good. */
export function remove(element: HTMLElement): void {
  clearTimeout(placings.get(element)?.timer);
  placings.delete(element);
  takeOut(element);
}

/** Keeps what a body contains below chip and banner, whatever its `z-index`: it is stacked within the body alone. */
export function keepBelow(body: Element): void {
  if (!("style" in body) || /^I?FRAME$/i.test(body.tagName)) return;
  const { style } = body as HTMLElement;
  // Important, or a mail's style sheet could undo it; only once, because a page is read anew when its styles change.
  if (style.getPropertyValue("isolation") !== "isolate") style.setProperty("isolation", "isolate", "important");
}

/** Undoes that: nothing of ours is in the page any more. */
export function letRise(body: Element): void {
  if ("style" in body) (body as HTMLElement).style.removeProperty("isolation");
}

/** Puts a host above everything else of the page, where no `z-index` reaches. */
export function lift(element: HTMLElement): void {
  element.popover = "manual";
  (bodyOf(pageOf(element)) ?? outermostOf(pageOf(element))).append(element);
  element.showPopover();
}

/** Where a card goes beside what it explains, inside the window. */
export function placeBeside(card: HTMLElement, anchor: DOMRect): void {
  const view = viewOf(pageOf(card));
  if (!view) return;
  const gap = 6;
  const { width, height } = card.getBoundingClientRect();
  const left = Math.max(gap, Math.min(anchor.left, view.innerWidth - width - gap));
  const below = anchor.bottom + gap;
  const top = below + height > view.innerHeight && anchor.top - gap - height > 0 ? anchor.top - gap - height : below;
  // Important, or a mail's style sheet could send every card out of sight.
  card.style.setProperty(LEFT, `${left}px`, "important");
  card.style.setProperty(TOP, `${Math.max(gap, top)}px`, "important");
}
