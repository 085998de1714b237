// Reads a message's body out of the page: its text in order, its links, what of it is not shown. The mail reader in Rust
// does the same for raw mails; both give the same kind of input.

import type { BodyPart } from "../protocol/requests.js";
import type { LinkInput, MessageVerdict, Segment } from "../model/verdict.js";
import {
  allInPage,
  attributeOf,
  baseOf,
  bodyOf,
  boxOf,
  firstChildOf,
  hasAttributes,
  hrefOf,
  isHtml,
  isVisible,
  localNameOf,
  namespaceOf,
  nextOf,
  outermostOf,
  pageOf,
  parentOf,
  shadowOf,
  styleOf,
  textIn,
  typeOf,
  viewOf,
} from "./dom.js";
import { isOurs } from "./shadow-hosts.js";
import { Slices } from "./time-slices.js";

/** What was read, and which element each link is. */
export interface Collected {
  readonly segments: Segment[];
  readonly links: LinkInput[];
  /** The elements of the links, by their index. */
  readonly elements: Element[];
  /** Characters and links left out because there are too many, and frames whose contents nobody read. */
  readonly leftOut: number;
  /** The frames in it whose documents cannot be read from here. */
  readonly sealed: readonly SealedFrame[];
}

/** A frame whose document only its own script can read, if any can. */
export interface SealedFrame {
  readonly frame: Element;
  /** How many segments stand before it. */
  readonly at: number;
  readonly quoted: boolean;
  readonly hidden: boolean;
}

/** A message with more than this is read in part; the verdict says so, and what was not read is held at a click. */
const MOST_TEXT = 1_000_000;
const MOST_LINKS = 10_000;
const MOST_HREF = 100_000;

const SVG_LINK = "http://www.w3.org/1999/xlink";

/** What an element's name says about reading it. */
interface Kind {
  /** Begins and ends a line. */
  readonly block: boolean;
  /** Can lead somewhere. */
  readonly leading: boolean;
  readonly name: string;
}

/** The elements that begin and end a line; `starts_block` in html.rs has the same. */
const BLOCKS = new Set(
  [
    "ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY BR CAPTION CENTER DD DETAILS DIALOG DIR DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM",
    "H1 H2 H3 H4 H5 H6 HEADER HGROUP HR HTML LEGEND LI LISTING MAIN MENU NAV OL OPTION P PLAINTEXT PRE SEARCH SECTION SUMMARY",
    "TABLE TBODY TD TFOOT TH THEAD TR UL XMP",
  ].flatMap((names) => names.split(" ")),
);
const LEADING = new Set("A AREA FORM BUTTON INPUT META".split(" "));
/** The elements that hold a document of their own. */
const FRAMES = new Set("IFRAME FRAME OBJECT EMBED".split(" "));
const SKIPPED = new Set("SCRIPT STYLE TEMPLATE TITLE HEAD".split(" "));

/** The kinds met so far: to look one up is cheaper than to make it. A mail can invent names, so not all are kept. */
const kinds = new Map<string, Kind>();
const MOST_KINDS = 200;

function kindOf(element: Element): Kind {
  const written = localNameOf(element);
  const known = kinds.get(written);
  if (known) return known;
  const name = written.toUpperCase();
  const kind = { name, block: BLOCKS.has(name), leading: LEADING.has(name) };
  if (kinds.size < MOST_KINDS) kinds.set(written, kind);
  return kind;
}

/** Reads bodies in order; a frame stands for the document in it. Long ones are read in slices, so that the page stays quick. */
export async function collect(bodies: readonly Element[]): Promise<Collected> {
  const reader = new Reader();
  for (const body of bodies) await reader.read(body);
  return reader;
}

interface Context {
  readonly link: number | undefined;
  readonly quoted: boolean;
  readonly hidden: boolean;
  /** It lies in a table that stands inside a line, whose parts begin no lines. */
  readonly inline: boolean;
}

/** An element on the way from the body to where the reader is. */
interface Step {
  /** The child that comes next. */
  next: ChildNode | null;
  readonly context: Context;
  /** Its end ends a line. */
  readonly block: boolean;
  /** What stands behind the child is not read with it. */
  readonly alone?: true;
}

/** What surrounds nothing that was read yet. */
const PLAIN: Context = { link: undefined, quoted: false, hidden: false, inline: false };

class Reader implements Collected {
  readonly sealed: SealedFrame[] = [];
  readonly segments: Segment[] = [];
  readonly links: LinkInput[] = [];
  readonly elements: Element[] = [];
  leftOut = 0;
  #room = MOST_TEXT;
  #break = true;
  /** Whether a style sheet of the mail's own may show and hide what carries no attribute that would tell. */
  #hasSheet = false;
  /** The elements around the reader, the innermost last. */
  readonly #way: Step[] = [];
  readonly #slices = new Slices();

  async read(body: Element): Promise<void> {
    this.#hasSheet ||= hasSheet(body);
    this.#break = true;
    this.#enter(body, PLAIN);
    for (let step = this.#way.at(-1); step; step = this.#way.at(-1)) {
      if (this.#slices.over()) await this.#slices.next();
      const node = step.next;
      if (node) {
        step.next = step.alone ? null : nextOf(node);
        this.#visit(node, step.context);
      } else {
        this.#way.pop();
        if (step.block) this.#break = true;
      }
    }
  }

  #visit(node: ChildNode, context: Context): void {
    const type = typeOf(node);
    if (type === Node.TEXT_NODE || type === Node.CDATA_SECTION_NODE) this.#text(asShown(node), context, false);
    else if (type === Node.ELEMENT_NODE && !isOurs(node as unknown as Element))
      this.#enter(node as unknown as Element, context);
  }

  /** Reads an element, and puts what is inside it on the way, the last to be read first. */
  #enter(element: Element, context: Context): void {
    const kind = kindOf(element);
    const { name, leading } = kind;
    // Where scripts run, what is in a <noscript> is no element and is not shown.
    if (SKIPPED.has(name) || (name === "NOSCRIPT" && !element.firstElementChild)) return;
    const inline = isInlineTable(element, name, context);
    const block = !inline && beginsLine(element, kind);
    if (block) this.#break = true;
    if (FRAMES.has(name) && this.#enterFrame(element, name, context)) return;
    if (name === "IMG" || name === "INPUT") {
      this.#leaf(element, name, context);
      return;
    }
    const inner = this.#contextIn(element, name, leading, context.inline === inline ? context : { ...context, inline });
    if (name === "AREA") this.#text(inOneLine(element.getAttribute("alt") ?? ""), inner, true);
    // A drawing says nothing by itself, and a link that is one is followed like a picture.
    if (inner.link !== undefined && (name === "SVG" || (inner !== context && isDrawn(element))))
      this.#text("", inner, true);
    const next = firstChildOf(element);
    const shadow = shadowOf(element);
    if (shadow) this.#enterShadow(shadow, next, inner, block);
    else if (name === "SLOT" && this.#enterSlot(element as HTMLSlotElement, inner)) return;
    else if (next) this.#way.push({ next, context: inner, block });
    else if (block) this.#break = true;
  }

  /** Reads a shadow tree. What stands in its host is shown where a slot shows it; the rest of it is hidden. */
  #enterShadow(shadow: ShadowRoot, first: ChildNode | null, context: Context, block: boolean): void {
    const shown = new Set([...shadow.querySelectorAll("slot")].flatMap((slot) => slot.assignedNodes()));
    for (let node = first; node; node = nextOf(node)) {
      if (!shown.has(node)) this.#way.push({ next: node, context: { ...context, hidden: true }, block, alone: true });
    }
    this.#way.push({ next: shadow.firstChild, context, block });
  }

  /** Reads what a slot shows of its tree's host; says whether it shows any of it. */
  #enterSlot(slot: HTMLSlotElement, context: Context): boolean {
    const shown = slot.assignedNodes();
    for (const node of shown.toReversed())
      this.#way.push({ next: node as ChildNode, context, block: false, alone: true });
    return shown.length > 0;
  }

  /** What surrounds the children of an element. */
  #contextIn(element: Element, name: string, leading: boolean, context: Context): Context {
    const link = leading || isMathLink(element) ? (this.#linkOf(element, name) ?? context.link) : context.link;
    const bare = !hasAttributes(element);
    const quoted =
      context.quoted || name === "BLOCKQUOTE" || (!bare && /\bgmail_quote\b/.test(attributeOf(element, "class") ?? ""));
    const hidden = context.hidden || ((this.#hasSheet || (!bare && isStyled(element, "hides"))) && hides(element));
    if (link === context.link && quoted === context.quoted && hidden === context.hidden) return context;
    return { ...context, link, quoted, hidden };
  }

  /** Reads what a frame holds; says whether it is a frame, and not an object that shows its own children. */
  #enterFrame(frame: Element, name: string, context: Context): boolean {
    const page = documentIn(frame);
    const root = page && (bodyOf(page) ?? outermostOf(page));
    if (root) {
      this.#hasSheet ||= hasSheet(outermostOf(page));
      this.#way.push({ next: root, context, block: true });
      return true;
    }
    const { quoted, hidden } = context;
    const isEmpty = name === "OBJECT" && attributeOf(frame, "data") === null;
    if (!isEmpty) this.sealed.push({ frame, at: this.segments.length, quoted, hidden });
    this.#break = true;
    return name !== "OBJECT";
  }

  #linkOf(element: Element, name: string): number | undefined {
    const target = targetOf(element);
    if (!target || staysOnPage(target, element)) return undefined;
    if (this.links.length >= MOST_LINKS || target.href.length > MOST_HREF) {
      this.leftOut += 1;
      return undefined;
    }
    const button = name === "BUTTON" || name === "AREA" || name === "META" || looksLikeButton(element, this.#hasSheet);
    const { href, written, form } = target;
    this.links.push(written === href ? { href, button, form } : { href, written, button, form });
    this.elements.push(element);
    return this.links.length - 1;
  }

  #leaf(element: Element, name: string, outer: Context): void {
    const link = name === "INPUT" ? (this.#linkOf(element, name) ?? outer.link) : outer.link;
    const context = link === outer.link ? outer : { ...outer, link };
    if (name === "INPUT") {
      const type = element.getAttribute("type")?.toLowerCase() ?? "text";
      if (type === "image") this.#text(inOneLine(element.getAttribute("alt") ?? ""), context, false);
      // A field that is filled in already is a text like any other.
      if (!/^(hidden|password|checkbox|radio|image|file)$/.test(type))
        this.#text(inOneLine(element.getAttribute("value") ?? ""), context, false);
      return;
    }
    // A tracking pixel is no image anyone sees.
    const size = (side: "width" | "height"): number => Number.parseInt(element.getAttribute(side) ?? "100", 10);
    if (size("width") <= 1 || size("height") <= 1) return;
    const alt = inOneLine(element.getAttribute("alt") ?? "");
    this.#text(alt || (context.link === undefined ? "\uFFFC" : ""), context, true);
  }

  #text(text: string, context: Context, image: boolean): void {
    if (!text.trim() && this.#break && context.link === undefined) return;
    if (text.length > this.#room) {
      this.leftOut += text.length;
      return;
    }
    this.#room -= text.length;
    const last = this.segments.at(-1);
    const starts = this.#break;
    this.#break = false;
    const same =
      last &&
      !starts &&
      !image &&
      !last.image &&
      last.link === context.link &&
      last.quoted === context.quoted &&
      last.hidden === context.hidden;
    if (same) {
      last.text += text;
      return;
    }
    const { link, quoted, hidden } = context;
    const read: Segment = { text, break: starts, quoted, hidden, image };
    this.segments.push(link === undefined ? read : { ...read, link });
  }
}

const LINE_BREAKS = /[\r\n]/;

/** A text on one line: an attribute has no lines that anybody sees. */
function inOneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}

/**
 * The text of a text node as it is shown. A line break in the source is a space, unless the style around it keeps line breaks.
 * The style is asked for only where there is a line break.
 */
function asShown(node: ChildNode): string {
  const text = node.nodeValue ?? "";
  return LINE_BREAKS.test(text) && !keepsLines(node) ? inOneLine(text) : text;
}

/** Whether the style around a text keeps its line breaks. https://www.w3.org/TR/css-text-4/#white-space-collapsing */
function keepsLines(text: ChildNode): boolean {
  const { parentNode } = text;
  const around = parentOf(text) ?? (parentNode as ShadowRoot | null)?.host;
  const style = around && styleOf(around);
  if (!style) return false;
  const collapse = style.getPropertyValue("white-space-collapse");
  if (collapse) return /^(?:preserve|preserve-breaks|break-spaces)$/.test(collapse);
  return /^(?:pre|pre-wrap|pre-line|break-spaces)$/.test(style.whiteSpace);
}

/** The `display` an element's own style declares last, in lower case. */
function declaredDisplay(element: Element): string | null {
  if (!hasAttributes(element)) return null;
  const style = attributeOf(element, "style");
  return style === null ? null : declaredBy(style).display;
}

/** Whether a table stands inside a line, or an element is a part of one that does. */
function isInlineTable(element: Element, name: string, context: Context): boolean {
  if (context.inline && /^(?:TBODY|TR|TD)$/.test(name)) return true;
  return declaredDisplay(element) === "inline-table";
}

/** Whether an element begins and ends a line: its own style decides, else its name. `begins_line` in html.rs does the same. */
function beginsLine(element: Element, kind: Kind): boolean {
  if (kind.name === "BR" || kind.name === "HR") return true;
  switch (declaredDisplay(element)) {
    case "block":
    case "flex":
    case "grid":
    case "table":
    case "list-item":
    case "flow-root":
      return true;
    case "inline":
    case "contents":
      return false;
    default:
      return kind.block;
  }
}

/** A body that was put together from what was read here and what came from frames in it. */
export interface Assembled extends Collected {
  /** Where the links of each frame's part begin, and how many they are. */
  readonly ranges: ReadonlyMap<Element, { readonly start: number; readonly count: number }>;
}

/** Puts the parts that came from sealed frames where their frames stand. What nobody sent is left out, if there is room for it to matter. */
export function assemble(read: Collected, parts: ReadonlyMap<Element, BodyPart>): Assembled {
  const segments: Segment[] = [];
  const links = [...read.links];
  const ranges = new Map<Element, { start: number; count: number }>();
  let { leftOut } = read;
  let done = 0;
  for (const { frame, at, quoted, hidden } of read.sealed) {
    segments.push(...read.segments.slice(done, at));
    done = at;
    const part = parts.get(frame);
    if (!part) {
      if (hasRoom(frame)) leftOut += 1;
      continue;
    }
    const start = links.length;
    ranges.set(frame, { start, count: part.links.length });
    links.push(...part.links);
    leftOut += part.leftOut ?? 0;
    for (const [index, segment] of part.segments.entries()) {
      const link = segment.link === undefined ? {} : { link: segment.link + start };
      segments.push({
        ...segment,
        ...link,
        break: index === 0 || segment.break,
        quoted: quoted || segment.quoted,
        hidden: hidden || segment.hidden,
      });
    }
  }
  segments.push(...read.segments.slice(done));
  return { segments, links, elements: read.elements, leftOut, sealed: read.sealed, ranges };
}

/** The verdict as the frame with these links needs it: the links of others have no index in it. */
export function verdictFor(
  verdict: MessageVerdict,
  range: { readonly start: number; readonly count: number } | undefined,
): MessageVerdict {
  const links = verdict.links.map(({ index, ...link }) => {
    const own = index === undefined || !range ? -1 : index - range.start;
    return range && own >= 0 && own < range.count ? { ...link, index: own } : link;
  });
  return { ...verdict, links };
}

/** Whether somebody could read in a frame. */
export function hasRoom(frame: Element): boolean {
  const { width, height } = boxOf(frame);
  return width >= 200 && height >= 40;
}

/** What of it is judged. */
type Read = Omit<Collected, "elements" | "sealed">;

/** Whether the same was read twice. */
export function isSame(one: Read, other: Read): boolean {
  return one.leftOut === other.leftOut && alike(one.segments, other.segments) && alike(one.links, other.links);
}

/** Whether lists of plain objects hold the same, in the same order. */
function alike<T extends object>(some: readonly T[], others: readonly T[]): boolean {
  return (
    some.length === others.length && some.every((one, at) => hasAllOf(one, others[at]) && hasAllOf(others[at], one))
  );
}

function hasAllOf<T extends object>(one: T | undefined, other: T | undefined): boolean {
  for (const key in one) if (one[key] !== other?.[key]) return false;
  return true;
}

/** What the elements that hold documents give of them: frames and objects the one, `<embed>` only the other. */
interface Holder {
  readonly contentDocument?: Document | null;
  getSVGDocument?(): Document | null;
}

/** The document in a frame, an object or an embedded content, where we may read it. */
export function documentIn(frame: Element): Document | null {
  if (!FRAMES.has(kindOf(frame).name)) return null;
  const holder = frame as Holder;
  try {
    return holder.contentDocument ?? holder.getSVGDocument?.() ?? embeddedWindow(frame)?.document ?? null;
  } catch {
    return null;
  }
}

/** The window of an `<embed>`: the element does not give it, but its page counts it among its frames. */
function embeddedWindow(element: Element): Window | null {
  const view = kindOf(element).name === "EMBED" ? viewOf(pageOf(element)) : null;
  for (let at = 0; view && at < view.length; at++) {
    const inner = view[at];
    if (inner && frameElementOf(inner) === element) return inner;
  }
  return null;
}

function frameElementOf(view: Window): Element | null {
  try {
    return view.frameElement;
  } catch {
    return null;
  }
}

/** The window in a frame; `<embed>` gives none that cannot be read. */
export function windowIn(frame: Element): Window | null {
  return (frame as { contentWindow?: Window | null }).contentWindow ?? embeddedWindow(frame);
}

/** Where an element leads if it is followed: links, areas, SVG links, forms and buttons that send a form elsewhere. */
export interface Target {
  /** As the browser would go. */
  readonly href: string;
  readonly written: string;
  readonly form: boolean;
}

/** A place on the same page is no link, unless the page says that everything in it is relative to another address. */
function staysOnPage({ written, form }: Target, element: Element): boolean {
  return !form && /^\s*(?:#|$)/.test(written) && allInPage(pageOf(element), "base[href]").length === 0;
}

function isDrawn(element: Element): boolean {
  return namespaceOf(element) === "http://www.w3.org/2000/svg";
}

/** An element of a formula. In Firefox any of them may lead somewhere; elsewhere a click on it follows the link around the formula. */
function isMath(element: Element): boolean {
  return namespaceOf(element) === "http://www.w3.org/1998/Math/MathML";
}

/** Whether this browser follows an element of a formula. The browser itself says so, by the selector that matches all links. */
export function isMathLink(element: Element): boolean {
  return isMath(element) && element.matches(":any-link");
}

/** Where a link inside a picture leads at the moment: SVG can change that without changing the attribute. */
function animated(element: Element): string | null {
  const { href } = element as unknown as { href?: { animVal?: unknown; baseVal?: unknown } | string };
  if (typeof href !== "object" || typeof href.animVal !== "string") return null;
  return href.animVal === href.baseVal ? null : href.animVal;
}

/** Where an element leads, if it does. Read from attributes: a form's fields can hide its properties. */
export function targetOf(element: Element): Target | null {
  const { name, leading } = kindOf(element);
  const html = isHtml(element);
  if (html ? !leading : isMath(element) ? !isMathLink(element) : !leading) return null;
  if (html && localNameOf(element) === "a") return targetOfAnchor(element);
  const form = name === "FORM" || name === "BUTTON" || name === "INPUT";
  let written: string | null;
  if (name === "META") written = refreshTarget(element);
  else if (name === "FORM") written = attributeOf(element, "action");
  else if (form) written = element.getAttribute("formaction");
  else
    written =
      (html ? null : animated(element)) ?? element.getAttribute("href") ?? element.getAttributeNS(SVG_LINK, "href");
  // An empty action sends the form to the page itself. One of white space leads to the base address, which a mail can set.
  if (written === null || (form && written === "")) return null;
  try {
    return { href: new URL(written, baseOf(element)).href, written, form };
  } catch {
    return { href: written, written, form };
  }
}

/** Where a page leads on by itself: "5; url=https://…". */
function refreshTarget(element: Element): string | null {
  if (!/^\s*refresh\s*$/i.test(attributeOf(element, "http-equiv") ?? "")) return null;
  const [, target = ""] = /[;,]\s*(?:url\s*=)?\s*(.*)$/is.exec(attributeOf(element, "content") ?? "") ?? [];
  return target.trim().replace(/^["']|["']$/g, "") || null;
}

/** The same for what nearly every link is; the browser has its address at hand. */
function targetOfAnchor(element: Element): Target | null {
  const written = element.getAttribute("href");
  return written === null ? null : { href: hrefOf(element), written, form: false };
}

/** Whether there is a style sheet of the mail's own. */
function hasSheet(root: Element): boolean {
  return root.querySelector('style,link[rel~="stylesheet" i]') !== null;
}

/** What an element's own style can do to it. */
interface Declared {
  readonly hides: boolean;
  /** By its size. */
  readonly sizes: boolean;
  readonly fills: boolean;
  /** The value of its last `display`, in lower case. */
  readonly display: string | null;
}

/** The styles met so far: a mail repeats a few, but could invent any number. */
const declared = new Map<string, Declared>();
const MOST_DECLARED = 1_000;

/** Read from the words of its declarations; a backslash could spell any of them otherwise. */
function declaredBy(style: string): Declared {
  const known = declared.get(style);
  if (known) return known;
  const sizes = /font-size|font\s*:|(?<!line-)height|width|clip|indent|\\/i.test(style);
  const display = [...style.matchAll(/(?:^|;)\s*display\s*:\s*([a-z-]+)/gi)].at(-1)?.[1]?.toLowerCase() ?? null;
  const made = {
    hides: sizes || /display|visib|opacity/i.test(style),
    sizes,
    fills: /back|border|\\/i.test(style),
    display,
  };
  if (declared.size < MOST_DECLARED) declared.set(style, made);
  return made;
}

/**
 * Whether an element can look other than its kind does: by what a style sheet may say to it, or by declarations of its own
 * that do this. Asking for every element's style would be felt.
 */
function isStyled(element: Element, how: "hides" | "sizes" | "fills"): boolean {
  const style = attributeOf(element, "style");
  if (style !== null && declaredBy(style)[how]) return true;
  return (
    attributeOf(element, "class") !== null ||
    attributeOf(element, "id") !== null ||
    attributeOf(element, "hidden") !== null
  );
}

/** Whether an element leaves nothing of itself to see. */
function hides(element: Element): boolean {
  if (!isVisible(element, { opacityProperty: true, visibilityProperty: true })) {
    // `display: contents` has no box of its own and hides nothing.
    return styleOf(element)?.display !== "contents";
  }
  // Only who styles sizes can hide by them; asking for every element's style would be felt.
  const style = attributeOf(element, "style");
  if (!style || !declaredBy(style).sizes) return false;
  const computed = styleOf(element);
  if (!computed) return false;
  if (computed.fontSize === "0px") return true;
  // Where nothing is clipped, its size hides nothing: so most need no layout.
  if (computed.overflowX !== "hidden" && computed.overflowY !== "hidden") return false;
  const { width, height } = boxOf(element);
  return width < 2 || height < 2;
}

/** Drawn as a button: filled, or alone in a filled cell, or said to be one. */
function looksLikeButton(element: Element, hasSheet: boolean): boolean {
  if (attributeOf(element, "role")?.toLowerCase() === "button") return true;
  const filled = (one: Element): boolean => (hasSheet || isStyled(one, "fills")) && isFilled(one);
  if (filled(element)) return true;
  const cell = parentOf(element);
  if (cell?.childElementCount !== 1 || !(attributeOf(cell, "bgcolor") !== null || filled(cell))) return false;
  return textIn(cell)?.trim() === textIn(element)?.trim();
}

function isFilled(element: Element): boolean {
  const computed = styleOf(element);
  if (!computed) return false;
  const color = computed.backgroundColor;
  const filled =
    (color !== "" && color !== "transparent" && !/,\s*0\)$/.test(color)) || computed.backgroundImage !== "none";
  const framed = Number.parseFloat(computed.borderTopWidth) > 0 && computed.display !== "inline";
  return (filled || framed) && (Number.parseFloat(computed.paddingLeft) > 0 || framed || computed.display !== "inline");
}
