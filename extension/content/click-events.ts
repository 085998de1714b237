// Reads the events by which a user follows a link, and the parts of a link that the guard needs.

import type { Disposition } from "../protocol/requests.js";
import { attributeOf, pageOf, textIn, viewOf } from "./dom.js";

export function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/**
 * Schemes that show a part of the mail, or make the browser ask before it calls or writes to a number. They start nothing else.
 */
export const STARTS_NOTHING = new Set(["tel:", "sms:", "cid:", "mid:", "about:", "blob:"]);

export function isKey(event: Event): event is KeyboardEvent {
  // `instanceof` would fail for an event in a frame, because each frame has classes of its own.
  return "key" in event;
}

/** Whether a key follows the link or presses the button that has the focus. */
export function isFollowing({ key }: KeyboardEvent): boolean {
  return key === "Enter" || key === " ";
}

/** Whether a pointer that went down begins a click. A finger that goes down may only mean to scroll. */
export function isPress({ button, pointerType }: PointerEvent): boolean {
  return pointerType !== "touch" && (button === 0 || button === 1);
}

/** Removes the attributes by which a browser reports a click to other addresses than the one it opens. */
export function removePings(link: Element): void {
  for (const name of ["ping", "attributionsrc"]) link.removeAttribute(name);
}

export function parse(href: string): URL | null {
  try {
    return new URL(href);
  } catch {
    return null;
  }
}

/** A link to a place on the same page. */
export function isFragment(url: URL, element: Element): boolean {
  return url.hash !== "" && url.href.split("#")[0] === pageOf(element).location.href.split("#")[0];
}

/** The way in which a click asks for a link to be opened: here, in a tab or in a window. */
export function dispositionOf(event: MouseEvent | KeyboardEvent, element: Element): Disposition {
  if (event.shiftKey && !event.ctrlKey && !event.metaKey) return "window";
  if (("button" in event && event.button === 1) || event.ctrlKey || event.metaKey) return "background-tab";
  const target = attributeOf(element, "target")?.toLowerCase();
  const leavesFrame =
    target === "_top" ||
    target === "_parent" ||
    ((!target || target === "_self") && viewOf(pageOf(element)) === window.top);
  // Without a target the mail's own frame would go to the address; the user expects a tab.
  return leavesFrame ? "current" : "tab";
}

export function textOf(element: Element): string {
  const text = textIn(element)?.replace(/\s+/g, " ").trim() ?? "";
  return (text || attributeOf(element, "alt") || attributeOf(element, "value") || "").slice(0, 200);
}
