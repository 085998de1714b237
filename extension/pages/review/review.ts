// The second review: checks before an upload, and a comparison of two spellings, letter by letter. The page stores nothing.

import { byId } from "../common/page.js";
import { startSheet } from "../common/sheet.js";
import { drawCharacter, printable } from "../../ui/characters.js";
import { type Child, el } from "../../ui/dom.js";
import type { UiContext } from "../../ui/index.js";
import { type Place, compare } from "./compare.js";

/** The most differences in the list. The texts above mark all of them. */
const LISTED = 12;

const ctx = await startSheet("review", "review_title");
if (ctx) {
  const fields = (["left", "right"] as const).map((id) => byId(id, HTMLInputElement));
  for (const field of fields)
    field.addEventListener("input", () => draw(ctx, fields.map(({ value }) => value) as [string, string]));
}

function draw(ctx: UiContext, [left, right]: [string, string]): void {
  const both = left !== "" && right !== "";
  const places = both ? compare(left, right) : [];
  const different = places.filter(({ kind }) => kind !== null).length;
  byId("count", HTMLElement).textContent = !both
    ? ""
    : different === 0
      ? ctx.texts.text("review_same")
      : ctx.texts.counted("review_differ", different);
  byId("differences", HTMLElement).replaceChildren(
    ...(different > 0 ? [...drawBoth(places), drawList(ctx, places, different)] : []),
  );
}

/** Both texts, with their differences marked. */
function drawBoth(places: readonly Place[]): HTMLElement[] {
  const line = (side: "left" | "right"): HTMLElement =>
    el(
      "bdi",
      { dir: "ltr" },
      ...places.map((place): Child =>
        place.kind === null ? place[side] : el("span", { class: "odd" }, visible(place[side])),
      ),
    );
  return [el("p", { class: "compared" }, line("left"), line("right"))];
}

/** A character in its place. A space, a gap and an invisible character get a sign. */
function visible(character: string): string {
  if (character === "") return "∅";
  return /^\s$/u.test(character) ? "␣" : printable(character);
}

/** The list of differences: position, kind and characters. */
function drawList(ctx: UiContext, places: readonly Place[], different: number): HTMLElement {
  const lines: HTMLElement[] = [];
  // Positions are counted in characters of the text on the licence.
  let position = 0;
  for (const place of places) {
    if (place.left) position += 1;
    if (place.kind !== null) lines.push(drawDifference(ctx, place, place.left ? position : position + 1));
  }
  return el(
    "ul",
    { class: "list" },
    ...lines.slice(0, LISTED),
    different > LISTED ? el("li", { class: "note" }, ctx.texts.text("review_more", { count: String(LISTED) })) : null,
  );
}

function drawDifference(ctx: UiContext, { left, right, kind }: Place, position: number): HTMLElement {
  const { texts } = ctx;
  const both = left !== "" && right !== "";
  // A character on one side only needs no kind, unless it is invisible.
  const way = both || kind !== "other" ? ` · ${texts.text(`review_kind_${kind ?? "other"}`)}` : "";
  const sides: Child[] = both
    ? [drawCharacter(ctx, left, right), " ≠ ", drawCharacter(ctx, right, left)]
    : [
        texts.text(left ? "review_only_left" : "review_only_right"),
        texts.text("colon"),
        drawCharacter(ctx, left || right, ""),
      ];
  return el("li", {}, texts.text("review_place", { count: String(position) }), way, " · ", ...sides);
}
