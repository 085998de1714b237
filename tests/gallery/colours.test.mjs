// Tests that each pair of foreground and background has the contrast that WCAG 2.2 requires: 4.5:1 for text, 7:1 for text below
// 14 px, 3:1 for shapes and the borders of controls.

import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./tools.mjs";

const { LIGHT, DARK, TOOLBAR } = await load("extension/ui/tokens.ts");

const LEVELS = ["ok", "info", "caution", "danger"];
const grounds = ["ground", "card", ...LEVELS.map((level) => `${level}-ground`)];

/** The text colours that are used below 14 px. */
const SMALL = [
  ...grounds.map((ground) => ["quiet", ground]),
  ...grounds.map((ground) => ["ink", ground]),
  ...LEVELS.flatMap((level) => [
    [`${level}-text`, `${level}-ground`],
    [`${level}-text`, "card"],
  ]),
];
const TEXT = [["on-stone", "stone"], ...grounds.map((ground) => ["danger-text", ground])];
const SHAPES = [
  ...LEVELS.flatMap((level) => [
    [level, "card"],
    [level, "ground"],
    [level, `${level}-ground`],
    ["cut", level],
  ]),
  ...grounds.flatMap((ground) => [
    ["edge", ground],
    ["focus", ground],
  ]),
];

for (const [name, colours] of Object.entries({ light: LIGHT, dark: DARK })) {
  test(`every text and shape has enough contrast to its background: ${name}`, () => {
    for (const [pairs, least] of /** @type {[string[][], number][]} */ ([
      [SMALL, 7],
      [TEXT, 4.5],
      [SHAPES, 3],
    ])) {
      for (const [front, back] of pairs) {
        const found = contrast(colours[front], colours[back]);
        assert.ok(found >= least, `${front} on ${back}: ${found.toFixed(2)}, should be ${least}`);
      }
    }
  });
}

test("the toolbar's shapes are visible on light and on dark toolbars", () => {
  for (const toolbar of ["#ffffff", "#f0f0f4", "#dee1e6", "#2b2a33", "#202124"]) {
    for (const state of ["ok", "info", "danger", "off", "paused", "unread"]) {
      assert.ok(contrast(TOOLBAR[state], toolbar) >= 2.5, `${state} on ${toolbar}`);
    }
    const stone = Math.max(contrast(TOOLBAR.stone, toolbar), contrast(TOOLBAR.rim, toolbar));
    assert.ok(stone >= 3, `the stone on ${toolbar}`);
    // Amber is light. On a light toolbar the dark mark inside it gives the contrast.
    assert.ok(
      Math.max(contrast(TOOLBAR.caution, toolbar), contrast(TOOLBAR["on-caution"], toolbar)) >= 3,
      `amber on ${toolbar}`,
    );
  }
});

/** Computes the contrast as WCAG 2.2 defines "contrast ratio" and "relative luminance". */
function contrast(a, b) {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour) {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
