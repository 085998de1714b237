// The line with "Undo" after a change that removes or allows something. The change is made at once, and the line only takes it back, so
// closing the page keeps the change. The line has a place of its own in the page, which no redraw of the page replaces.

import { bareButton } from "../../ui/buttons.js";
import { el } from "../../ui/dom.js";
import type { UiContext } from "../../ui/index.js";
import { onTrusted } from "../../ui/trusted-events.js";
import { byId } from "./page.js";

/** How long the line stays, in milliseconds. While it has the pointer or the focus it stays longer. */
const STAYS = 10_000;
/** How long the line says that the change was taken back. */
const SAID_FOR = 4_000;

/** A change that can be taken back. */
export interface Undoable {
  /** What was done, in words. */
  readonly text: string;
  /** Takes the change back. */
  readonly undo: () => Promise<unknown>;
  /** Draws the page after that. */
  readonly draw: () => Promise<unknown> | void;
  /** Called when the line goes and the change stays. */
  readonly kept?: () => void;
}

/** The line of a page, in its element `undo`, which is a live region for screen readers. */
export class UndoLine {
  readonly #place = byId("undo", HTMLElement);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #press: (() => void) | null = null;
  #kept: (() => void) | undefined;

  constructor() {
    for (const type of ["pointerenter", "focusin"]) this.#place.addEventListener(type, () => clearTimeout(this.#timer));
    for (const type of ["pointerleave", "focusout"]) this.#place.addEventListener(type, () => this.#stayFor(STAYS));
    document.addEventListener("keydown", (event) => {
      if (!this.#press || !event.isTrusted || !isUndoKey(event) || isEdited(event.target)) return;
      event.preventDefault();
      this.#press();
    });
  }

  /**
   * Offers to take a change back, in place of the change before. `takesFocus` is set where the pressed button is gone, and nothing else
   * in the page takes the focus.
   */
  offer(ctx: UiContext, change: Undoable, takesFocus = false): void {
    const { texts } = ctx;
    const press = bareButton("plain", texts.text("undo"));
    press.setAttribute("aria-keyshortcuts", "Control+Z Meta+Z");
    this.#press = () => void this.#undo(ctx, change);
    onTrusted(press, "click", () => this.#press?.());
    this.#show(
      el("span", { class: "undo-text" }, change.text),
      press,
      el("kbd", { class: "undo-key", "aria-hidden": "true" }, isMac() ? "⌘Z" : "Ctrl+Z"),
    );
    if (takesFocus) press.focus({ preventScroll: true });
    this.#kept = change.kept;
    this.#stayFor(STAYS);
  }

  async #undo({ texts }: UiContext, { undo, draw }: Undoable): Promise<void> {
    // A second press must not take back anything else.
    this.#press = null;
    this.#kept = undefined;
    const hadFocus = this.#place.contains(document.activeElement);
    const isUndone = await undo().then(
      () => true,
      () => false,
    );
    await draw();
    this.#show(el("span", { class: "undo-text" }, texts.text(isUndone ? "undone" : "options_failed")));
    if (hadFocus) this.#focusNear();
    this.#stayFor(SAID_FOR);
  }

  /** The button with the focus is gone. Keyboard users go on at the beginning of the page. */
  #focusNear(): void {
    const near = document.querySelector<HTMLElement>("main h1, main h2");
    near?.setAttribute("tabindex", "-1");
    near?.focus({ preventScroll: true });
  }

  #show(...children: readonly Node[]): void {
    this.#place.replaceChildren(el("div", { class: "undo-line" }, ...children));
  }

  #stayFor(time: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      // A button that was focused after a click of the mouse shows no focus.
      if (this.#place.matches(":hover") || this.#place.querySelector(":focus-visible")) return;
      this.#press = null;
      this.#place.replaceChildren();
      this.#kept?.();
    }, time);
  }
}

function isUndoKey({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === "z" && (ctrlKey || metaKey) && !shiftKey && !altKey;
}

/** Whether a key takes back typing. */
function isEdited(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !/^(?:checkbox|radio)$/.test(target.type))
  );
}

function isMac(): boolean {
  return navigator.userAgent.includes("Mac OS");
}
