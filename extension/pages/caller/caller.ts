// "Is this caller Amazon?": the user ticks what happens during a call, and the page says what that means and how to verify a call without
// losing a genuine one. The page stores nothing.

import { byId } from "../common/page.js";
import { startSheet } from "../common/sheet.js";
import { el } from "../../ui/dom.js";
import { drawLevel } from "../../ui/head.js";
import { type UiContext, shapeFor } from "../../ui/index.js";
import { type Tick, levelOf } from "./result.js";

const ctx = await startSheet("caller", "caller_title");
if (ctx) {
  const draw = (): void => drawResult(ctx);
  document.addEventListener("change", draw);
  draw();
}

/** Draws what the ticks say. */
function drawResult(ctx: UiContext): void {
  const boxes = document.querySelectorAll<HTMLInputElement>(".tick :checked");
  const level = levelOf(new Set([...boxes].map(({ value }) => value as Tick)));
  const result = byId("result", HTMLElement);
  result.className = level === null ? "result" : `result look-${level}`;
  const said = el("p", {}, ctx.texts.text(`caller_result_${level ?? "none"}`));
  result.replaceChildren(...(level === null ? [said] : [drawHead(ctx, level), said, ...drawNext(ctx, level)]));
}

/** The level in words. A call at `info` has words of its own. */
function drawHead(ctx: UiContext, level: "info" | "caution" | "danger"): HTMLElement {
  if (level !== "info") return el("p", {}, drawLevel(ctx, level));
  const word = el("b", {}, ctx.texts.text("caller_result_info_word"));
  return el("p", {}, el("span", { class: "level" }, shapeFor(level), word));
}

/** The way on for a user who has given something already. */
function drawNext({ texts }: UiContext, level: string): HTMLElement[] {
  if (level !== "danger") return [];
  const link = el("a", { href: "../clicked/clicked.html" }, texts.text("navigation_clicked"));
  return [el("p", {}, texts.text("caller_result_given"), " ", link)];
}
