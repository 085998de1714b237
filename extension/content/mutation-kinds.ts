// Tells which changes of a page matter: changes of our own, changes of styles, and elements that make the browser leave the page.

import { allIn, closestOf, localNameOf, parentOf, typeOf } from "./dom.js";
import { isExtensionHost } from "./shadow-hosts.js";

/** The names of the elements that hold a document of their own. */
export const FRAME_NAME = /^(?:i?frame|object|embed)$/i;

/** The attributes by which an element can show or hide its content. */
const RESTYLING = new Set(["class", "style", "hidden"]);

/** A node itself if it is an element, else the element around it. */
export function elementOf(node: Node): Element | null {
  return typeOf(node) === Node.ELEMENT_NODE ? (node as Element) : parentOf(node);
}

/** Whether a target is an element with a matching name. `instanceof` would fail, because each frame has classes of its own. */
export function isCalled(target: EventTarget | null, name: RegExp): boolean {
  return target !== null && "localName" in target && name.test(localNameOf(target as Element));
}

/** The elements in a node that make the browser go to another page by itself. */
export function refreshesIn(node: Node): Element[] {
  if (typeOf(node) !== Node.ELEMENT_NODE) return [];
  const selector = 'meta[http-equiv="refresh" i]';
  const element = node as Element;
  return closestOf(element, selector) === element ? [element] : [...allIn(element, selector)];
}

/** Whether a change may show or hide the content of its element, or of the elements behind it. */
export function mayRestyle(record: MutationRecord): boolean {
  return RESTYLING.has(record.attributeName ?? "") || isSheetChange(record);
}

/** Whether a style sheet came, went or changed. */
export function isSheetChange({ target, addedNodes, removedNodes }: MutationRecord): boolean {
  return [elementOf(target), ...addedNodes, ...removedNodes].some((node) => isCalled(node, /^(?:style|link)$/i));
}

/** Whether this extension alone made a change. */
export function isExtensionChange(record: MutationRecord): boolean {
  if (isExtensionHost(record.target as Element)) return true;
  if (record.type !== "childList") return false;
  // A removed host has to come back, so only additions are passed over.
  return record.removedNodes.length === 0 && [...record.addedNodes].every((node) => isExtensionHost(node as Element));
}
