// Where the picture lies whose menu was opened last: the background cuts it out of what the tab shows.

import type { PictureRect } from "../protocol/orders.js";
import { isThere } from "./dom.js";
import { frameOf } from "./frame-claims.js";

const rectOf = (element: Element): DOMRect => Element.prototype.getBoundingClientRect.call(element);

/** Remembers what menus are opened over in a window; the answer gives its place in the tab, or nothing where nobody knows it. */
export function watchPointed(view: Window): () => PictureRect | null {
  let pointed: WeakRef<Element> | undefined;
  view.addEventListener(
    "contextmenu",
    (event) => {
      const [target] = event.composedPath();
      pointed = target instanceof Element ? new WeakRef(target) : undefined;
    },
    { capture: true, passive: true },
  );
  return () => {
    const element = pointed?.deref();
    return element && isThere(element) ? placeOf(element, view) : null;
  };
}

/** The place of an element in its tab. A frame that cannot be read from within does not say where it lies. */
function placeOf(element: Element, view: Window): PictureRect | null {
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
