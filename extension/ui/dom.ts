// Builds elements. A text is always inserted as text: no part of the user interface parses markup.

/** A child of an element. A `null` is left out. */
export type Child = Node | string | null;

/** Attributes by name. `true` sets an empty attribute, `null` sets none. */
export type Attributes = Readonly<Record<string, string | true | null>>;

/** Creates an element with its attributes and children. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  set(element, attributes);
  for (const child of children) if (child !== null) element.append(child);
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** Creates an SVG element with its attributes and children. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, tag);
  set(element, attributes);
  for (const child of children) if (child !== null) element.append(child);
  return element;
}

function set(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null) element.setAttribute(name, value === true ? "" : value);
  }
}

let count = 0;

/** Returns a new id for an element that another one refers to. An id is valid within one shadow root. */
export function newId(): string {
  count += 1;
  return `touchstone-${count}`;
}
