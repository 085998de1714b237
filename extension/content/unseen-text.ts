// Tells which styles leave a text without visible area or contrast. src/mail/css.rs does the same for raw mails, with the same
// limits; docs/reading.md names them.

/** A colour without its opacity: red, green and blue. */
export type Color = readonly [red: number, green: number, blue: number];

/** Letters smaller than this, in pixels, are too small to read. */
export const LEAST_LETTERS = 4;
/** An opacity below this shows nothing. */
const LEAST_OPACITY = 0.1;
/** A text that is moved this far to the left or up is out of the window, in pixels; to the right or down it takes more. */
const FAR = 500;
const FAR_AHEAD = 3_000;
/** A text has no contrast if its colour differs from the background by at most this much in red, green and blue. */
const LEAST_CONTRAST = 20;

/** Pictures of the mail itself have addresses relative to this one. */
const PICTURE_BASE = "https://mail.invalid/";

export const WHITE: Color = [255, 255, 255];

/** The declarations that can leave a text without area, apart from the size of its box and of its letters. */
export const CAN_HIDE =
  /opacity|clip|transform|scale|translate|indent|spacing\s*:\s*-|margin[^;]*-\s*\d|position\s*:\s*[afrs]|content-vis|\\/i;

/** Whether an element with this computed style shows nothing of its text. */
export function showsNothing(style: CSSStyleDeclaration): boolean {
  const get = (name: string): string => style.getPropertyValue(name);
  const pixels = (name: string): number => Number.parseFloat(get(name)) || 0;
  const isOut = (offset: number): boolean => offset <= -FAR || offset >= FAR_AHEAD;
  if (Number.parseFloat(get("opacity")) < LEAST_OPACITY || get("content-visibility") === "hidden") return true;
  if (Number.parseFloat(argumentOf(get("filter"), "opacity") ?? "1") < LEAST_OPACITY) return true;
  if (["text-indent", "margin-left", "margin-top"].some((name) => isOut(pixels(name)))) return true;
  if (pixels("letter-spacing") <= -5 || clipsAll(get("clip-path")) || isMovedAway(get, isOut)) return true;
  const position = get("position");
  if (position === "static" || position === "") return false;
  if (["left", "top", "right", "bottom"].some((name) => isOut(pixels(name)))) return true;
  const cut = argumentOf(get("clip"), "rect");
  if (cut === null || !/^(?:absolute|fixed)$/.test(position)) return false;
  const [top = 0, right = 0, bottom = 0, left = 0] = cut.split(/[\s,]+/).map(Number.parseFloat);
  return bottom - top < 2 || right - left < 2;
}

/** Whether a transformation scales a text to nothing, turns it away or moves it out of the window. */
function isMovedAway(get: (name: string) => string, isOut: (offset: number) => boolean): boolean {
  const scale = get("scale");
  if (/\d/.test(scale) && scale.split(" ").some((one) => Math.abs(Number.parseFloat(one)) < 0.1)) return true;
  const translate = get("translate");
  if (/\d/.test(translate) && translate.split(" ").some((one) => isOut(Number.parseFloat(one)))) return true;
  const transform = get("transform");
  const deep = argumentOf(transform, "matrix3d")?.split(",");
  const flat = deep ? [0, 1, 4, 5, 12, 13].map((at) => deep[at] ?? "") : argumentOf(transform, "matrix")?.split(",");
  if (!flat) return false;
  const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = flat.map(Number.parseFloat);
  return Math.abs(a * d - b * c) < 0.01 || Math.hypot(a, b) < 0.1 || Math.hypot(c, d) < 0.1 || isOut(x) || isOut(y);
}

/** Whether a computed `clip-path` leaves nothing. */
function clipsAll(path: string): boolean {
  const inset = argumentOf(path, "inset");
  if (inset !== null) {
    const sides = (inset.split("round")[0] ?? "").trim().split(/\s+/);
    const percent = (at: number): number => {
      const side = sides[at] ?? "";
      return side.endsWith("%") ? Number.parseFloat(side) : 0;
    };
    const [top, right] = [percent(0), sides.length > 1 ? percent(1) : percent(0)];
    const bottom = sides.length > 2 ? percent(2) : top;
    const left = sides.length > 3 ? percent(3) : right;
    return top + bottom >= 99 || right + left >= 99;
  }
  const round = argumentOf(path, "circle") ?? argumentOf(path, "ellipse");
  if (round !== null) return Number.parseFloat(round) < 2;
  const points = argumentOf(path, "polygon");
  return points !== null && new Set(points.split(",").map((point) => point.trim())).size < 3;
}

/** The text between the parentheses of a function in a computed value; `null` if the value does not have it. */
function argumentOf(value: string, name: string): string | null {
  const start = value.indexOf(`${name}(`);
  return start === -1 ? null : value.slice(start + name.length + 1, value.indexOf(")", start));
}

/** A computed colour with its opacity; `null` if it is written in another way than `rgb()`. */
function computedColor(value: string): { readonly color: Color; readonly opacity: number } | null {
  const [, red, green, blue, opacity = "1"] =
    /^rgba?\((\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+))?\)$/.exec(value) ?? [];
  if (red === undefined || green === undefined || blue === undefined) return null;
  return { color: [Number(red), Number(green), Number(blue)], opacity: Number(opacity) };
}

/** A colour of 3 or 6 hexadecimal digits, with or without its sign; `null` for any other. */
export function hexColor(value: string): Color | null {
  const digits = /^#?((?:[0-9a-f]{3}){1,2})$/i.exec(value.trim())?.[1];
  if (digits === undefined) return null;
  const size = digits.length / 3;
  const channel = (at: number): number =>
    Number.parseInt(digits.slice(at * size, (at + 1) * size).repeat(3 - size), 16);
  return [channel(0), channel(1), channel(2)];
}

/** Whether a text in one colour is not to be told from its background. */
export function isWithoutContrast(text: Color, background: Color): boolean {
  return text.every((channel, at) => Math.abs(channel - (background[at] ?? 0)) <= LEAST_CONTRAST);
}

/** The colour behind the text of an element by its computed style: `null` if it is not known, `undefined` if it is that of its parent. */
export function backgroundIn(style: CSSStyleDeclaration): Color | null | undefined {
  const image = style.backgroundImage;
  if (image !== "" && image !== "none") return gradientColor(image);
  if (style.backgroundColor === "" || style.backgroundColor === "transparent") return undefined;
  const found = computedColor(style.backgroundColor);
  if (!found) return null;
  return found.opacity < LEAST_OPACITY ? undefined : found.color;
}

/** The colour of a gradient whose colours are all alike; `null` for any other picture. */
function gradientColor(image: string): Color | null {
  if (image.includes("url(")) return null;
  const colors = [...image.matchAll(/rgba?\([^)]*\)/g)].map(([value]) => computedColor(value)?.color ?? null);
  const [first] = colors;
  if (!first) return null;
  return colors.every((color) => color !== null && isWithoutContrast(first, color)) ? first : null;
}

/** Whether letters with this computed style are not to be told from this background; `null` is a background that is not known. */
export function isLostOn(style: CSSStyleDeclaration, background: Color | null): boolean {
  if (style.backgroundClip.includes("text")) return false;
  const fill = style.getPropertyValue("-webkit-text-fill-color") || style.color;
  if (fill === "transparent") return true;
  const found = computedColor(fill);
  if (!found) return false;
  return found.opacity < LEAST_OPACITY || (background !== null && isWithoutContrast(found.color, background));
}

/**
 * The host of the server of a picture, as a browser reads the address; `undefined` if the picture is part of the mail. Gmail writes the
 * sender's address behind a `#`.
 */
export function hostOfPicture(address: string): string | undefined {
  if (/^\s*data:/i.test(address)) return undefined;
  const behind = address.slice(address.indexOf("#") + 1);
  const written = behind.includes("//") ? behind : address;
  if (!URL.canParse(written, PICTURE_BASE)) return undefined;
  const { protocol, origin, hostname } = new URL(written, PICTURE_BASE);
  return /^https?:$/.test(protocol) && `${origin}/` !== PICTURE_BASE ? hostname : undefined;
}

/** The text of a computed `content`: its quoted texts, and the values of attributes, which Firefox leaves to be read. */
export function textInContent(content: string, valueOf: (attribute: string) => string | null): string {
  const pieces = [...content.matchAll(/"((?:[^"\\]|\\.)*)"|attr\(([^)]*)\)/g)];
  return pieces
    .map(([, text, attribute]) =>
      text === undefined ? valueOf(attribute?.trim() ?? "") : text.replace(/\\(.)/g, "$1"),
    )
    .join("");
}
