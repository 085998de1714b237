// Listens for changes in a page and in the frames inside it. The scanner decides which changes matter.

import { listenAt, viewOf } from "./dom.js";

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
  readonly #observed = new WeakSet<Document>();
  readonly #observers = new Map<Document, MutationObserver>();

  constructor(private readonly listeners: PageListeners) {}

  /** Observes a document, if it is not observed yet. */
  observe(page: Document): void {
    // Added each time: a document that is written anew forgets its listeners, and a listener that is still there is not added twice.
    listenAt(page, "load", this.listeners.loaded, { capture: true });
    listenAt(page, "pointerover", this.listeners.entered, { capture: true, passive: true });
    if (this.#observed.has(page)) return;
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

/** Whether a document is no longer shown. The documents of frames come and go, and Firefox throws when a script touches an old one. */
function isGone(page: Document): boolean {
  try {
    return viewOf(page) === null;
  } catch {
    return true;
  }
}
