// Buttons. All of them obey real input only.

import type { UiContext } from "./context.js";
import { el } from "./dom.js";
import { onTrusted } from "./trusted.js";

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

/** How long "Copied" stays. */
const COPIED_FOR = 2000;

/** A button that copies a text, or what is then made as one, and says so, to the eye and to a screen reader. */
export function copyButton(
  ctx: UiContext,
  label: string,
  text: string | (() => string),
  copy: (text: string) => void,
  weight: Weight = "quiet",
): HTMLElement {
  const said = el("span", { class: "said", role: "status" });
  const press = button(weight, label, () => {
    copy(typeof text === "string" ? text : text());
    said.textContent = ctx.texts.text("copied");
    setTimeout(() => {
      said.textContent = "";
    }, COPIED_FOR);
  });
  return el("span", { class: "copy" }, press, said);
}
