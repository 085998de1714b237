// The shapes: streak = ok, dot = info, triangle = caution, octagon = danger, outlined stone = not watching, two bars = paused,
// question mark = a mail that could not be read. Pages (SVG) and the toolbar (canvas) share one table. The background imports this file and has no document, so the file uses none while it loads.

import type { Level } from "../model/verdict.js";
import { svg } from "./dom.js";
import { TOOLBAR } from "./tokens.js";

/**
 * A level, or a state of the toolbar: `idle` if no mail is open, `off` if the page is not watched, `paused` if the user paused it,
 * `unread` if the page looks like an open mail that could not be read.
 */
export type ShapeName = Level | "idle" | "off" | "paused" | "unread";

/** Paths in a square of 16 by 16. */
interface Shape {
  /** The filled body. For `off`, only its outline is drawn, and the lines are drawn in it. */
  readonly body: string;
  /** Lines of this width that are cut out of the body. */
  readonly cut?: string;
  readonly cutWidth?: number;
}

const STONE =
  "M5.4 1h5.2A4.4 4.4 0 0 1 15 5.4v5.2a4.4 4.4 0 0 1-4.4 4.4H5.4A4.4 4.4 0 0 1 1 10.6V5.4A4.4 4.4 0 0 1 5.4 1z";
/** The stone as an outline of this width. */
const OUTLINE =
  "M5.7 1.8h4.6a3.9 3.9 0 0 1 3.9 3.9v4.6a3.9 3.9 0 0 1-3.9 3.9H5.7a3.9 3.9 0 0 1-3.9-3.9V5.7a3.9 3.9 0 0 1 3.9-3.9z";
const OUTLINE_WIDTH = 1.6;
const STREAK = "M4.9 11.1 11.1 4.9";

const SHAPES: Readonly<Record<ShapeName, Shape>> = {
  ok: { body: STONE, cut: STREAK, cutWidth: 2 },
  info: { body: "M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11z" },
  caution: {
    body: "M6.75 1.9a1.45 1.45 0 0 1 2.5 0l6.05 10.9a1.45 1.45 0 0 1-1.25 2.15H1.95A1.45 1.45 0 0 1 .7 12.8z",
    cut: "M8 6v3.4M8 12.1v.01",
    cutWidth: 1.8,
  },
  danger: {
    body: "M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z",
    cut: "M4.9 8h6.2",
    cutWidth: 2.2,
  },
  idle: { body: STONE, cut: STREAK, cutWidth: 2 },
  off: { body: OUTLINE, cut: STREAK, cutWidth: 1.6 },
  unread: { body: STONE, cut: "M5.7 6.1a2.3 2.3 0 1 1 3.4 2c-.8.4-1.1.8-1.1 1.5M8 12.2v.01", cutWidth: 1.7 },
  paused: { body: STONE, cut: "M5.9 5v6M10.1 5v6", cutWidth: 2.2 },
};

/** Creates the shape of a level as an SVG image. It is hidden from screen readers, because words always stand beside it. */
export function shapeFor(level: ShapeName): SVGSVGElement {
  const shape = SHAPES[level];
  return svg(
    "svg",
    { class: `shape shape-${level}`, viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false" },
    svg("path", { class: "shape-body", d: shape.body }),
    shape.cut ? svg("path", { class: "shape-cut", d: shape.cut, "stroke-width": String(shape.cutWidth) }) : null,
  );
}

/** The colours of the lines in the toolbar, where they are not the usual one. */
const CUTS: Partial<Record<ShapeName, string>> = {
  caution: TOOLBAR["on-caution"],
  idle: TOOLBAR.streak,
  off: TOOLBAR.off,
};

/** Draws the toolbar's icon in the level's shape and colour. */
export function drawToolbarIcon(ctx: OffscreenCanvasRenderingContext2D, size: number, state: ShapeName): void {
  const shape = SHAPES[state];
  ctx.clearRect(0, 0, size, size);
  ctx.save();
  ctx.scale(size / 16, size / 16);
  ctx.lineCap = "round";
  ctx.lineJoin = "round";
  const body = new Path2D(shape.body);
  if (state === "off") {
    ctx.strokeStyle = TOOLBAR.off;
    ctx.lineWidth = OUTLINE_WIDTH;
    ctx.stroke(body);
  } else {
    ctx.fillStyle = state === "idle" ? TOOLBAR.stone : TOOLBAR[state];
    ctx.fill(body);
  }
  if (state === "idle") {
    // The rim keeps a dark icon visible on a dark toolbar.
    ctx.strokeStyle = TOOLBAR.rim;
    ctx.lineWidth = 1;
    ctx.stroke(body);
  }
  if (shape.cut) {
    ctx.strokeStyle = CUTS[state] ?? TOOLBAR.on;
    ctx.lineWidth = shape.cutWidth ?? 2;
    ctx.stroke(new Path2D(shape.cut));
  }
  ctx.restore();
}
