// Finds the link in which an event happened. A closed shadow tree keeps its part of an event's path from listeners outside, so
// that part is rebuilt here. Where it cannot be rebuilt, all links that could have been hit are named.

import { allInPage, attributeOf, closestOf, nameOf, pageOf, parentOf, rootOf, shadowOf } from "./dom.js";
import { type Target, isMathLink, targetOf } from "./body-reader.js";

/** An element that leads somewhere, and where. */
export interface Link {
  readonly element: Element;
  readonly target: Target;
}

/** What an event may have hit. */
export interface Hit {
  /** The innermost element of the event's path, where an element was hit. */
  readonly innermost: Element | null;
  /** The innermost link on the event's path. */
  readonly link: Link | null;
  /** Links of which any one may have been hit, further in than `link`; empty where the path is certain. */
  readonly unclear: readonly Element[];
  /** The shadow trees on the path, open and closed. */
  readonly roots: readonly ShadowRoot[];
}

/** What an event hit. */
export function hitOf(event: Event): Hit {
  const [visible] = elementsOf(event);
  if (!visible) return { innermost: null, link: null, unclear: [], roots: [] };
  const { innermost, hidden } = innermostOf(event, visible);
  const unclear = new Set<Element>(hidden);
  const roots: ShadowRoot[] = [];
  for (let element: Element | null = innermost; element; element = parentInFlatTree(element)) {
    for (const possible of reachedFrom(element)) unclear.add(possible);
    const root = rootOf(element);
    if (isShadowRoot(root) && !roots.includes(root)) roots.push(root);
    const link = linkAt(element);
    if (link) return { innermost, link, unclear: [...unclear], roots };
  }
  return { innermost, link: null, unclear: [...unclear], roots };
}

/** The link that an element is. */
export function linkAt(element: Element): Link | null {
  const name = nameOf(element);
  const target = name === "A" || name === "AREA" || isMathLink(element) ? targetOf(element) : null;
  return target && { element, target };
}

/** What a press of the button that an element is, or stands in, would send a form to. */
export function sentBy(element: Element): Link | null {
  const button = closestOf(element, "button,input[type=submit i],input[type=image i]") as HTMLButtonElement | null;
  if (!button) return null;
  const { form } = button;
  const sender = button.hasAttribute("formaction") ? button : form;
  const target = sender && targetOf(sender);
  return target && { element: sender, target };
}

/** The elements on an event's path as listeners outside of closed shadow trees see it. */
function elementsOf(event: Event): Element[] {
  // A form's fields can hide its `nodeType`, so a form is known by its method as well.
  return event
    .composedPath()
    .filter((node): node is Element => (node as Node).nodeType === Node.ELEMENT_NODE || "submit" in node);
}

/** The innermost element of an event, and the links that may have been hit where it cannot be found. */
function innermostOf(event: Event, visible: Element): { innermost: Element; hidden: readonly Element[] } {
  let innermost = visible;
  for (let shadow = shadowOf(innermost); shadow; shadow = shadowOf(innermost)) {
    const hit = hitIn(shadow, event);
    if (hit && hit !== innermost && shadow.contains(hit)) {
      innermost = hit;
      continue;
    }
    // The host itself was hit, beside its tree: only text that a slot shows can be inside a link all the same.
    const certain = !isByKeyOrScript(event) && shadow.querySelector("slot") === null;
    return { innermost, hidden: certain ? [] : linksIn(shadow) };
  }
  return { innermost, hidden: [] };
}

function hitIn(shadow: ShadowRoot, event: Event): Element | null {
  if (isByKeyOrScript(event)) return shadow.activeElement;
  const { clientX, clientY } = event as MouseEvent;
  return shadow.elementFromPoint(clientX, clientY);
}

/** An event without a place: a key, or a click that a key or a script made. */
function isByKeyOrScript(event: Event): boolean {
  return !("clientX" in event) || (event.type.endsWith("click") && (event as MouseEvent).detail === 0);
}

/** The element around another one as the page shows them: an element that a slot shows stands in that slot. */
function parentInFlatTree(element: Element): Element | null {
  const parent = parentOf(element);
  if (parent === null) {
    const root = rootOf(element);
    return isShadowRoot(root) ? root.host : null;
  }
  const shadow = shadowOf(parent);
  const slot = shadow && [...shadow.querySelectorAll("slot")].find((one) => one.assignedElements().includes(element));
  return slot ?? parent;
}

/** Links that an element shows or covers although they stand elsewhere: by reference in a drawing, or by a picture's map. */
function reachedFrom(element: Element): Element[] {
  const root = rootOf(element);
  const trees: (ShadowRoot | Document)[] = isTree(root) ? [root, pageOf(element)] : [pageOf(element)];
  if (nameOf(element) === "USE") return trees.flatMap((tree) => allInTree(tree, "svg a"));
  // Firefox names the picture where Chromium names the area, in a closed shadow tree.
  const map = isShadowRoot(root) ? attributeOf(element, "usemap") : null;
  return map === null ? [] : trees.flatMap((tree) => allInTree(tree, "map area"));
}

function allInTree(tree: ShadowRoot | Document, selector: string): Element[] {
  return [...(isShadowRoot(tree) ? tree.querySelectorAll(selector) : allInPage(tree, selector))];
}

/** All links in a shadow tree, and in the shadow trees inside it. */
function linksIn(shadow: ShadowRoot): Element[] {
  return [...shadow.querySelectorAll("*")].flatMap((element) => {
    const inner = shadowOf(element);
    return [...(linkAt(element) ? [element] : []), ...(inner ? linksIn(inner) : [])];
  });
}

function isShadowRoot(root: Node): root is ShadowRoot {
  return root.nodeType === Node.DOCUMENT_FRAGMENT_NODE && "host" in root;
}

function isTree(root: Node): root is ShadowRoot | Document {
  return root.nodeType === Node.DOCUMENT_NODE || isShadowRoot(root);
}
