// Draws the PNG icons with Chromium: `node extension/tools/icons.mjs`. The stone comes from icons/icon.svg, and the icon for pages
// that are not watched from the same drawing as the toolbar's other states (ui/shapes.ts). The icons are committed, so that a build
// needs no browser. The icons that only stores show lie in store/icons.

import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";

/** The square icons: the extension's own sizes, the list of addons.mozilla.org (64), and Edge's store (300). */
const STONES = [
  ...[16, 32, 48, 128].map((size) => [`extension/icons/${size}.png`, size]),
  ...[64, 96, 300].map((size) => [`store/icons/${size}.png`, size]),
];
const TOOLBAR_SIZES = [16, 32];
/** The small tile of Chrome's store: the stone on the pages' background colour. Words would be illegible at that size. */
const TILE = { path: "store/icons/tile-440x280.png", width: 440, height: 280, stone: 144, ground: "#fbfbf9" };

const extension = fileURLToPath(new URL("../", import.meta.url));
const root = fileURLToPath(new URL("../../", import.meta.url));

/** Every picture, by its path in the project. */
export async function render() {
  const svg = await readFile(`${extension}icons/icon.svg`, "utf8");
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless=new", "--no-sandbox"],
  });
  try {
    const pictures = new Map();
    for (const [path, size] of STONES)
      pictures.set(path, await draw(browser, svg, { width: size, height: size, stone: size }));
    pictures.set(TILE.path, await draw(browser, svg, TILE));
    const { outputFiles } = await build({
      entryPoints: [`${extension}ui/shapes.ts`],
      bundle: true,
      format: "iife",
      globalName: "shapes",
      write: false,
    });
    const page = await browser.newPage();
    await page.addScriptTag({ content: outputFiles[0].text });
    for (const size of TOOLBAR_SIZES) {
      pictures.set(`extension/icons/off-${size}.png`, Buffer.from(await page.evaluate(drawOff, size), "base64"));
    }
    return pictures;
  } finally {
    await browser.close();
  }
}

async function draw(browser, svg, { width, height, stone, ground = "transparent" }) {
  const page = await browser.newPage({ viewport: { width, height } });
  const style = `body{margin:0;height:100vh;display:grid;place-items:center;background:${ground}}svg{display:block;width:${stone}px;height:${stone}px}`;
  await page.setContent(`<style>${style}</style>${svg}`);
  const picture = await page.screenshot({ omitBackground: true });
  await page.close();
  return picture;
}

/** Runs in the page: the open ring as a PNG, in base64. */
async function drawOff(size) {
  const canvas = new OffscreenCanvas(size, size);
  globalThis.shapes.drawToolbarIcon(canvas.getContext("2d"), size, "off");
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer());
  return btoa(String.fromCharCode(...bytes));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, picture] of await render()) await writeFile(`${root}${path}`, picture);
}
