// The link from a reason to its entry in the help: in words behind the leading reason, a small "?" behind each reason of a list.

import type { ReasonCode } from "../model/verdict.js";
import { bareButton, obey } from "./buttons.js";
import type { UiContext } from "./context.js";
import { el } from "./dom.js";

/** Draws the link in words: "What does this mean?". */
export function drawMeaning(ctx: UiContext, code: ReasonCode): HTMLElement {
  return way(ctx, code, ctx.texts.text("what_it_means"));
}

/** Draws the link as a sign, for reasons that stand below each other. */
export function drawMeaningSign(ctx: UiContext, code: ReasonCode): HTMLElement {
  const sign = way(ctx, code, "?");
  const label = ctx.texts.text("what_it_means");
  sign.setAttribute("aria-label", label);
  sign.title = label;
  sign.classList.add("sign");
  return sign;
}

/** Draws a plain link in our own pages. In a webmail's page it is a button, because such a page cannot open ours by a link. */
function way({ explain }: UiContext, code: ReasonCode, label: string): HTMLElement {
  if (!explain)
    return el("a", { class: "button quiet meaning", href: `../help/help.html#${code}`, target: "_blank" }, label);
  const press = bareButton("quiet", label);
  press.classList.add("meaning");
  obey(press, () => explain(code));
  return press;
}
