// Draws the PNG icons: `node icons/render.mjs`, with Chromium as the painter. The stone comes from icon.svg; what the toolbar
// shows on pages that are not watched from the same drawing as its other states (shared/ui/shapes.ts). They are committed, so
// that a build needs no browser.

import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";

const SIZES = [16, 32, 48, 128];
const TOOLBAR_SIZES = [16, 32];

const here = fileURLToPath(new URL(".", import.meta.url));
const svg = await readFile(`${here}icon.svg`, "utf8");
const { outputFiles } = await build({
  entryPoints: [`${here}../shared/ui/shapes.ts`],
  bundle: true,
  format: "iife",
  globalName: "shapes",
  write: false,
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless=new", "--no-sandbox"],
});

for (const size of SIZES) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>html,body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  await writeFile(`${here}${size}.png`, await page.screenshot({ omitBackground: true }));
}

const page = await browser.newPage();
await page.addScriptTag({ content: outputFiles[0].text });
for (const size of TOOLBAR_SIZES) {
  const picture = await page.evaluate(drawOff, size);
  await writeFile(`${here}off-${size}.png`, Buffer.from(picture, "base64"));
}
await browser.close();

/** Runs in the page: the open ring as a PNG, in base64. */
async function drawOff(size) {
  const canvas = new OffscreenCanvas(size, size);
  globalThis.shapes.drawToolbarIcon(canvas.getContext("2d"), size, "off");
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer());
  return btoa(String.fromCharCode(...bytes));
}
