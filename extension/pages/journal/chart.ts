// The chart of the last weeks: one bar per day, with the two levels stacked. Patterns distinguish them as well as colours. A table
// below has the same figures.

import { el, svg } from "../../ui/dom.js";
import { type UiContext, levelWord } from "../../ui/index.js";
import { drawLevel } from "../../ui/head.js";
import type { Day } from "./figures.js";

/** The chart's own units. The chart is stretched to its place. */
const STEP = 10;
const BAR = 8;
const HEIGHT = 96;

/** The bars, the legend and the table. */
export function drawWeeks(ctx: UiContext, days: readonly Day[]): HTMLElement {
  const { texts } = ctx;
  const most = Math.max(1, ...days.map(({ danger, caution }) => danger + caution));
  const date = new Intl.DateTimeFormat(texts.tag, { day: "numeric", month: "short" });
  const marks = [days[0], days[Math.floor(days.length / 2)], days.at(-1)].filter((day) => day !== undefined);
  return el(
    "figure",
    { class: "weeks" },
    el("p", { class: "legend" }, ...(["danger", "caution"] as const).map((level) => drawTotal(ctx, level, days))),
    el(
      "div",
      { class: "plot" },
      el("span", { class: "note most", "aria-hidden": "true" }, new Intl.NumberFormat(texts.tag).format(most)),
      drawBars(days, most, texts.text("journal_weeks_label")),
      el(
        "div",
        { class: "note dates", "aria-hidden": "true" },
        ...marks.map((day) => el("span", {}, date.format(day.date))),
      ),
    ),
    drawTable(ctx, days),
  );
}

function drawTotal(ctx: UiContext, level: "danger" | "caution", days: readonly Day[]): HTMLElement {
  const total = days.reduce((sum, day) => sum + day[level], 0);
  const swatch = svg("svg", { class: "swatch", viewBox: "0 0 12 12", "aria-hidden": "true" }, bar(level, 0, 0, 12, 12));
  return el(
    "span",
    { class: `total look-${level}` },
    swatch,
    drawLevel(ctx, level),
    new Intl.NumberFormat(ctx.texts.tag).format(total),
  );
}

function drawBars(days: readonly Day[], most: number, label: string): SVGSVGElement {
  const width = days.length * STEP;
  const unit = (HEIGHT - 2) / most;
  const bars = days.flatMap(({ danger, caution }, at) => {
    const left = at * STEP + (STEP - BAR) / 2;
    const top = HEIGHT - danger * unit;
    return [
      bar("danger", left, top, BAR, danger * unit),
      bar("caution", left, top - caution * unit, BAR, caution * unit),
    ];
  });
  return svg(
    "svg",
    {
      class: "bars",
      viewBox: `0 0 ${width} ${HEIGHT + 1}`,
      preserveAspectRatio: "none",
      role: "img",
      "aria-label": label,
    },
    // Horizontal lines keep their distance, no matter how far the chart is stretched.
    svg(
      "pattern",
      { id: "striped", width: "4", height: "4", patternUnits: "userSpaceOnUse" },
      svg("rect", { class: "stripe", width: "4", height: "2.4" }),
    ),
    ...bars,
    svg("path", { class: "base", d: `M0 ${HEIGHT + 0.5}H${width}` }),
  );
}

function bar(level: "danger" | "caution", x: number, y: number, width: number, height: number): SVGRectElement | null {
  if (height <= 0) return null;
  return svg("rect", { class: `bar-${level}`, x: `${x}`, y: `${y}`, width: `${width}`, height: `${height}` });
}

/** The figures of the days with warnings. */
function drawTable({ texts }: UiContext, days: readonly Day[]): HTMLElement | null {
  const date = new Intl.DateTimeFormat(texts.tag, { dateStyle: "medium" });
  const rows = days.filter(({ danger, caution }) => danger + caution > 0).toReversed();
  if (rows.length === 0) return null;
  const heads = [texts.text("journal_day"), levelWord(texts, "danger"), levelWord(texts, "caution")].map((head) =>
    el("th", { scope: "col" }, head),
  );
  return el(
    "details",
    {},
    el("summary", {}, texts.text("journal_table")),
    el(
      "table",
      {},
      el("thead", {}, el("tr", {}, ...heads)),
      el("tbody", {}, ...rows.map((day) => drawRow(date.format(day.date), [day.danger, day.caution]))),
    ),
  );
}

function drawRow(head: string, figures: readonly number[]): HTMLElement {
  return el("tr", {}, el("th", { scope: "row" }, head), ...figures.map((figure) => el("td", {}, String(figure))));
}
