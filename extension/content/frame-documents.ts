// Finds the documents and windows inside frames, objects and embedded content, and the frame around a window.

import { boxOf, pageOf, viewOf } from "./dom.js";
import { kindOf } from "./element-kind.js";
import { knownInTrees } from "./shadow-trees.js";

/** Selects the elements that hold a document of their own. */
export const FRAMES = "iframe,frame,object,embed";

/** The names of the same elements. */
const FRAME_NAMES = new Set("IFRAME FRAME OBJECT EMBED".split(" "));

/** Whether an element of this name, in upper case, can hold a document of its own. */
export function isFrameName(name: string): boolean {
  return FRAME_NAMES.has(name);
}

/** The properties by which these elements give their document: frames and objects have the first, `<embed>` only the second. */
interface DocumentHolder {
  readonly contentDocument?: Document | null;
  getSVGDocument?(): Document | null;
}

/** The document in a frame, an object or embedded content; `null` if this script may not read it. */
export function documentIn(frame: Element): Document | null {
  if (!isFrameName(kindOf(frame).name)) return null;
  const holder = frame as DocumentHolder;
  try {
    return holder.contentDocument ?? holder.getSVGDocument?.() ?? embeddedWindow(frame)?.document ?? null;
  } catch {
    return null;
  }
}

/** The window in a frame; `null` for an `<embed>` whose document this script may not read. */
export function windowIn(frame: Element): Window | null {
  return (frame as { contentWindow?: Window | null }).contentWindow ?? embeddedWindow(frame);
}

/** The window of an `<embed>`. The element does not give it, but its page counts it among its frames. */
function embeddedWindow(element: Element): Window | null {
  const view = kindOf(element).name === "EMBED" ? viewOf(pageOf(element)) : null;
  for (let at = 0; view && at < view.length; at++) {
    const inner = view[at];
    if (inner && frameOf(inner) === element) return inner;
  }
  return null;
}

/** The frame element around a window; `null` for the top window and where this script may not read the parent. */
export function frameOf(view: Window): Element | null {
  try {
    return view.frameElement;
  } catch {
    return null;
  }
}

/** Every frame below a document that can be read, each with the document in it; also in the shadow trees that are known. */
export function* framesIn(page: Document): Generator<{ frame: Element; inner: Document }> {
  for (const frame of knownInTrees(page, FRAMES)) {
    const inner = documentIn(frame);
    if (!inner) continue;
    yield { frame, inner };
    yield* framesIn(inner);
  }
}

/** Whether a frame is large enough for a reader to read text in it. */
export function hasReadableSize(frame: Element): boolean {
  const { width, height } = boxOf(frame);
  return width >= 200 && height >= 40;
}
