// Tells how an element looks, as far as reading needs it: whether it is hidden, keeps line breaks, begins a line or is drawn as a
// button. A computed style is asked for only where something can have changed it: for every element that would be slow.
// docs/reading.md says what counts as hidden and as a button.

import {
  allIn,
  attributeOf,
  boxOf,
  hasAttributes,
  isVisible,
  parentOf,
  pseudoStyleOf,
  styleOf,
  textIn,
} from "./dom.js";
import type { ElementKind } from "./element-kind.js";
import {
  CAN_HIDE,
  type Color,
  LEAST_LETTERS,
  WHITE,
  backgroundIn,
  hexColor,
  hostOfPicture,
  isLostOn,
  isWithoutContrast,
  showsNothing,
  textInContent,
} from "./unseen-text.js";

/** The effects that the style sheets of a mail can have; `null` if it has none. */
export type Sheet = (DeclaredStyle & { readonly contents: boolean }) | null;

/** Every effect, for a style sheet that cannot be read. */
const ANYTHING = "display:none;opacity:0;font-size:0;width:0;color:0;background:0;unicode-bidi:0";

/** The effects of the mail's own style sheets, beside those that are known already. */
export function sheetIn(root: Element, known: Sheet = null): Sheet {
  const sheets = [...allIn(root, 'style,link[rel~="stylesheet" i]')];
  if (sheets.length === 0) return known;
  const texts = sheets.map((sheet) => (textIn(sheet) ?? "") || ANYTHING);
  const text = texts.join("\n");
  const contents = known?.contents === true || /content\s*:\s*(?:["'][^"']*[^\s"']|attr)|\\/i.test(text);
  const found = readStyle(text);
  return {
    ...found,
    contents,
    moves: found.moves || known?.moves === true,
    sizes: found.sizes || known?.sizes === true,
    letters: found.letters || known?.letters === true,
    colors: found.colors || known?.colors === true,
    bidi: found.bidi || known?.bidi === true,
  };
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
  /** It can leave the text without area in another way. */
  readonly moves: boolean;
  /** It can change the colour of the text or of the surface behind it. */
  readonly colors: boolean;
  /** Its colours as far as they are written in hexadecimal digits; `null` for any other way, `undefined` if it declares none. */
  readonly color: Color | null | undefined;
  readonly background: Color | null | undefined;
  /** It can change the order of the letters. */
  readonly bidi: boolean;
  /** It makes the element a box of its own. */
  readonly boxed: boolean;
  /** The host of a picture behind the text. */
  readonly picture: string | undefined;
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
  const made = readStyle(style);
  if (declaredStyles.size < MOST_DECLARED) declaredStyles.set(style, made);
  return made;
}

function readStyle(style: string): DeclaredStyle {
  const letters = /font-size|font\s*:|\\/i.test(style);
  const sizes = letters || /(?<!line-)height|width/i.test(style);
  const moves = CAN_HIDE.test(style);
  const last = (property: string): string | undefined =>
    [...style.matchAll(new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;!]*)`, "gi"))].at(-1)?.[1]?.trim();
  const colors = /color|background|\\/i.test(style);
  const [color, background] = colors ? [last("color"), last("background(?:-color|-image)?")] : [];
  const plain = (value: string | undefined): Color | null | undefined =>
    value === undefined ? value : hexColor(value);
  const picture = /url\(\s*["']?([^"')]*)/i.exec(style)?.[1];
  return {
    hides: sizes || moves || /display|visib/i.test(style),
    sizes,
    letters,
    fills: /back|border|\\/i.test(style),
    display: last("display")?.toLowerCase() ?? null,
    moves,
    colors,
    color: /fill-color|\\/i.test(style) ? null : plain(color),
    background: style.includes("\\") ? null : plain(background),
    bidi: /bidi|\\/i.test(style),
    boxed: /(?:^|;)\s*(?:float\s*:\s*(?:left|right)|position\s*:\s*(?:absolute|fixed))/i.test(style),
    picture: picture === undefined ? picture : hostOfPicture(picture),
  };
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

/** Whether a style sheet may change an element: it has a class or an id. */
function isNamed(element: Element): boolean {
  return attributeOf(element, "class") !== null || attributeOf(element, "id") !== null;
}

/** Whether an element hides everything in it, by its visibility, its place or because its box clips everything. */
export function isHidden(element: Element, sheet: Sheet): boolean {
  if (!isVisible(element, { opacityProperty: true, visibilityProperty: true })) {
    // `display: contents` has no box of its own and hides nothing.
    return styleOf(element)?.display !== "contents";
  }
  const style = attributeOf(element, "style");
  const declared = style ? declaredBy(style) : null;
  const isRuled = sheet !== null && isNamed(element);
  const moves = declared?.moves === true || (isRuled && sheet.moves);
  const sizes = declared?.sizes === true || (isRuled && sheet.sizes);
  if (!moves && !sizes) return false;
  const computed = styleOf(element);
  if (!computed) return false;
  if (moves && showsNothing(computed)) return true;
  // Where nothing is clipped, its size hides nothing. This also spares most elements a layout.
  const clips = /hidden|clip/;
  if (!sizes || (!clips.test(computed.overflowX) && !clips.test(computed.overflowY))) return false;
  const { width, height } = boxOf(element);
  return width < 2 || height < 2;
}

/**
 * Whether letters in an element are too small to read. Asks for its style only where it declares a size of its own, or where the
 * letters around it are too small (`isTinyAround`) and it may make them larger.
 */
export function hasTinyLetters(element: Element, isTinyAround: boolean, sheet: Sheet): boolean {
  const style = attributeOf(element, "style");
  const isAsked = (style && declaredBy(style).letters) || (sheet?.letters === true && isNamed(element));
  if (!isTinyAround && !isAsked) return false;
  const computed = styleOf(element);
  return computed ? Number.parseFloat(computed.fontSize) < LEAST_LETTERS : isTinyAround;
}

/** The colours around a text. */
export interface Colors {
  /** The colour behind the text; `null` if it is not known, as in front of a picture. */
  readonly background: Color | null;
  /** The text is not to be told from it. */
  readonly lost: boolean;
}

/** The colours of the page around a body. */
export function colorsAround(body: Element): Colors {
  return { background: backgroundOf(body), lost: false };
}

/** The colour behind the text of an element: that of the nearest element around it that has one. */
function backgroundOf(element: Element): Color | null {
  for (let around: Element | null = element; around; around = parentOf(around)) {
    const computed = styleOf(around);
    const background = computed && backgroundIn(computed);
    if (background !== undefined) return background;
  }
  return WHITE;
}

/**
 * The colours in an element. Colours that are written as numbers are compared as they are written; the browser is asked only where
 * a text may be lost, or where the colours are written otherwise.
 */
export function colorsIn(element: Element, name: string, around: Colors, sheet: Sheet): Colors {
  // Shapes of a drawing may lie behind its text.
  if (name === "SVG") return { background: null, lost: false };
  const style = attributeOf(element, "style");
  const declared = style ? declaredBy(style) : null;
  const surface = attributeOf(element, "background") === null ? attributeOf(element, "bgcolor") : "";
  const letters =
    name === "FONT" ? attributeOf(element, "color") : name === "BODY" ? attributeOf(element, "text") : null;
  const isRuled = sheet?.colors === true && isNamed(element);
  const isLink = name === "A" && around.lost;
  if (!declared?.colors && surface === null && letters === null && !isRuled && !isLink) return around;
  const color = declared?.color ?? (letters === null ? undefined : hexColor(letters));
  const background = declared?.background ?? (surface === null ? undefined : hexColor(surface));
  const isPlain = color !== null && background !== null && declared?.color !== null && declared?.background !== null;
  if (isPlain && !isRuled && !isLink && color !== undefined) {
    const behind = background ?? around.background;
    if (behind === null || !isWithoutContrast(color, behind)) return { background: behind, lost: false };
  }
  const computed = styleOf(element);
  if (!computed) return around;
  const own = backgroundIn(computed);
  const behind = own === undefined ? around.background : own;
  if (!isLostOn(computed, behind)) return { background: behind, lost: false };
  const real = backgroundOf(element);
  return { background: real, lost: isLostOn(computed, real) };
}

/** Whether an element shows its letters from right to left, whatever they are. */
export function turnsLetters(element: Element, name: string, sheet: Sheet): boolean {
  const style = attributeOf(element, "style");
  const isAsked = (style && declaredBy(style).bidi) || name === "BDO" || (sheet?.bidi === true && isNamed(element));
  if (!isAsked) return false;
  const computed = styleOf(element);
  return computed?.direction === "rtl" && computed.unicodeBidi.includes("override");
}

/** The text that a style sheet adds to an element. */
export function addedText(element: Element, sheet: Sheet): string {
  if (!sheet?.contents) return "";
  const valueOf = (name: string): string | null => attributeOf(element, name);
  const content = (pseudo: string): string => textInContent(pseudoStyleOf(element, pseudo)?.content ?? "", valueOf);
  return content("::before") + content("::after");
}

/** The host of the picture behind an element's text. */
export function pictureBehind(element: Element): string | undefined {
  const style = attributeOf(element, "style");
  const picture = style ? declaredBy(style).picture : undefined;
  return picture ?? hostOfPicture(attributeOf(element, "background") ?? "");
}

/** Whether an element shows each of its children as a box. */
export function laysOutBoxes(element: Element): boolean {
  return /(?:flex|grid)$/.test(declaredDisplay(element) ?? "");
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

/**
 * Whether an element begins and ends a line: its own style decides, or its parent's if that shows each child as a box, else its name.
 * `begins_line` and `is_box` in html.rs do the same.
 */
export function beginsLine(element: Element, kind: ElementKind, isInBoxes: boolean): boolean {
  if (kind.name === "BR" || kind.name === "HR") return true;
  const display = declaredDisplay(element);
  if (display !== "contents" && display !== "none" && (isInBoxes || isBoxed(element))) return true;
  switch (display) {
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

/** Whether an element floats or is placed. */
function isBoxed(element: Element): boolean {
  const style = hasAttributes(element) ? attributeOf(element, "style") : null;
  return style !== null && declaredBy(style).boxed;
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
