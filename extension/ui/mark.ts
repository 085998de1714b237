// The mark behind a link: a shape as high as the text. Hovering or focusing it shows a card (`card.ts`).

import type { Verdict } from "../model/verdict.js";
import { subjectOf } from "./anatomy.js";
import { printable } from "./characters.js";
import type { UiContext } from "./context.js";
import { el } from "./dom.js";
import { levelWord } from "./level-word.js";
import { shapeFor } from "./shapes.js";

/** Creates a button of 14 px. The caller gives it its action. */
export function createMark(ctx: UiContext, verdict: Verdict): HTMLButtonElement {
  const level = levelWord(ctx.texts, verdict);
  const subject = subjectOf(verdict);
  const text =
    subject === null
      ? ctx.texts.text("mark_label_plain", { level })
      : ctx.texts.text("mark_label", { level, host: printable(subject) });
  return el(
    "button",
    {
      type: "button",
      class: `box mark look-${verdict.level}`,
      lang: ctx.texts.tag,
      "aria-label": ctx.texts.text("touchstone_says", { text }),
      "aria-haspopup": "dialog",
    },
    shapeFor(verdict.level),
  );
}
