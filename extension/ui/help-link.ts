// The way from a reason to its entry in the help: a word behind the one that leads, a small "?" behind each in a list.

import type { ReasonCode } from "../model/verdict.js";
import { bareButton, obey } from "./buttons.js";
import type { UiContext } from "./context.js";
import { el } from "./dom.js";

/** "What does this mean?", in words. */
export function drawMeaning(ctx: UiContext, code: ReasonCode): HTMLElement {
  return way(ctx, code, ctx.texts.text("what_it_means"));
}

/** The same as a sign, where many stand below each other. */
export function drawMeaningSign(ctx: UiContext, code: ReasonCode): HTMLElement {
  const sign = way(ctx, code, "?");
  const label = ctx.texts.text("what_it_means");
  sign.setAttribute("aria-label", label);
  sign.title = label;
  sign.classList.add("sign");
  return sign;
}

/** In our own pages a link, so that it can be opened as any other; elsewhere only a button of ours gets there. */
function way({ explain }: UiContext, code: ReasonCode, label: string): HTMLElement {
  if (!explain)
    return el("a", { class: "button quiet meaning", href: `../help/help.html#${code}`, target: "_blank" }, label);
  const press = bareButton("quiet", label);
  press.classList.add("meaning");
  obey(press, () => explain(code));
  return press;
}
