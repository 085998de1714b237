// Reads a message's body out of the page: its text in order, its links, and which parts are hidden or quoted. The mail reader in
// src/mail/html.rs does the same for raw mails. docs/reading.md is the contract of both: change all three together.

import type { LinkInput, Segment } from "../model/verdict.js";
import {
  attributeOf,
  bodyOf,
  firstChildOf,
  hasAttributes,
  nextOf,
  outermostOf,
  shadowOf,
  stateOf,
  typeOf,
} from "./dom.js";
import { type ElementKind, kindOf } from "./element-kind.js";
import {
  type Colors,
  type Sheet,
  addedText,
  beginsLine,
  colorsAround,
  colorsIn,
  hasTinyLetters,
  inOneLine,
  isHidden,
  isInlineTable,
  isStyled,
  laysOutBoxes,
  looksLikeButton,
  pictureBehind,
  sheetIn,
  shownTextOf,
  turnsLetters,
} from "./element-style.js";
import { documentIn, isFrameName } from "./frame-documents.js";
import { isDrawing, isMathLink, staysOnPage, targetOf } from "./link-target.js";
import { isExtensionHost } from "./shadow-hosts.js";
import { Slices } from "./time-slices.js";
import { WHITE, hostOfPicture } from "./unseen-text.js";

/** The text and links of a body, and the element of each link. */
export interface Collected {
  readonly segments: Segment[];
  readonly links: LinkInput[];
  /** The elements of the links, by their index. */
  readonly elements: Element[];
  /** The number of characters and links left out because there are too many, and of frames whose contents are missing. */
  readonly leftOut: number;
  /** The frames in the body whose documents this script cannot read. */
  readonly sealed: readonly SealedFrame[];
  /** The document of a frame in the body, or of a frame that is the body, is still loading: more may come. */
  readonly isLoading: boolean;
}

/** A frame whose document only its own script can read, if any can. */
export interface SealedFrame {
  readonly frame: Element;
  /** The number of segments before it. */
  readonly at: number;
  readonly quoted: boolean;
  readonly hidden: boolean;
}

/** A message with more than this is read in part; the verdict says so, and the guard holds clicks on links that were left out. */
const MOST_TEXT = 1_000_000;
const MOST_LINKS = 10_000;
const MOST_HREF = 100_000;

const SKIPPED = new Set("SCRIPT STYLE TEMPLATE TITLE HEAD".split(" "));
/** The types of `input` whose value is no text on the page. */
const WITHOUT_TEXT = /^(?:hidden|password|checkbox|radio|image|file)$/;
/** Stands for an image without an alternative text. */
const OBJECT_REPLACEMENT = "\uFFFC";

/**
 * Reads bodies in order, without the elements to skip; a frame stands for the document in it. Long bodies are read in slices, so
 * that the page stays responsive.
 */
export async function collect(bodies: readonly Element[], skipped: readonly Element[] = []): Promise<Collected> {
  const reader = new BodyReader(skipped);
  for (const body of bodies) await reader.read(body);
  return reader;
}

/** The facts about a text that its surroundings decide. */
interface Context {
  readonly link: number | undefined;
  readonly quoted: boolean;
  readonly hidden: boolean;
  /** The letters are too small to see; an element inside may have a size of its own. */
  readonly tiny: boolean;
  /** It lies in a table that stands inside a line, whose parts begin no lines. */
  readonly inline: boolean;
  /** Each element right inside it is a box of its own. */
  readonly boxes: boolean;
  /** The letters are shown from right to left, whatever they are. */
  readonly turned: boolean;
  readonly colors: Colors;
}

/** An element on the way from the body to the place that is read. */
interface Step {
  /** The child that comes next. */
  next: ChildNode | null;
  readonly context: Context;
  /** Its end ends a line. */
  readonly block: boolean;
  /** Only this child is read, not its siblings. */
  readonly alone?: true;
}

/** The context of the body itself. */
const PLAIN: Context = {
  link: undefined,
  quoted: false,
  hidden: false,
  tiny: false,
  inline: false,
  boxes: false,
  turned: false,
  colors: { background: WHITE, lost: false },
};
/** RIGHT-TO-LEFT OVERRIDE and its end. */
const OVERRIDE = "\u202E";
const END_OF_OVERRIDE = "\u202C";

class BodyReader implements Collected {
  readonly sealed: SealedFrame[] = [];
  readonly segments: Segment[] = [];
  readonly links: LinkInput[] = [];
  readonly elements: Element[] = [];
  leftOut = 0;
  isLoading = false;
  #room = MOST_TEXT;
  #break = true;
  /** The effects of the mail's own style sheets, which may show and hide elements without any attribute. */
  #sheet: Sheet = null;
  /** The elements around the place that is read, the innermost last. */
  readonly #way: Step[] = [];
  readonly #slices = new Slices();
  readonly #skipped: ReadonlySet<ChildNode>;

  constructor(skipped: readonly Element[]) {
    this.#skipped = new Set(skipped);
  }

  async read(body: Element): Promise<void> {
    this.#sheet = sheetIn(body, this.#sheet);
    this.#break = true;
    this.#enter(body, { ...PLAIN, colors: colorsAround(body) });
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
    if (type === Node.TEXT_NODE || type === Node.CDATA_SECTION_NODE) this.#text(shownTextOf(node), context, false);
    else if (type === Node.ELEMENT_NODE && !this.#skipped.has(node) && !isExtensionHost(node as unknown as Element))
      this.#enter(node as unknown as Element, context);
  }

  /** Reads an element, and puts its children on the way, the last to be read first. */
  #enter(element: Element, context: Context): void {
    const kind = kindOf(element);
    const { name } = kind;
    // Where scripts run, the content of a <noscript> is text and is not shown.
    if (SKIPPED.has(name) || (name === "NOSCRIPT" && !element.firstElementChild)) return;
    const inline = isInlineTable(element, name, context.inline);
    const block = !inline && beginsLine(element, kind, context.boxes);
    if (block) this.#break = true;
    if (isFrameName(name) && this.#enterFrame(element, name, context)) return;
    if (name === "IMG" || name === "INPUT") {
      if (name === "IMG") this.#image(element, context);
      else this.#input(element, context);
      if (block) this.#break = true;
    } else this.#enterChildren(element, kind, context.inline === inline ? context : { ...context, inline }, block);
  }

  #enterChildren(element: Element, kind: ElementKind, context: Context, block: boolean): void {
    const { name } = kind;
    const inner = this.#contextIn(element, kind, context);
    this.#pictureBehind(element, inner);
    const isLink = inner.link !== context.link;
    if (name === "AREA" && isLink) this.#text(inOneLine(element.getAttribute("alt") ?? ""), inner, true);
    // A drawing has no text by itself, and a link that is one is followed like an image.
    if (inner.link !== undefined && (name === "SVG" || (isLink && isDrawing(element)))) this.#text("", inner, true);
    const added = addedText(element, this.#sheet);
    if (added !== "") this.#text(inOneLine(added), inner, false);
    const next = firstChildOf(element);
    const shadow = shadowOf(element);
    if (shadow) this.#enterShadow(shadow, next, inner, block);
    else if (name === "SLOT" && this.#enterSlot(element as HTMLSlotElement, inner)) return;
    else if (next) this.#way.push({ next, context: inner, block });
    else if (block) this.#break = true;
  }

  /** Reads a shadow tree. A child of its host is shown where a slot shows it; the other children are hidden. */
  #enterShadow(shadow: ShadowRoot, first: ChildNode | null, context: Context, block: boolean): void {
    const shown = new Set([...shadow.querySelectorAll("slot")].flatMap((slot) => slot.assignedNodes()));
    for (let node = first; node; node = nextOf(node)) {
      if (!shown.has(node)) this.#way.push({ next: node, context: { ...context, hidden: true }, block, alone: true });
    }
    this.#way.push({ next: shadow.firstChild, context, block });
  }

  /** Reads the nodes that a slot shows; returns whether it shows any. */
  #enterSlot(slot: HTMLSlotElement, context: Context): boolean {
    const shown = slot.assignedNodes();
    for (const node of shown.toReversed())
      this.#way.push({ next: node as ChildNode, context, block: false, alone: true });
    return shown.length > 0;
  }

  /** The context of an element's children. */
  #contextIn(element: Element, { name, leading }: ElementKind, context: Context): Context {
    const link = leading || isMathLink(element) ? (this.#linkOf(element, name) ?? context.link) : context.link;
    const bare = !hasAttributes(element);
    const quoted = context.quoted || name === "BLOCKQUOTE" || (!bare && isGmailQuote(element));
    const hidden = context.hidden || this.#hides(element, bare);
    const tiny = bare && !context.tiny ? false : hasTinyLetters(element, context.tiny, this.#sheet);
    const boxes = !bare && laysOutBoxes(element);
    const turned = context.turned || ((!bare || name === "BDO") && turnsLetters(element, name, this.#sheet));
    const colors = bare && name !== "SVG" ? context.colors : colorsIn(element, name, context.colors, this.#sheet);
    const isSame =
      link === context.link && quoted === context.quoted && hidden === context.hidden && tiny === context.tiny;
    if (isSame && boxes === context.boxes && turned === context.turned && colors === context.colors) return context;
    return { ...context, link, quoted, hidden, tiny, boxes, turned, colors };
  }

  #hides(element: Element, bare = !hasAttributes(element)): boolean {
    return (this.#sheet !== null || (!bare && isStyled(element, "hides"))) && isHidden(element, this.#sheet);
  }

  /** Reads the contents of a frame; returns `false` for an object that shows its own children instead. */
  #enterFrame(frame: Element, name: string, context: Context): boolean {
    const page = documentIn(frame);
    if (page && stateOf(page) === "loading") this.isLoading = true;
    const root = page && (bodyOf(page) ?? outermostOf(page));
    if (root) {
      this.#sheet = sheetIn(outermostOf(page), this.#sheet);
      this.#way.push({ next: root, context, block: true });
      return true;
    }
    const { quoted, hidden } = context;
    const isEmpty = name === "OBJECT" && attributeOf(frame, "data") === null;
    if (!isEmpty) this.sealed.push({ frame, at: this.segments.length, quoted, hidden });
    this.#break = true;
    return name !== "OBJECT";
  }

  /** Adds the link that an element is; returns its index, or `undefined` if it is none or there are too many. */
  #linkOf(element: Element, name: string): number | undefined {
    const target = targetOf(element);
    if (!target || staysOnPage(target, element)) return undefined;
    if (this.links.length >= MOST_LINKS || target.href.length > MOST_HREF) {
      this.leftOut += 1;
      return undefined;
    }
    const button =
      name === "BUTTON" || name === "AREA" || name === "META" || looksLikeButton(element, this.#sheet !== null);
    const { href, written, form } = target;
    this.links.push(written === href ? { href, button, form } : { href, written, button, form });
    this.elements.push(element);
    return this.links.length - 1;
  }

  #input(element: Element, outer: Context): void {
    const link = this.#linkOf(element, "INPUT") ?? outer.link;
    const type = element.getAttribute("type")?.toLowerCase() ?? "text";
    // A field that is filled in already is a text like any other.
    const attribute = type === "image" ? "alt" : WITHOUT_TEXT.test(type) ? null : "value";
    const text = attribute === null ? "" : inOneLine(element.getAttribute(attribute) ?? "");
    if (text !== "") this.#text(text, link === outer.link ? outer : { ...outer, link }, false);
  }

  #image(element: Element, context: Context): void {
    // A tracking pixel is no image that a reader sees.
    const size = (side: "width" | "height"): number => Number.parseInt(element.getAttribute(side) ?? "100", 10);
    if (size("width") <= 1 || size("height") <= 1 || this.#hides(element)) return;
    const alt = inOneLine(element.getAttribute("alt") ?? "");
    const picture = hostOfPicture(attributeOf(element, "src") ?? "");
    this.#text(alt || (context.link === undefined ? OBJECT_REPLACEMENT : ""), context, true, picture);
  }

  /** Adds the picture behind a text. It begins no line. */
  #pictureBehind(element: Element, { quoted, hidden }: Context): void {
    const picture = hasAttributes(element) ? pictureBehind(element) : undefined;
    if (picture !== undefined) this.segments.push({ text: "", break: false, quoted, hidden, image: true, picture });
  }

  /** Adds a text, to the last segment where nothing differs between the two. */
  #text(shown: string, context: Context, image: boolean, picture?: string): void {
    if (!shown.trim() && this.#break && context.link === undefined) return;
    const text = context.turned && !image ? OVERRIDE + shown + END_OF_OVERRIDE : shown;
    if (text.length > this.#room) {
      this.leftOut += text.length;
      return;
    }
    this.#room -= text.length;
    const { link, quoted } = context;
    // The size and colour of letters hide no image.
    const hidden = context.hidden || ((context.tiny || context.colors.lost) && !image);
    const last = this.segments.at(-1);
    const starts = this.#break;
    this.#break = false;
    const same = last && !starts && !image && !last.image && last.link === link;
    if (same && last.quoted === quoted && last.hidden === hidden) {
      last.text += text;
      return;
    }
    const read: Segment = { text, break: starts, quoted, hidden, image, ...(picture === undefined ? {} : { picture }) };
    this.segments.push(link === undefined ? read : { ...read, link });
  }
}

/** Whether an element is a quotation as Gmail marks it. */
function isGmailQuote(element: Element): boolean {
  return /(?:^|\s)gmail_quote(?:\s|$)/.test(attributeOf(element, "class") ?? "");
}
