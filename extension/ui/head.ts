// The first line of every answer: the level's shape and word, and the class of the verdict in words.

import type { Level, Verdict } from "../model/verdict.js";
import type { UiContext } from "./context.js";
import { el } from "./dom.js";
import { shapeFor } from "./shapes.js";

/** Draws a level as a shape and a word. Colour, shape and word always stand together, so that no user depends on colour. */
export function drawLevel(ctx: UiContext, level: Level): HTMLElement {
  return el("span", { class: "level" }, shapeFor(level), el("b", {}, ctx.texts.text(`level_${level}`)));
}

/** Draws the level and the class of a verdict. */
export function drawHead(ctx: UiContext, verdict: Verdict): HTMLElement {
  return el(
    "p",
    { class: "head" },
    drawLevel(ctx, verdict.level),
    el("span", { class: "class" }, className(ctx, verdict)),
  );
}

/** Returns the class of a verdict in words. */
export function className(ctx: UiContext, verdict: Verdict): string {
  const kind = verdict.kind === "sender" ? "class_sender_" : "class_";
  return ctx.texts.text(`${kind}${verdict.class.replaceAll("-", "_")}`);
}
