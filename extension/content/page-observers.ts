// Listens for changes in a page and in the frames inside it. The scanner decides which changes matter.

import { isThere, listenAt, viewOf } from "./dom.js";
import type { Tree } from "./shadow-trees.js";

/** The attributes whose changes are reported. The last four name a sender: a list that reuses its rows may change nothing else. */
const ATTRIBUTES = [
  "href",
  "action",
  "formaction",
  "class",
  "style",
  "hidden",
  "src",
  "srcdoc",
  "email",
  "title",
  "aria-label",
  "fromaddr",
];

/** The functions that hear of changes. */
export interface PageListeners {
  readonly changed: (records: readonly MutationRecord[]) => void;
  readonly loaded: (event: Event) => void;
  /** The pointer entered an element. */
  readonly entered: (event: Event) => void;
}

/** The observers of the documents of one page. */
export class PageObservers {
  readonly #observed = new WeakSet<Tree>();
  readonly #observers = new Map<Tree, MutationObserver>();

  constructor(private readonly listeners: PageListeners) {}

  /** Observes a document or a shadow tree, if it is not observed yet; returns whether it was not. */
  observe(page: Tree): boolean {
    // Added each time: a document that is written anew forgets its listeners, and a listener that is still there is not added twice.
    listenAt(page, "load", this.listeners.loaded, { capture: true });
    listenAt(page, "pointerover", this.listeners.entered, { capture: true, passive: true });
    if (this.#observed.has(page)) return false;
    this.#observed.add(page);
    const observer = new MutationObserver((records) => this.listeners.changed(records));
    this.#observers.set(page, observer);
    observer.observe(page, {
      childList: true,
      characterData: true,
      subtree: true,
      attributes: true,
      attributeFilter: ATTRIBUTES,
    });
    return true;
  }

  has(page: Document): boolean {
    return this.#observed.has(page);
  }

  /** Reports at once the changes that wait to be reported. */
  flush(): void {
    for (const [page, observer] of this.#observers) if (!isGone(page)) this.listeners.changed(observer.takeRecords());
  }

  /** Forgets the documents whose frames are gone. */
  forgetGone(): void {
    for (const page of this.#observers.keys()) if (isGone(page)) this.#observers.delete(page);
  }

  disconnect(): void {
    for (const observer of this.#observers.values()) observer.disconnect();
  }
}

/** Whether a document or a shadow tree is no longer shown. The documents of frames come and go, and Firefox throws when a script touches an old one. */
function isGone(tree: Tree): boolean {
  try {
    return "host" in tree ? !isThere(tree) : viewOf(tree) === null;
  } catch {
    return true;
  }
}
