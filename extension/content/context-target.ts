// Finds the place of the image whose menu was opened last. The background cuts the image out of a screenshot of the tab.

import type { PictureRect } from "../protocol/orders.js";
import { isThere } from "./dom.js";
import { frameOf } from "./frame-documents.js";

const rectOf = (element: Element): DOMRect => Element.prototype.getBoundingClientRect.call(element);

/**
 * Remembers the element over which a menu is opened in a window. The answer is its place in the tab, or `null` if that is
 * unknown.
 */
export function watchContextTarget(view: Window): () => PictureRect | null {
  let target: WeakRef<Element> | undefined;
  view.addEventListener(
    "contextmenu",
    (event) => {
      const [innermost] = event.composedPath();
      target = innermost instanceof Element ? new WeakRef(innermost) : undefined;
    },
    { capture: true, passive: true },
  );
  return () => {
    const element = target?.deref();
    return element && isThere(element) ? rectInTab(element, view) : null;
  };
}

/**
 * The place of an element in its tab; `null` in a frame whose parent cannot be read, because it does not know where it lies.
 */
function rectInTab(element: Element, view: Window): PictureRect | null {
  const { width, height, left, top } = rectOf(element);
  const place = { left, top };
  let inner = view;
  while (inner.parent !== inner) {
    const frame = frameOf(inner);
    if (!frame) return null;
    const box = rectOf(frame);
    const style = inner.parent.getComputedStyle(frame);
    place.left += box.left + frame.clientLeft + Number.parseFloat(style.paddingLeft);
    place.top += box.top + frame.clientTop + Number.parseFloat(style.paddingTop);
    inner = inner.parent;
  }
  return { ...place, width, height, viewWidth: inner.innerWidth };
}
