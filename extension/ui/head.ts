// The first line of every answer: the level's shape and word, and the class of the verdict in words.

import type { Verdict } from "../model/verdict.js";
import type { UiContext } from "./context.js";
import { el } from "./dom.js";
import { type Judged, classBeside, levelIn, levelWord } from "./level-word.js";
import { shapeFor } from "./shapes.js";

/** Draws a level as a shape and a word. Colour, shape and word always stand together, so that no user depends on colour. */
export function drawLevel(ctx: UiContext, judged: Judged): HTMLElement {
  return el("span", { class: "level" }, shapeFor(levelIn(judged)), el("b", {}, levelWord(ctx.texts, judged)));
}

/** Draws the level and the class of a verdict. */
export function drawHead(ctx: UiContext, verdict: Verdict): HTMLElement {
  const beside = classBeside(ctx.texts, verdict);
  return el(
    "p",
    { class: "head" },
    drawLevel(ctx, verdict),
    beside === null ? null : el("span", { class: "class" }, beside),
  );
}
