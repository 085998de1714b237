// Puts our drawings into the page, in hosts with a closed shadow root, which no style of the page or of a mail reaches. Their
// content comes from `ui`.

import { markStyles, styles } from "../ui/index.js";
import type { Level } from "../model/verdict.js";
import { allInPage, bodyOf, boxOf, createIn, isThere, outermostOf, pageOf, shadowOf, takeOut, viewOf } from "./dom.js";
import { placeFor } from "./card-place.js";
import { secretName } from "./secret-name.js";
import { displayWithSheet } from "./extension-sheet.js";

/** The kinds of drawings. A `row` is the chip in a row of the list. */
export type HostKind = "chip" | "row" | "banner" | "mark" | "card" | "notice" | "dialog" | "shield" | "chooser";

/** The kinds that stand in a line of the page's own text. */
const INLINE: ReadonlySet<HostKind> = new Set<HostKind>(["chip", "row", "mark"]);

const hosts = new WeakSet<Element>();

/** Whether an element is one of our hosts. */
export function isExtensionHost(element: Element): boolean {
  return hosts.has(element);
}

/** The custom properties that place a card. Each script gets new names, so that no page looks for them. */
const LEFT = `--${secretName()}`;
const TOP = `--${secretName()}`;

/**
 * The style of a host in its place. Chip and banner lie one step above the text around them: above a body, which is kept below
 * them (`isolateBody`), and below the webmail's own menus.
 */
const PLACES: Readonly<Record<HostKind, string>> = {
  chip: "display: inline-block; position: relative; z-index: 1; max-width: calc(100% - 8px); vertical-align: middle; margin: 0 0 0 8px;",
  // A list's line keeps its height: the margins take back the height by which the chip exceeds a small text.
  row: "display: inline-block; position: relative; top: -2px; max-width: calc(100% - 6px); vertical-align: middle; margin-block: -4px; margin-inline: 0 6px;",
  banner:
    "display: block; position: relative; z-index: 1; flex: 0 0 auto; align-self: stretch; min-width: min(100%, 240px); margin: 0 0 12px 0;",
  mark: "display: inline-block; vertical-align: middle; margin: 0 4px 0 6px;",
  card: `display: block; position: fixed; inset: var(${TOP}) auto auto var(${LEFT}); margin: 0;`,
  notice: "display: block; position: fixed; inset: auto 8px 8px auto; margin: 0;",
  dialog: "display: block; position: fixed; inset: 0; margin: 0; width: 100%; height: 100%;",
  chooser: "display: block; position: fixed; inset: 0; margin: 0; width: 100%; height: 100%;",
  shield: "display: block; position: fixed; inset: 0; margin: 0; width: 100%; height: 100%;",
};

/** The place of a banner that is covered at its own place. */
const LIFTED =
  "position: fixed; inset: 8px 0 auto 0; width: min(760px, calc(100% - 16px)); max-height: 60vh; overflow: auto; margin: 0 auto;";

/**
 * The style of a host, set from inside its root: of important declarations the inner ones win, so neither a style sheet of the
 * page nor an attribute that a script sets on the host hides, moves or restyles it.
 */
function hostStyles(page: Document, kind: HostKind): string {
  const place = PLACES[kind].replace(
    /display: ([a-z-]+)/,
    (_, display: string) => `display: ${displayWithSheet(page, display)}`,
  );
  const rule = `:host { ${important(`all: initial; pointer-events: auto; user-select: none; color-scheme: light dark; ${place}`)} }\n`;
  return kind === "banner" ? `${rule}:host([popover]) { ${important(LIFTED)} }\n` : rule;
}

function important(declarations: string): string {
  return declarations.replaceAll(";", " !important;");
}

/** Makes a host with this content, which is not yet in the page. */
export function createHost(page: Document, kind: HostKind, level: Level, content: HTMLElement): HTMLElement {
  const element = createIn(page, INLINE.has(kind) ? "span" : "div");
  hosts.add(element);
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

/**
 * Removes the drawings of an earlier script of ours from before the extension was replaced: no script owns their hosts any
 * more.
 */
export function removeOrphans(page: Document): void {
  for (const element of allInPage(page, "span:empty, div:empty")) {
    if (!hosts.has(element) && shadowOf(element)?.firstElementChild?.classList.contains("box")) element.remove();
  }
}

/** The sheets in use, by document, kind and text. The text changes once the extension's own sheet is in the page. */
const sheets = new WeakMap<Document, Map<string, CSSStyleSheet>>();

/**
 * Adds our styles by a constructed sheet that all hosts of a kind share, because no content policy of the page forbids that.
 */
function adoptStyles(root: ShadowRoot, page: Document, kind: HostKind): void {
  const hostStyle = hostStyles(page, kind);
  const text = (): string => (kind === "mark" ? markStyles : styles) + hostStyle;
  try {
    const made = sheets.get(page) ?? new Map<string, CSSStyleSheet>();
    sheets.set(page, made);
    let sheet = made.get(kind + hostStyle);
    if (!sheet) {
      const View = (viewOf(page) ?? window) as unknown as { CSSStyleSheet: typeof CSSStyleSheet };
      sheet = new View.CSSStyleSheet();
      sheet.replaceSync(text());
      made.set(kind + hostStyle, sheet);
    }
    root.adoptedStyleSheets = [sheet];
  } catch {
    // Firefox refuses sheets across its script compartments in some frames. A style element inside our root does the same.
    const element = createIn(page, "style");
    element.textContent = text();
    root.append(element);
  }
}

/** A drawing that the page removes comes back this many times in quick succession, then only now and then. */
const MOST_RETURNS = 20;
/** After this many milliseconds one more return is free. */
const RECOVERS = 3_000;

/** How often a host was put into its place recently. */
interface Placings {
  spent: number;
  last: number;
  timer?: ReturnType<typeof setTimeout>;
}

const placings = new WeakMap<Element, Placings>();

/**
 * Puts a host into its place, at first and whenever a page took it away. A page that keeps removing it must not draw us into an
 * endless race, so after some returns the next one waits.
 */
export function placeRepeatedly(element: HTMLElement, put: () => void): void {
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
    if (!isThere(element) && placings.get(element) === known) placeRepeatedly(element, put);
  }, RECOVERS);
}

/** Takes a host out of the page for good. */
export function removeHost(element: HTMLElement): void {
  clearTimeout(placings.get(element)?.timer);
  placings.delete(element);
  takeOut(element);
}

/** Keeps the content of a body below chip and banner, whatever its `z-index`: it is stacked within the body alone. */
export function isolateBody(body: Element): void {
  if (!("style" in body) || /^I?FRAME$/i.test(body.tagName)) return;
  const { style } = body as HTMLElement;
  // Important, or a mail's style sheet could undo it. Set only once, because a page is read again when its styles change.
  if (style.getPropertyValue("isolation") !== "isolate") style.setProperty("isolation", "isolate", "important");
}

/** Undoes `isolateBody` when nothing of ours is in the page any more. */
export function undoIsolation(body: Element): void {
  if ("style" in body) (body as HTMLElement).style.removeProperty("isolation");
}

/** Puts a host above everything else of the page, in the top layer, which no `z-index` reaches. */
export function showInTopLayer(element: HTMLElement): void {
  element.popover = "manual";
  (bodyOf(pageOf(element)) ?? outermostOf(pageOf(element))).append(element);
  element.showPopover();
}

/** Places a card beside the first of these elements, so that it covers none of them. A card without enough room scrolls. */
export function placeBeside(
  host: HTMLElement,
  card: HTMLElement,
  [anchor, ...others]: readonly [Element, ...Element[]],
): void {
  const view = viewOf(pageOf(host));
  if (!view) return;
  const window = { width: view.innerWidth, height: view.innerHeight };
  const { left, top, height } = placeFor(boxOf(host), window, boxOf(anchor), others.map(boxOf));
  card.style.maxHeight = `${height}px`;
  // Important, or a mail's style sheet could move every card out of sight.
  host.style.setProperty(LEFT, `${left}px`, "important");
  host.style.setProperty(TOP, `${top}px`, "important");
}
