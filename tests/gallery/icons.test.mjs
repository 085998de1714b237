// Tests that the icons in the tree are rendered from the one SVG.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { render } from "../../extension/tools/icons.mjs";
import { launch } from "./site.mjs";
import { root } from "./tools.mjs";

/** The tolerated difference of a channel. Another renderer rounds edges differently; another drawing differs by far more. */
const ROUNDING = 24;

test("every icon is drawn from the one SVG", async () => {
  const pictures = await render();
  assert.ok(pictures.size >= 9);
  const browser = await launch();
  try {
    const page = await browser.newPage();
    for (const [path, drawn] of pictures) {
      const difference = await page.evaluate(
        compare,
        [readFileSync(`${root}${path}`), drawn].map((bytes) => `data:image/png;base64,${bytes.toString("base64")}`),
      );
      assert.ok(difference <= ROUNDING, `${path} differs by ${difference}; node extension/tools/icons.mjs draws it`);
    }
  } finally {
    await browser.close();
  }
});

/** Runs in the page: returns the largest difference of two pictures in any channel, or infinity if their sizes differ. */
async function compare(urls) {
  const [one, other] = await Promise.all(
    urls.map(async (url) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
      context.drawImage(image, 0, 0);
      return context.getImageData(0, 0, image.width, image.height);
    }),
  );
  if (one.width !== other.width || one.height !== other.height) return Infinity;
  return one.data.reduce((most, value, at) => Math.max(most, Math.abs(value - other.data[at])), 0);
}
