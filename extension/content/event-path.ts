// Finds the link in which an event happened. A closed shadow tree keeps its part of an event's path from listeners outside, so
// that part is rebuilt here. Where it cannot be rebuilt, the result names all links that could have been hit.

import { allInPage, attributeOf, closestOf, nameOf, pageOf, parentOf, rootOf, shadowOf } from "./dom.js";
import { type LinkTarget, isMathLink, targetOf } from "./link-target.js";

/** A link element, and where it leads. */
export interface Link {
  readonly element: Element;
  readonly target: LinkTarget;
}

/** The elements that an event may have hit. */
export interface Hit {
  /** The innermost element of the event's path; `null` if the event hit no element. */
  readonly innermost: Element | null;
  /** The innermost link on the event's path. */
  readonly link: Link | null;
  /** Links deeper inside than `link`, any one of which may have been hit; empty where the path is certain. */
  readonly unclear: readonly Element[];
  /** The shadow trees on the path, open and closed. */
  readonly roots: readonly ShadowRoot[];
}

/** Finds the elements that an event hit. */
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

/** An element as a link; `null` if it is none. */
export function linkAt(element: Element): Link | null {
  const name = nameOf(element);
  const target = name === "A" || name === "AREA" || isMathLink(element) ? targetOf(element) : null;
  return target && { element, target };
}

/** The link to which a form is sent when the user presses the button that an element is or stands in. */
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
  // A form's fields can shadow its `nodeType`, so a form is recognised by its method as well.
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
    // The host itself was hit, beside its tree. Only text that a slot shows can be inside a link all the same.
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

/** Whether an event has no place: it is a key, or a click that a key or a script made. */
function isByKeyOrScript(event: Event): boolean {
  return !("clientX" in event) || (event.type.endsWith("click") && (event as MouseEvent).detail === 0);
}

/** The element around another one as the page shows them. An element that a slot shows stands in that slot. */
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

/** Links that an element shows or covers although they stand elsewhere: by reference in a drawing, or by an image map. */
function reachedFrom(element: Element): Element[] {
  const root = rootOf(element);
  const trees: (ShadowRoot | Document)[] = isTree(root) ? [root, pageOf(element)] : [pageOf(element)];
  if (nameOf(element) === "USE") return trees.flatMap((tree) => allInTree(tree, "svg a"));
  // In a closed shadow tree, Firefox names the image where Chromium names the area.
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
