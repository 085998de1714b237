// The line every answer begins with: shape, level, and in words what it is about.

import type { Level, Verdict } from "../model/verdict.js";
import type { UiContext } from "./context.js";
import { el } from "./dom.js";
import { shapeFor } from "./shapes.js";

/** The level as shape and word; colour, shape and word always come together. */
export function drawLevel(ctx: UiContext, level: Level): HTMLElement {
  return el("span", { class: "level" }, shapeFor(level), el("b", {}, ctx.texts.text(`level_${level}`)));
}

/** The level and the class of a verdict. */
export function drawHead(ctx: UiContext, verdict: Verdict): HTMLElement {
  return el(
    "p",
    { class: "head" },
    drawLevel(ctx, verdict.level),
    el("span", { class: "class" }, className(ctx, verdict)),
  );
}

/** What a verdict calls its subject, in words. */
export function className(ctx: UiContext, verdict: Verdict): string {
  const kind = verdict.kind === "sender" ? "class_sender_" : "class_";
  return ctx.texts.text(`${kind}${verdict.class.replaceAll("-", "_")}`);
}
