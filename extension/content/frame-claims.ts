// Decides which of our scripts guards which frame. A frame's own script guards it, with two exceptions: a frame whose document
// was written anew has lost its script, and a frame with the body of a message belongs to the page around it that shows the
// header, because only that page knows the verdicts. The scripts find out by events across the border. A frame's own script
// stands back only while the outer page answers from listeners in this very window; until then it guards itself.

import { api } from "../platform/browser.js";
import { listenAt, sendTo } from "./dom.js";
import { frameOf } from "./frame-documents.js";
import { secretName } from "./secret-name.js";

declare global {
  interface Window {
    /** Set in our own script world only. */
    touchstoneName?: string;
  }
}

/**
 * The secret name in the events of our scripts. A page that knew it could answer in our place, and would learn that we are
 * here.
 */
function sharedName(view: Window): string {
  // Firefox gives each installation an address of its own, which pages do not learn. Scripts in different frames share nothing
  // else.
  const { protocol, host } = new URL(api.runtime.getURL(""));
  if (protocol === "moz-extension:") return host;
  // Chromium lets scripts of one extension read each other's properties on every window that they can reach.
  let outermost = view;
  while (frameOf(outermost)) outermost = outermost.parent;
  return (outermost.touchstoneName ??= secretName());
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

/** Answers that we are here, as long as this document is the one that our script was put into and we have not left it. */
export function answerAlive(view: Window, isHere: () => boolean): void {
  listenAt(view.document, ALIVE, (event) => {
    if (isHere()) event.preventDefault();
  });
}

/** Answers whether a frame in a document belongs to a message's body. */
export function answerBody(page: Document, isBody: (frame: Element) => boolean): void {
  listenAt(page, BODY, (event) => {
    // The frame may stand in a shadow tree, whose host would be the target.
    const [frame] = event.composedPath();
    if (frame instanceof Element && isBody(frame)) event.preventDefault();
  });
}

/** Answers inside a frame's window that a page around it guards that window. */
export function answerGuarded(view: Window, isGuarding: () => boolean): void {
  view.addEventListener(GUARDED, (event) => {
    if (isGuarding()) event.preventDefault();
  });
}

/** Listens for frames in a document that have a new document, or one that can be read now. */
export function answerReady(page: Document, heard: () => void): void {
  listenAt(page, READY, heard);
}

/** Tells the page around this window that it has a new document, or that its document can be read. */
export function sayReady(view: Window): void {
  frameOf(view)?.dispatchEvent(new Event(READY, { bubbles: true, composed: true }));
}

function asks(target: Node | Window, type: string): boolean {
  const event = new Event(type, { bubbles: true, cancelable: true, composed: true });
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
