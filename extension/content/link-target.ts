// Tells where an element leads if the user follows it: links, areas, SVG links, forms, and buttons that send a form elsewhere.
// docs/reading.md says when an element is a link.

import { composeTarget } from "./compose-link.js";
import { allInPage, attributeOf, baseOf, hrefOf, isHtml, localNameOf, namespaceOf, pageOf } from "./dom.js";
import { kindOf } from "./element-kind.js";

const XLINK = "http://www.w3.org/1999/xlink";
const SVG = "http://www.w3.org/2000/svg";
const MATHML = "http://www.w3.org/1998/Math/MathML";

/** The address to which an element leads. */
export interface LinkTarget {
  /** The address to which the browser would go. */
  readonly href: string;
  /** The address as the attribute has it. */
  readonly written: string;
  /** Following it sends a form. */
  readonly form: boolean;
}

/** The target of an element; `null` if it is no link. Read from attributes, because a form's fields can shadow its properties. */
export function targetOf(element: Element): LinkTarget | null {
  const { name, leading } = kindOf(element);
  const html = isHtml(element);
  if (html ? !leading : isMath(element) ? !isMathLink(element) : !leading) return null;
  if (html && localNameOf(element) === "a") return targetOfAnchor(element);
  const form = name === "FORM" || name === "BUTTON" || name === "INPUT";
  const written = writtenTarget(element, name, form, html);
  // An empty action sends the form to the page itself. One of white space leads to the base address, which a mail can set.
  if (written === null || (form && written === "")) return null;
  try {
    return { href: new URL(written, baseOf(element)).href, written, form };
  } catch {
    return { href: written, written, form };
  }
}

/** The same for an HTML anchor. Nearly every link is one, and the browser has its address ready. */
function targetOfAnchor(element: Element): LinkTarget | null {
  const written = element.getAttribute("href");
  if (written === null) return null;
  const compose = composeTarget(element, written);
  return compose === null
    ? { href: hrefOf(element), written, form: false }
    : { href: compose, written: compose, form: false };
}

/** The address as it is written in the attribute that holds it for this kind of element. */
function writtenTarget(element: Element, name: string, form: boolean, html: boolean): string | null {
  if (name === "META") return refreshTarget(element);
  if (name === "FORM") return attributeOf(element, "action");
  if (form) return element.getAttribute("formaction");
  const animated = html ? null : animatedTarget(element);
  return animated ?? element.getAttribute("href") ?? element.getAttributeNS(XLINK, "href");
}

/** The address to which a page goes on by itself: "5; url=https://…". */
function refreshTarget(element: Element): string | null {
  if (!/^\s*refresh\s*$/i.test(attributeOf(element, "http-equiv") ?? "")) return null;
  const [, target = ""] = /[;,]\s*(?:url\s*=)?\s*(.*)$/is.exec(attributeOf(element, "content") ?? "") ?? [];
  return target.trim().replace(/^["']|["']$/g, "") || null;
}

/** The current target of a link inside a drawing: SVG can change that without changing the attribute. */
function animatedTarget(element: Element): string | null {
  const { href } = element as unknown as { href?: { animVal?: unknown; baseVal?: unknown } | string };
  if (typeof href !== "object" || typeof href.animVal !== "string") return null;
  return href.animVal === href.baseVal ? null : href.animVal;
}

/** Whether a target is a place on the same page. A `base` element can make every such target lead to another page. */
export function staysOnPage({ written, form }: LinkTarget, element: Element): boolean {
  return !form && /^\s*(?:#|$)/.test(written) && allInPage(pageOf(element), "base[href]").length === 0;
}

/** Whether an element belongs to an SVG drawing. */
export function isDrawing(element: Element): boolean {
  return namespaceOf(element) === SVG;
}

/** An element of a formula. In Firefox any of them may lead somewhere; elsewhere a click on it follows the link around the formula. */
function isMath(element: Element): boolean {
  return namespaceOf(element) === MATHML;
}

/** Whether this browser follows an element of a formula. The browser itself says so, by the selector that matches all links. */
export function isMathLink(element: Element): boolean {
  return isMath(element) && element.matches(":any-link");
}
