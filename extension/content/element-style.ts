// Tells how an element looks, as far as reading needs it: whether it is hidden, keeps line breaks, begins a line or is drawn as a
// button. A computed style is asked for only where something can have changed it: for every element that would be slow.
// docs/reading.md says what counts as hidden and as a button.

import { attributeOf, boxOf, hasAttributes, isVisible, parentOf, styleOf, textIn } from "./dom.js";
import type { ElementKind } from "./element-kind.js";

/** Letters smaller than this, in pixels, are too small to see. */
const LEAST_LETTERS = 2;

/** Whether there is a style sheet of the mail's own. */
export function hasSheet(root: Element): boolean {
  return root.querySelector('style,link[rel~="stylesheet" i]') !== null;
}

/** The effects that an element's `style` attribute can have. */
interface DeclaredStyle {
  /** It can hide the element. */
  readonly hides: boolean;
  /** It can hide the element by its size. */
  readonly sizes: boolean;
  /** It can change the size of the letters. */
  readonly letters: boolean;
  /** It can fill or frame the element. */
  readonly fills: boolean;
  /** The value of its last `display`, in lower case. */
  readonly display: string | null;
}

/** The styles met so far, because a mail repeats a few. The number is limited: a mail could invent any number. */
const declaredStyles = new Map<string, DeclaredStyle>();
const MOST_DECLARED = 1_000;

/** Reads a `style` attribute by the words in it. A backslash could spell any of them otherwise, so it counts for all. */
function declaredBy(style: string): DeclaredStyle {
  const known = declaredStyles.get(style);
  if (known) return known;
  const letters = /font-size|font\s*:|\\/i.test(style);
  const sizes = letters || /(?<!line-)height|width|clip|indent/i.test(style);
  const display = [...style.matchAll(/(?:^|;)\s*display\s*:\s*([a-z-]+)/gi)].at(-1)?.[1]?.toLowerCase() ?? null;
  const made = {
    hides: sizes || /display|visib|opacity/i.test(style),
    sizes,
    letters,
    fills: /back|border|\\/i.test(style),
    display,
  };
  if (declaredStyles.size < MOST_DECLARED) declaredStyles.set(style, made);
  return made;
}

/**
 * Whether an element can look other than its kind does: a style sheet can match its class or id, or its own declarations do that.
 */
export function isStyled(element: Element, how: "hides" | "fills"): boolean {
  const style = attributeOf(element, "style");
  if (style !== null && declaredBy(style)[how]) return true;
  return (
    attributeOf(element, "class") !== null ||
    attributeOf(element, "id") !== null ||
    attributeOf(element, "hidden") !== null
  );
}

/** Whether an element hides everything in it, by its visibility or because its box clips everything. */
export function isHidden(element: Element): boolean {
  if (!isVisible(element, { opacityProperty: true, visibilityProperty: true })) {
    // `display: contents` has no box of its own and hides nothing.
    return styleOf(element)?.display !== "contents";
  }
  const style = attributeOf(element, "style");
  if (!style || !declaredBy(style).sizes) return false;
  const computed = styleOf(element);
  // Where nothing is clipped, its size hides nothing. This also spares most elements a layout.
  if (!computed || (computed.overflowX !== "hidden" && computed.overflowY !== "hidden")) return false;
  const { width, height } = boxOf(element);
  return width < 2 || height < 2;
}

/**
 * Whether letters in an element are too small to see. Asks for its style only where it declares a size of its own, or where the
 * letters around it are too small (`isTinyAround`) and it may make them larger.
 */
export function hasTinyLetters(element: Element, isTinyAround: boolean): boolean {
  const style = attributeOf(element, "style");
  if (!isTinyAround && !(style && declaredBy(style).letters)) return false;
  const computed = styleOf(element);
  return computed ? Number.parseFloat(computed.fontSize) < LEAST_LETTERS : isTinyAround;
}

/** The `display` an element's own style declares last, in lower case. */
function declaredDisplay(element: Element): string | null {
  if (!hasAttributes(element)) return null;
  const style = attributeOf(element, "style");
  return style === null ? null : declaredBy(style).display;
}

/** Whether a table stands inside a line, or an element is a part of one that does (`isInside`). */
export function isInlineTable(element: Element, name: string, isInside: boolean): boolean {
  if (isInside && /^(?:TBODY|TR|TD)$/.test(name)) return true;
  return declaredDisplay(element) === "inline-table";
}

/** Whether an element begins and ends a line: its own style decides, else its name. `begins_line` in html.rs does the same. */
export function beginsLine(element: Element, kind: ElementKind): boolean {
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

const LINE_BREAKS = /[\r\n]/;

/** A text on one line. An attribute is shown without line breaks. */
export function inOneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}

/**
 * The text of a text node as it is shown. A line break in the source is a space, unless the style around it keeps line breaks.
 * The style is asked for only where there is a line break.
 */
export function shownTextOf(node: ChildNode): string {
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

/** Whether an element is drawn as a button: it has that role, is filled, or stands alone in a filled cell. */
export function looksLikeButton(element: Element, hasSheet: boolean): boolean {
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
  const filled = !isTransparent(computed.backgroundColor) || computed.backgroundImage !== "none";
  const framed = Number.parseFloat(computed.borderTopWidth) > 0 && computed.display !== "inline";
  return (filled || framed) && (Number.parseFloat(computed.paddingLeft) > 0 || framed || computed.display !== "inline");
}

/** Whether a computed colour has no opacity at all. Only `rgba()` and colours with a slash have an opacity. */
function isTransparent(color: string): boolean {
  return color === "" || color === "transparent" || /^rgba\(.*,\s*0\)$|\/\s*0\)$/.test(color);
}
