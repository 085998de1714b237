// Tests the module that reads QR codes in the way that the extension's worker calls it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const at = (path) => new URL(`../../${path}`, import.meta.url);
// The binding is an ES module in a `.js` file, which older Node would read as CommonJS.
const binding = readFileSync(at("dist/wasm/touchstone_qr.js")).toString("base64");
const module = await import(`data:text/javascript;base64,${binding}`);
module.initSync({ module: readFileSync(at("dist/wasm/touchstone_qr_bg.wasm")) });

/** Returns the pixels of a drawn code. The path of the SVG lists the dark squares one by one. */
function pixelsOf(svg, scale) {
  const side = Number(/viewBox="0 0 (\d+)/.exec(svg)[1]) * scale;
  const rgba = new Uint8Array(side * side * 4).fill(255);
  for (const [, x, y] of svg.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let row = y * scale; row < (Number(y) + 1) * scale; row++) {
      for (let column = x * scale; column < (Number(x) + 1) * scale; column++)
        rgba.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3);
    }
  }
  return { rgba, side };
}

test("a code is read with the messenger that it opens, and pixels of a wrong size are an error", () => {
  const { rgba, side } = pixelsOf(readFileSync(at("tests/e2e/codes/wechat.svg"), "utf8"), 3);
  assert.deepEqual(module.readCodes(rgba, side, side), [
    { text: "https://u.wechat.com/EXAMPLE0examplE1example", messenger: "wechat" },
  ]);
  assert.deepEqual(module.readCodes(rgba.fill(255), side, side), []);
  assert.throws(() => module.readCodes(rgba, side, side + 1), /pixels/);
  assert.throws(() => module.readCodes(rgba, 5_000, 1), /larger/);
});
