// Buttons. All of them obey real input only.

import type { UiContext } from "./context.js";
import { el } from "./dom.js";
import { onTrusted } from "./trusted-events.js";

/** How much a button asks for attention. */
export type Weight = "main" | "plain" | "quiet";

/** A button without its doing. */
export function bareButton(weight: Weight, label: string): HTMLButtonElement {
  return el("button", { type: "button", class: `button ${weight}` }, label);
}

/** A button that does something when the user presses it. */
export function button(weight: Weight, label: string, act: () => void): HTMLButtonElement {
  const element = bareButton(weight, label);
  obey(element, act);
  return element;
}

/** Lets a button do something when the user presses it. */
export function obey(element: HTMLButtonElement, act: () => void): void {
  onTrusted(element, "click", ({ detail }) => {
    // The second half of a double click that began on what lay here before.
    if (detail <= 1) act();
  });
}

/** Puts a text into the clipboard; throws where the browser refuses. */
export type Copy = (text: string) => Promise<void>;

/** How long "Copied" stays. */
const COPIED_FOR = 2000;

/**
 * A button that copies a text, or what is then made as one, and says so, to the eye and to a screen reader, where the browser did
 * it. Where it did not, nothing is said: the text stands beside it.
 */
export function copyButton(
  ctx: UiContext,
  label: string,
  text: string | (() => string),
  copy: Copy,
  weight: Weight = "quiet",
): HTMLElement {
  const said = el("span", { class: "said", role: "status" });
  const say = (): void => {
    said.textContent = ctx.texts.text("copied");
    setTimeout(() => {
      said.textContent = "";
    }, COPIED_FOR);
  };
  const press = button(weight, label, () => {
    copy(typeof text === "string" ? text : text()).then(say, () => undefined);
  });
  return el("span", { class: "copy" }, press, said);
}
