// Connects a frame that holds only a message's body with the page that shows the header. The frame sends a secret name to the
// window around it, and the body itself, with the same name, through the background. So the page knows which frame a body came
// from, and a page's own script cannot hand in a body in the name of a frame.

import { knownInTrees } from "./shadow-trees.js";
import { FRAMES, documentIn, windowIn } from "./frame-documents.js";

/** Asks a frame to claim its header; sent by the page around it, in the place of a name. */
const CLAIM = "claim";
/** The number of names kept. More frames do not ask at the same time unless a page tries to fill the memory. */
const MOST_KEPT = 100;
/** Frames are not nested deeper than this in any real page. */
const MOST_DEEP = 16;

/** A message between our scripts of two windows. */
export interface ClaimMessage {
  readonly view: Window;
  /** The secret name of the claim. */
  readonly name: string;
  /** The way from the window to the frame that claims: its place among the frames of each document. */
  readonly path: readonly number[];
}

/** The message between our scripts that an event carries; `null` for every other event. */
export function claimMessageIn({ data, source }: MessageEvent): ClaimMessage | null {
  const { touchstone: name, path } = (data ?? {}) as { touchstone?: unknown; path?: unknown };
  if (typeof name !== "string" || !source) return null;
  const places = Array.isArray(path) ? path.filter((at): at is number => typeof at === "number") : [];
  return { view: source as Window, name, path: places.slice(0, MOST_DEEP) };
}

/** Whether a message asks this frame to claim its header. */
export function asksToClaim({ name }: ClaimMessage): boolean {
  return name === CLAIM;
}

/** Asks the script in a frame to claim its header. */
export function askToClaim(view: Window | null): void {
  view?.postMessage({ touchstone: CLAIM }, "*");
}

/** Tells the window around this one the secret name of a claim. */
export function sendClaim(view: Window, name: string): void {
  view.parent.postMessage({ touchstone: name }, "*");
}

/** The claims of the frames in one page. */
export class ClaimRequests {
  /** Claims whose bodies have not come yet, by name. */
  readonly #waiting = new Map<string, ClaimMessage>();
  /** The names of bodies that came before the message of their frame. */
  readonly #early = new Set<string>();

  constructor(
    private readonly page: Document,
    private readonly view: Window,
  ) {}

  /** Remembers a claim. A frame whose body came first is asked to claim once more. */
  add(message: ClaimMessage): void {
    if (this.#early.delete(message.name)) {
      askToClaim(message.view);
      return;
    }
    if (this.#waiting.size >= MOST_KEPT) this.#waiting.clear();
    this.#waiting.set(message.name, message);
  }

  /** Passes a claim on to the window around this one, with the way to the frame that claims. */
  passOn({ view, name, path }: ClaimMessage): void {
    const at = knownInTrees(this.page, FRAMES).findIndex((frame) => windowIn(frame) === view);
    if (at >= 0 && path.length < MOST_DEEP)
      this.view.parent.postMessage({ touchstone: name, path: [at, ...path] }, "*");
  }

  /** The frame that a body with this name came from; `null` if it is not known here. */
  take(name: string): Element | null {
    const message = this.#waiting.get(name);
    if (message) {
      this.#waiting.delete(name);
      return frameFor(this.page, message);
    }
    // The body was faster than the message of its frame, or the frame belongs to another page.
    if (this.#early.size >= MOST_KEPT) this.#early.clear();
    this.#early.add(name);
    return null;
  }
}

/** The frame that claims, as an element of this document or of one that this script can read. */
function frameFor(page: Document, { view, path }: ClaimMessage): Element | null {
  const frames = knownInTrees(page, FRAMES);
  // Embedded content does not give its window; it is the one that remains.
  let frame =
    frames.find((one) => windowIn(one) === view) ??
    frames.find((one) => windowIn(one) === null && documentIn(one) === null) ??
    null;
  for (const at of path) {
    const inner = frame && documentIn(frame);
    frame = (inner && knownInTrees(inner, FRAMES)[at]) ?? null;
  }
  return frame;
}
