// Decides which of our scripts is responsible for which frame. A frame's own script guards it, with two exceptions: a frame whose
// document was written anew has lost its script, and a frame that holds the body of a message whose header stands in a page
// around it belongs to that page, which alone knows the verdicts. The scripts find out by events across the border. A frame's own
// script stands back only while the outer page answers from listeners in this very window: until then it guards itself.

import { api } from "../platform/browser.js";
import { allInPage, listenAt, sendTo } from "./dom.js";
import { documentIn } from "./body-reader.js";

declare global {
  interface Window {
    /** Set in our own script world only. */
    touchstoneName?: string;
  }
}

/** A name that a page cannot guess. `crypto.randomUUID` is missing where a page came without TLS. */
export function nonce(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join("-");
}

/**
 * The name by which our scripts know each other's events. A page that knew it could answer in our place, and would hear that we
 * are here.
 */
function sharedName(view: Window): string {
  // Firefox gives each installation an address of its own, which no page is told. Scripts in different frames share nothing else.
  const { protocol, host } = new URL(api.runtime.getURL(""));
  if (protocol === "moz-extension:") return host;
  // Chromium lets scripts of one extension read each other's properties on every window that they can reach.
  let outermost = view;
  while (frameOf(outermost)) outermost = outermost.parent;
  return (outermost.touchstoneName ??= nonce());
}

const NAME = sharedName(window);
/** Asks a document whether a script of ours is at work in it. */
const ALIVE = `${NAME} alive`;
/** Asks the page around a frame whether the frame is the body of a message, or stands in one. */
const BODY = `${NAME} body`;
/** Asks a window whether the script of a page around it guards it. */
const GUARDED = `${NAME} guarded`;
/** Tells the page around a frame that the frame has a new document, or that its document can be read. */
const READY = `${NAME} ready`;

/** Answers that we are here, as long as this document is the one we were put into and we have not left it. */
export function answerAlive(view: Window, isHere: () => boolean): void {
  listenAt(view.document, ALIVE, (event) => {
    if (isHere()) event.preventDefault();
  });
}

/** Answers for the frames in a document whether they belong to a message's body. */
export function answerBody(page: Document, isBody: (frame: Element) => boolean): void {
  listenAt(page, BODY, (event) => {
    if (event.target instanceof Element && isBody(event.target)) event.preventDefault();
  });
}

/** Answers inside a frame's window that a page around it guards that window. */
export function answerGuarded(view: Window, isGuarding: () => boolean): void {
  view.addEventListener(GUARDED, (event) => {
    if (isGuarding()) event.preventDefault();
  });
}

/** Hears of the frames in a document that have a new document, or one that can be read now. */
export function answerReady(page: Document, heard: () => void): void {
  listenAt(page, READY, heard);
}

/** Says that this window has a new document, or that its document can be read. */
export function sayReady(view: Window): void {
  frameOf(view)?.dispatchEvent(new Event(READY, { bubbles: true }));
}

function asks(target: Node | Window, type: string): boolean {
  const event = new Event(type, { bubbles: true, cancelable: true });
  return !("document" in target ? target.dispatchEvent(event) : sendTo(target, event));
}

/** Whether a script of ours is at work in a document. */
export function isAlive(page: Document): boolean {
  return asks(page, ALIVE);
}

/** Whether a page around this window says that its frame belongs to a message's body. */
export function isBodyOutside(view: Window): boolean {
  const frame = frameOf(view);
  return frame !== null && asks(frame, BODY);
}

/** Whether the script of a page around this window guards the window itself. */
export function isGuardedOutside(view: Window): boolean {
  return asks(view, GUARDED);
}

/** The element of a window's frame, where the parent can be read. */
export function frameOf(view: Window): Element | null {
  try {
    return view.frameElement;
  } catch {
    return null;
  }
}

/** The elements that hold documents. */
export const HOLDERS = "iframe,frame,object,embed";

/** Every frame below a document that can be read, each with the document in it. */
export function* framesIn(page: Document): Generator<{ frame: Element; inner: Document }> {
  for (const frame of allInPage(page, HOLDERS)) {
    const inner = documentIn(frame);
    if (!inner) continue;
    yield { frame, inner };
    yield* framesIn(inner);
  }
}
