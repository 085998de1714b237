// The messages that are open on a page, each with its verdict and its drawings.

import type { UiContext } from "../ui/index.js";
import { bodyOf, closestOf, contains, outermostOf, parentOf } from "./dom.js";
import { type PageSurface, WatchedMessage } from "./message-view.js";
import { NO_HEADER, type OpenMessage } from "./webmail/adapter.js";

/** Selects the editors in which the user writes a mail. */
const EDITORS = '[contenteditable=""],[contenteditable="true"],textarea';

/** The messages of one page, by the first element of their bodies. */
export class WatchedMessages {
  readonly #messages = new Map<Element, WatchedMessage>();

  constructor(
    private readonly page: Document,
    private readonly surface: PageSurface,
  ) {}

  get all(): WatchedMessage[] {
    return [...this.#messages.values()];
  }

  /** The messages as the adapter found them. */
  get open(): OpenMessage[] {
    return this.all.map((message) => message.open);
  }

  /** The message whose first body is this element. */
  at(body: Element): WatchedMessage | undefined {
    return this.#messages.get(body);
  }

  /** The message in whose body an element stands. */
  around(element: Element | null): WatchedMessage | null {
    if (element) for (const message of this.#messages.values()) if (message.contains(element)) return message;
    return null;
  }

  /** Takes over the messages that are open now, and drops those that are no longer. */
  keep(open: readonly OpenMessage[], user: () => readonly string[]): void {
    const found = new Set<Element>();
    for (const message of open) {
      const [key] = message.bodies;
      if (!key) continue;
      found.add(key);
      const known = this.#messages.get(key);
      if (known) known.open = message;
      else this.#messages.set(key, new WatchedMessage(message, user(), this.surface));
    }
    for (const [key, message] of this.#messages) {
      if (found.has(key)) continue;
      this.#messages.delete(key);
      message.erase();
    }
  }

  /** The message of a body alone: its chip and banner are drawn in the frame that has its header. */
  forBodyAlone(body: Element): WatchedMessage {
    const known = this.#messages.get(body);
    if (known) return known;
    const open: OpenMessage = { bodies: [body], sender: null, before: null, sent: false, header: () => NO_HEADER };
    const message = new WatchedMessage(open, [], this.surface);
    this.#messages.set(body, message);
    return message;
  }

  /**
   * Tells the messages that a change of an element concerns; returns whether the page has to be looked at. `restyles` says that
   * the change may show or hide elements around it, `everywhere` that it may do so in the whole page.
   */
  touch(element: Element | null, restyles: boolean, everywhere: boolean): boolean {
    const inside = this.around(element);
    inside?.touch();
    if (inside || !element) return true;
    const around = parentOf(element) ?? element;
    for (const message of this.#messages.values())
      if (restyles && (everywhere || message.isIn(around))) message.touch();
    return !this.#isWriting(element);
  }

  /** Whether an element belongs to a mail that the user writes. Such a mail is no message, and it changes with every key. */
  #isWriting(element: Element): boolean {
    const editor = closestOf(element, EDITORS);
    if (!editor) return false;
    const isWholePage = contains(editor, bodyOf(this.page) ?? outermostOf(this.page));
    return !isWholePage && !this.all.some((message) => message.isIn(editor));
  }

  async draw(context: UiContext): Promise<void> {
    await Promise.all(this.all.map((message) => message.draw(context)));
  }

  /** Takes everything drawn for the messages out of the page, and forgets them. */
  erase(): void {
    for (const message of this.#messages.values()) message.erase();
    this.#messages.clear();
  }

  /** The same, and undoes the changes made to the page for them. */
  leave(): void {
    for (const message of this.#messages.values()) message.leave();
    this.#messages.clear();
  }
}
