// Reads elements in spite of a mail's tricks: the fields of a form shadow the form's own properties ("DOM clobbering"), also in
// our script world, and shadow roots hide their content. Used wherever an element may be a mail's. Documents are read in the
// same way, although no browser today lets a named image shadow a document's properties in our script world.

/**
 * The getter of a prototype's property, which no property of the object itself can shadow. It is bound, because one call less
 * per node is noticeable in a long mail.
 */
function getter(prototype: object, name: string): (node: Node) => unknown {
  const { get } = (Object.getOwnPropertyDescriptor(prototype, name) ?? {}) as {
    readonly get?: (this: Node) => unknown;
  };
  return get ? bound(get) : () => undefined;
}

/** A function of a prototype, bound so that its first argument is the object it is called on. */
function bound(call: unknown): (node: Node, ...args: unknown[]) => unknown {
  return Function.prototype.call.bind(call as () => unknown) as (node: Node, ...args: unknown[]) => unknown;
}

/** The same for a method of `Element`. */
function method(name: keyof Element): unknown {
  return bound(Reflect.get(Element.prototype, name));
}

/** The name of an element as its document has it: in lower case in HTML, elsewhere as the mail wrote it. */
export const localNameOf = getter(Element.prototype, "localName") as (node: Node) => string;

/** The name of an element, in upper case as in HTML. */
export function nameOf(element: Element): string {
  return localNameOf(element).toUpperCase();
}

/** The kind of a node, such as text or element. */
export const typeOf = getter(Node.prototype, "nodeType") as (node: Node) => number;

/** A node's first child. */
export const firstChildOf = getter(Node.prototype, "firstChild") as (node: Node) => ChildNode | null;
/** A node's next sibling. */
export const nextOf = getter(Node.prototype, "nextSibling") as (node: Node) => ChildNode | null;
/** The address that relative addresses in a node are relative to. */
export const baseOf = getter(Node.prototype, "baseURI") as (node: Node) => string;
/** A node's text. */
export const textIn = getter(Node.prototype, "textContent") as (node: Node) => string | null;
/** The document that a node is in. */
export const pageOf = getter(Node.prototype, "ownerDocument") as (node: Node) => Document;

/** The element around a node; `null` at the top of its tree. */
export const parentOf = getter(Node.prototype, "parentElement") as (node: Node) => Element | null;
/** The document or shadow root that a node stands in, or else the outermost node around it. */
export const rootOf = bound(Reflect.get(Node.prototype, "getRootNode")) as (node: Node) => Node;

/** Whether an element is shown. */
export const isVisible = method("checkVisibility") as (element: Element, options?: CheckVisibilityOptions) => boolean;

/** Whether a selector matches an element. */
export const isMatched = method("matches") as (element: Element, selector: string) => boolean;

/** An attribute as it is written. */
export const attributeOf = method("getAttribute") as (element: Element, name: string) => string | null;

/** The nearest element that a selector matches, among an element and those around it. */
export const closestOf = method("closest") as (element: Element, selector: string) => Element | null;

/** The elements inside an element that a selector matches. */
export const allIn = method("querySelectorAll") as (element: Element, selector: string) => NodeListOf<Element>;

/** Whether an element has any attribute. */
export const hasAttributes = method("hasAttributes") as (element: Element) => boolean;

/** The address to which the browser would go for an anchor of HTML. */
export const hrefOf = getter(HTMLAnchorElement.prototype, "href") as (node: Node) => string;

const connected = getter(Node.prototype, "isConnected") as (node: Node) => boolean;

/** Whether a node is in its document. Firefox throws when a script touches a node of a frame that is gone. */
export function isThere(node: Node): boolean {
  try {
    return connected(node);
  } catch {
    return false;
  }
}

/** Takes an element out of its document. An element of a frame that is gone is out already. */
export function takeOut(element: Element): void {
  try {
    element.remove();
  } catch {
    // The element was in a frame that is gone.
  }
}

/** The size and place of an element in its window. */
export const boxOf = bound(Reflect.get(Element.prototype, "getBoundingClientRect")) as (element: Element) => DOMRect;

/** The boxes in which an element is drawn. */
export const rectsOf = bound(Reflect.get(Element.prototype, "getClientRects")) as (element: Element) => DOMRectList;

/** The uppermost element at a point of a document's window. */
export const elementAt = bound(Reflect.get(Document.prototype, "elementFromPoint")) as (
  page: Document,
  x: number,
  y: number,
) => Element | null;

/** The elements in a document that a selector matches. */
export const allInPage = bound(Reflect.get(Document.prototype, "querySelectorAll")) as (
  page: Document,
  selector: string,
) => NodeListOf<Element>;
/** The window that shows a document. */
export const viewOf = getter(Document.prototype, "defaultView") as (page: Node) => (Window & typeof globalThis) | null;
/** A document's body, or its set of frames. */
export const bodyOf = getter(Document.prototype, "body") as (page: Node) => HTMLElement | null;
/** The outermost element of a document. */
export const outermostOf = getter(Document.prototype, "documentElement") as (page: Node) => HTMLElement;
/** How far a document is loaded. */
export const stateOf = getter(Document.prototype, "readyState") as (page: Node) => DocumentReadyState;
/** Adds a listener to a node, even if the node shadows that method. */
export const listenAt = bound(Reflect.get(EventTarget.prototype, "addEventListener")) as (
  node: Node,
  type: string,
  heard: (event: Event) => void,
  options?: AddEventListenerOptions,
) => void;
/** Sends an event to a node; returns `false` if a listener prevented its default. */
export const sendTo = bound(Reflect.get(EventTarget.prototype, "dispatchEvent")) as (
  node: Node,
  event: Event,
) => boolean;
/** A new element. */
export const createIn = bound(Reflect.get(Document.prototype, "createElement")) as (
  page: Document,
  name: string,
) => HTMLElement;

/** The computed style of an element; `undefined` if its document is not shown. */
export function styleOf(element: Element): CSSStyleDeclaration | undefined {
  return viewOf(pageOf(element))?.getComputedStyle(element);
}

/** The computed style of the text that a style sheet adds before or behind an element. */
export function pseudoStyleOf(element: Element, pseudo: string): CSSStyleDeclaration | undefined {
  return viewOf(pageOf(element))?.getComputedStyle(element, pseudo);
}

/** Whether an element contains a node, or is it. */
export function contains(element: Element, node: Node): boolean {
  return Node.prototype.contains.call(element, node);
}

const HTML = "http://www.w3.org/1999/xhtml";
export const namespaceOf = getter(Element.prototype, "namespaceURI") as (node: Node) => string | null;

/** Whether an element belongs to HTML, whatever its name is. */
export function isHtml(element: Element): boolean {
  return namespaceOf(element) === HTML;
}

/** The elements that can have a shadow tree, beside names with a hyphen. https://dom.spec.whatwg.org/#valid-shadow-host-name */
const SHADOW_HOSTS = new Set(
  "article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span".split(" "),
);

interface Opener {
  readonly dom?: { openOrClosedShadowRoot(element: Element): ShadowRoot | null };
}

/** The shadow root of an element, open or closed. A mail's source may declare one. */
export function shadowOf(element: Element): ShadowRoot | null {
  // Chromium answers through an API that is too slow to be asked about every cell of a table.
  const name = localNameOf(element);
  if (!SHADOW_HOSTS.has(name) && !name.includes("-")) return null;
  // Only elements of HTML have a shadow root of their own. An element that a drawing shows by reference has one of the
  // browser's.
  if (!isHtml(element)) return null;
  const own = element as Element & { readonly openOrClosedShadowRoot?: ShadowRoot | null };
  if (own.openOrClosedShadowRoot !== undefined) return own.openOrClosedShadowRoot;
  return (globalThis as { chrome?: Opener }).chrome?.dom?.openOrClosedShadowRoot(element) ?? null;
}

/** The element around a tree: the host of a shadow tree, or the frame of a document that can be read from here. */
export function aroundTree(element: Element): Element | null {
  const root = Node.prototype.getRootNode.call(element);
  if (root.nodeType === Node.DOCUMENT_FRAGMENT_NODE && "host" in root) return (root as ShadowRoot).host;
  try {
    return viewOf(pageOf(element))?.frameElement ?? null;
  } catch {
    return null;
  }
}
