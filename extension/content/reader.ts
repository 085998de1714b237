// Reads a message's body out of the page: its text in order, its links, what of it is not shown. The mail reader in Rust
// does the same for raw mails; both give the same kind of input.

import type { LinkInput, Segment } from "../shared/verdict.js";
import { attributeOf, baseOf, firstChildOf, nameOf, nextOf, shadowOf } from "./dom.js";
import { isOurs } from "./draw.js";
import { Slices } from "./slices.js";

/** What was read, and which element each link is. */
export interface Collected {
  readonly segments: Segment[];
  readonly links: LinkInput[];
  /** The elements of the links, by their index. */
  readonly elements: Element[];
  /** Characters and links left out because there are too many. */
  readonly leftOut: number;
}

/** A message with more than this is read in part; the verdict says so, and what was not read is held at a click. */
const MOST_TEXT = 1_000_000;
const MOST_LINKS = 10_000;
const MOST_HREF = 100_000;

const SVG_LINK = "http://www.w3.org/1999/xlink";
const BLOCKS = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE BR CENTER DD DIV DL DT FIELDSET FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN OL P PRE SECTION TABLE TBODY TD TFOOT TH THEAD TR UL".split(" "),
);
/** Elements that can lead somewhere. */
const LEADING = new Set("A AREA FORM BUTTON INPUT".split(" "));
const SKIPPED = new Set("SCRIPT STYLE TEMPLATE TITLE HEAD".split(" "));

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
}

/** An element on the way from the body to where the reader is. */
interface Step {
  /** The child that comes next. */
  next: ChildNode | null;
  readonly context: Context;
  /** Its end ends a line. */
  readonly block: boolean;
}

class Reader implements Collected {
  readonly segments: Segment[] = [];
  readonly links: LinkInput[] = [];
  readonly elements: Element[] = [];
  leftOut = 0;
  #room = MOST_TEXT;
  #break = true;
  /** Whether a style sheet of the mail's own may show and hide what carries no attribute that would tell. */
  #hasSheet = false;
  readonly #slices = new Slices();

  async read(body: Element): Promise<void> {
    this.#hasSheet ||= hasSheet(body);
    const way = this.#enter(body, { link: undefined, quoted: false, hidden: false });
    for (let step = way.at(-1); step; step = way.at(-1)) {
      if (this.#slices.over()) await this.#slices.next();
      const node = step.next;
      if (!node) {
        way.pop();
        if (step.block) this.#break = true;
        continue;
      }
      step.next = nextOf(node);
      way.push(...this.#visit(node, step.context));
    }
  }

  #visit(node: ChildNode, context: Context): Step[] {
    // A form's fields may be called "nodeType".
    if (node instanceof Text || node.nodeType === Node.TEXT_NODE) {
      this.#text(node.nodeValue ?? "", context, false);
      return [];
    }
    return isElement(node) && !isOurs(node) ? this.#enter(node, context) : [];
  }

  /** Reads an element; gives what is inside it, the last to be read first. */
  #enter(element: Element, context: Context): Step[] {
    const name = nameOf(element);
    // Where scripts run, what is in a <noscript> is no element and is not shown.
    if (SKIPPED.has(name) || (name === "NOSCRIPT" && !element.firstElementChild)) return [];
    const block = BLOCKS.has(name);
    if (block) this.#break = true;
    if (name === "IFRAME" || name === "FRAME") return this.#enterFrame(element, context);
    if (name === "IMG" || name === "INPUT") {
      this.#leaf(element, name, context);
      return [];
    }
    const inner: Context = {
      link: this.#linkOf(element, name) ?? context.link,
      quoted: context.quoted || name === "BLOCKQUOTE" || /\bgmail_quote\b/.test(attributeOf(element, "class") ?? ""),
      hidden: context.hidden || ((this.#hasSheet || isStyled(element)) && hides(element)),
    };
    if (name === "AREA") this.#text(element.getAttribute("alt") ?? "", inner, true);
    const steps: Step[] = [{ next: firstChildOf(element), context: inner, block }];
    const shadow = shadowOf(element);
    if (shadow) steps.push({ next: shadow.firstChild, context: inner, block });
    return steps;
  }

  #enterFrame(frame: Element, context: Context): Step[] {
    const page = documentIn(frame);
    if (!page?.body) return [];
    this.#hasSheet ||= hasSheet(page.documentElement);
    return [{ next: page.body, context, block: true }];
  }

  #linkOf(element: Element, name: string): number | undefined {
    const target = targetOf(element);
    if (!target) return undefined;
    if (this.links.length >= MOST_LINKS || target.href.length > MOST_HREF) {
      this.leftOut += 1;
      return undefined;
    }
    this.links.push({
      href: target.href,
      ...(target.written === target.href ? {} : { written: target.written }),
      button: name === "BUTTON" || name === "AREA" || looksLikeButton(element, this.#hasSheet),
      form: target.form,
    });
    this.elements.push(element);
    return this.links.length - 1;
  }

  #leaf(element: Element, name: string, context: Context): void {
    if (name === "INPUT") {
      const type = element.getAttribute("type")?.toLowerCase() ?? "text";
      // A field that is filled in already is a text like any other.
      if (!/^(hidden|password|checkbox|radio|image|file)$/.test(type)) this.#text(element.getAttribute("value") ?? "", context, false);
      return;
    }
    // A tracking pixel is no image anyone sees.
    const size = (side: "width" | "height"): number => Number.parseInt(element.getAttribute(side) ?? "100", 10);
    if (size("width") <= 1 || size("height") <= 1) return;
    const alt = element.getAttribute("alt") ?? "";
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
      last && !starts && !image && !last.image && last.link === context.link && last.quoted === context.quoted && last.hidden === context.hidden;
    if (same) {
      last.text += text;
      return;
    }
    this.segments.push({
      text,
      ...(context.link === undefined ? {} : { link: context.link }),
      break: starts,
      quoted: context.quoted,
      hidden: context.hidden,
      image,
    });
  }
}

function isElement(node: Node): node is Element {
  return Node.prototype.contains.call(node, node) && "localName" in node;
}

/** The document in a frame, where we may read it. */
export function documentIn(frame: Element): Document | null {
  try {
    return (frame as HTMLIFrameElement).contentDocument;
  } catch {
    return null;
  }
}

/** Where an element leads if it is followed: links, areas, SVG links, forms and buttons that send a form elsewhere. */
export interface Target {
  /** As the browser would go. */
  readonly href: string;
  readonly written: string;
  readonly form: boolean;
}

/** Any element of a formula may lead somewhere, in Firefox. */
export function isMath(element: Element): boolean {
  return element.namespaceURI === "http://www.w3.org/1998/Math/MathML";
}

/** Where a link inside a picture leads at the moment: SVG can change that without changing the attribute. */
function animated(element: Element): string | null {
  const { href } = element as unknown as { href?: { animVal?: unknown; baseVal?: unknown } | string };
  if (typeof href !== "object" || typeof href.animVal !== "string") return null;
  return href.animVal === href.baseVal ? null : href.animVal;
}

/** Where an element leads, if it does. Read from attributes: a form's fields can hide its properties. */
export function targetOf(element: Element): Target | null {
  const name = nameOf(element);
  const math = isMath(element);
  if (!LEADING.has(name) && !math) return null;
  let written: string | null = null;
  let form = false;
  if (math) {
    written = element.getAttribute("href") ?? element.getAttributeNS(SVG_LINK, "href");
  } else if (name === "A" || name === "AREA") {
    written = animated(element) ?? element.getAttribute("href") ?? element.getAttributeNS(SVG_LINK, "href");
  } else if (name === "FORM") {
    written = attributeOf(element, "action");
    form = true;
  } else if (name === "BUTTON" || name === "INPUT") {
    written = element.getAttribute("formaction");
    form = true;
  }
  if (written === null || (form && written.trim() === "")) return null;
  try {
    return { href: new URL(written, baseOf(element)).href, written, form };
  } catch {
    return { href: written, written, form };
  }
}

/** Whether there is a style sheet of the mail's own. */
function hasSheet(root: Element): boolean {
  return root.querySelector('style,link[rel~="stylesheet" i]') !== null;
}

/** Whether an element can look other than its kind does. Asking for every element's style would be felt. */
function isStyled(element: Element): boolean {
  return ["style", "class", "hidden", "id"].some((name) => attributeOf(element, name) !== null);
}

/** Whether an element leaves nothing of itself to see. */
function hides(element: Element): boolean {
  // A form that hides its own methods is read as shown.
  if (typeof element.checkVisibility !== "function") return false;
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) {
    // `display: contents` has no box of its own and hides nothing.
    return element.ownerDocument.defaultView?.getComputedStyle(element).display !== "contents";
  }
  // Only who styles sizes can hide by them; asking for every element's style would be felt.
  const style = element.getAttribute("style");
  if (!style || !/font-size|height|width|clip|indent/i.test(style)) return false;
  const computed = element.ownerDocument.defaultView?.getComputedStyle(element);
  if (!computed) return false;
  const clipped = computed.overflowX === "hidden" || computed.overflowY === "hidden";
  const { width, height } = element.getBoundingClientRect();
  return computed.fontSize === "0px" || (clipped && (width < 2 || height < 2));
}

/** Drawn as a button: filled, or alone in a filled cell, or said to be one. */
function looksLikeButton(element: Element, hasSheet: boolean): boolean {
  if (element.getAttribute("role")?.toLowerCase() === "button") return true;
  const cell = element.parentElement;
  const alone = cell !== null && cell.children.length === 1 && cell.textContent?.trim() === element.textContent?.trim();
  const filled = (one: Element): boolean => (hasSheet || isStyled(one)) && isFilled(one);
  return filled(element) || (alone && (cell.hasAttribute("bgcolor") || filled(cell)));
}

function isFilled(element: Element): boolean {
  const computed = element.ownerDocument.defaultView?.getComputedStyle(element);
  if (!computed) return false;
  const color = computed.backgroundColor;
  const filled = (color !== "" && color !== "transparent" && !/,\s*0\)$/.test(color)) || computed.backgroundImage !== "none";
  const framed = Number.parseFloat(computed.borderTopWidth) > 0 && computed.display !== "inline";
  return (filled || framed) && (Number.parseFloat(computed.paddingLeft) > 0 || framed || computed.display !== "inline");
}
