// Frames: who is responsible for which. A frame's own script guards it, with two exceptions: a frame whose document was
// written anew has lost its script, and a frame that holds the body of a message whose header stands in the parent is the
// parent's, which alone knows the verdicts. Both sides find out at the moment of a click, by an event across the border.

import { documentIn } from "./reader.js";

/** Asks a document whether a script of ours is at work in it. */
const ALIVE = "touchstone-alive";
/** Asks a frame's parent whether the frame is a body of one of its messages. */
const CLAIMED = "touchstone-claimed";
/** Tells a frame's parent that its document can be read, long before its pictures are there. */
const READY = "touchstone-ready";

/** Answers that we are here, as long as this document is the one we were put into and we have not left it. */
export function answerAlive(view: Window, isHere: () => boolean): void {
  view.document.addEventListener(ALIVE, (event) => {
    if (isHere()) event.preventDefault();
  });
}

/** Answers for the frames in a document which of them are ours. */
export function answerClaims(page: Document, isBody: (frame: Element) => boolean): void {
  page.addEventListener(CLAIMED, (event) => {
    if (event.target instanceof Element && isBody(event.target)) event.preventDefault();
  });
}

/** Hears of the frames in a document whose own document can be read now. */
export function answerReady(page: Document, heard: () => void): void {
  page.addEventListener(READY, heard);
}

/** Says that this window's document can be read. */
export function sayReady(view: Window): void {
  frameOf(view)?.dispatchEvent(new Event(READY, { bubbles: true }));
}

function asks(target: EventTarget, type: string): boolean {
  return !target.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }));
}

/** Whether a script of ours is at work in a document. */
export function isAlive(page: Document): boolean {
  return asks(page, ALIVE);
}

/** Whether the parent says that this window's frame is a body of its message. */
export function isClaimed(view: Window): boolean {
  const frame = frameOf(view);
  return frame !== null && asks(frame, CLAIMED);
}

/** The element of a window's frame, where the parent can be read. */
export function frameOf(view: Window): Element | null {
  try {
    return view.frameElement;
  } catch {
    return null;
  }
}

/** Every frame below a document that can be read, each with the document in it. */
export function* framesIn(page: Document): Generator<{ frame: Element; inner: Document }> {
  for (const frame of page.querySelectorAll("iframe,frame")) {
    const inner = documentIn(frame);
    if (!inner) continue;
    yield { frame, inner };
    yield* framesIn(inner);
  }
}
