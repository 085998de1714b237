// The icons in the tree are what the one drawing gives.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { render } from "../../extension/icons/render.mjs";
import { launch } from "./site.mjs";
import { root } from "./tools.mjs";

/** Another painter rounds otherwise at the edges; another drawing differs by far more. */
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
      assert.ok(difference <= ROUNDING, `${path} differs by ${difference}; node extension/icons/render.mjs draws it`);
    }
  } finally {
    await browser.close();
  }
});

/** Runs in the page: the largest difference of two pictures in any channel, without end where their sizes differ. */
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
