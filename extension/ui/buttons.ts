// Buttons. Each of them obeys real input only, because a page could press a button by script.

import type { UiContext } from "./context.js";
import { el } from "./dom.js";
import { type IconName, drawIcon } from "./icons.js";
import { onTrusted } from "./trusted-events.js";

/** How strongly a button draws attention. */
export type Weight = "main" | "plain" | "quiet";

/** Creates a button that has no action yet. */
export function bareButton(weight: Weight, label: string): HTMLButtonElement {
  return el("button", { type: "button", class: `button ${weight}` }, label);
}

/** Creates a button that calls `act` when the user presses it. */
export function button(weight: Weight, label: string, act: () => void): HTMLButtonElement {
  const element = bareButton(weight, label);
  obey(element, act);
  return element;
}

/** Puts an icon before a button's label. */
export function pictured(button: HTMLButtonElement, icon: IconName): HTMLButtonElement {
  button.classList.add("pictured");
  button.prepend(drawIcon(icon));
  return button;
}

/** Calls `act` when the user presses a button. */
export function obey(element: HTMLButtonElement, act: () => void): void {
  onTrusted(element, "click", ({ detail }) => {
    // This is the second half of a double click that began on an element which lay here before.
    if (detail <= 1) act();
  });
}

/** Copies a text to the clipboard; throws if the browser refuses. */
export type Copy = (text: string) => Promise<void>;

/** How long "Copied" stays, in milliseconds. */
const COPIED_FOR = 2000;

/**
 * Creates a button that copies a text, or the text that a function returns at the press. It tells the user and the screen reader
 * that the text was copied. It says nothing if the browser refused, because the text stands beside the button.
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
