// Draws the PNG icons from icon.svg: `node icons/render.mjs`, with Chromium as the painter. They are committed, so that a
// build needs no browser.

import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const SIZES = [16, 32, 48, 128];

const here = fileURLToPath(new URL(".", import.meta.url));
const svg = await readFile(`${here}icon.svg`, "utf8");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless=new", "--no-sandbox"],
});
for (const size of SIZES) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>html,body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  await writeFile(`${here}${size}.png`, await page.screenshot({ omitBackground: true }));
}
await browser.close();
