// The layer over a page in which the user points at the text of a mail: a line that explains it, and an outline around the part of the page
// that would be chosen.

import { button } from "./buttons.js";
import type { UiContext } from "./context.js";
import { el, newId } from "./dom.js";

export interface Chooser {
  readonly element: HTMLElement;
  /** Draws the outline around a box in the window; none for `null`. */
  outline(box: DOMRect | null): void;
  /** Tells the user that the part cannot be remembered. */
  refuse(): void;
  /** Moves the focus into the layer, so that it hears the keys. */
  focus(): void;
}

/** Creates the layer. `cancel` is called when the user presses the button. */
export function createChooser({ texts }: UiContext, cancel: () => void): Chooser {
  const frame = el("div", { class: "chooser-outline", hidden: "" });
  const said = el("p", { class: "chooser-said", role: "status" });
  const title = newId();
  const bar = el(
    "div",
    { class: "chooser-bar", role: "dialog", tabindex: "-1", "aria-labelledby": title },
    el(
      "div",
      {},
      el("p", { id: title, class: "chooser-line" }, texts.text("chooser_line")),
      el("p", { class: "note" }, texts.text("chooser_keys")),
      said,
    ),
    button("plain", texts.text("cancel"), cancel),
  );
  return {
    element: el("div", { class: "box chooser", lang: texts.tag }, frame, bar),
    outline(box) {
      frame.hidden = box === null;
      said.textContent = "";
      if (!box) return;
      const { style } = frame;
      [style.left, style.top] = [`${box.left}px`, `${box.top}px`];
      [style.width, style.height] = [`${box.width}px`, `${box.height}px`];
    },
    refuse() {
      said.textContent = texts.text("chooser_failed");
    },
    focus() {
      bar.focus();
    },
  };
}
