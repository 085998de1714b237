// Builds a site of the gallery and the extension's own pages. A browser without network access opens it from the disk.

import { copyFile, cp, mkdir, writeFile } from "node:fs/promises";
import { PAGES, SHEETS, htmlOf } from "../../extension/tools/page-list.mjs";
import { INPUTS } from "./inputs.mjs";
import {
  LANGUAGES,
  checkVerdicts,
  chromium,
  esbuild,
  here,
  mailVerdicts,
  messages,
  notificationPages,
  root,
} from "./tools.mjs";

/** The folder for the pictures and for the site. It is not committed. */
export const output = `${here}output/`;

const ORIGIN = "http://gallery.example/";

/** The data of the gallery: all texts, and real verdicts. */
export const gallery = {
  messages: Object.fromEntries(LANGUAGES.map((language) => [language, messages(language)])),
  notificationPages: notificationPages(),
  mails: mailVerdicts(),
  checks: checkVerdicts(INPUTS),
};

/** Bundles the site. */
export async function buildSite() {
  for (const folder of [...PAGES, "icons"]) await mkdir(`${output}site/${folder}`, { recursive: true });
  const define = { TOUCHSTONE_TEST: "false", TOUCHSTONE_TABLES: JSON.stringify("2026-11-25") };
  const options = { loader: { ".tsv": "text" }, bundle: true, charset: "utf8", logLevel: "warning", define };
  const { outputFiles } = await esbuild.build({
    ...options,
    entryPoints: [`${here}gallery.ts`],
    format: "iife",
    write: false,
  });
  await writeFile(`${output}site/gallery.js`, `const GALLERY = ${JSON.stringify(gallery)};\n${outputFiles[0].text}`);
  await copyFile(`${here}gallery.html`, `${output}site/gallery.html`);
  for (const page of PAGES) {
    const [from, to] = [`${root}extension/pages/${page}/${page}`, `${output}site/${page}/${page}`];
    await esbuild.build({ ...options, entryPoints: [`${from}.ts`], format: "esm", outfile: `${to}.js` });
    await writeFile(`${to}.html`, htmlOf(page));
    await copyFile(`${from}.css`, `${to}.css`);
  }
  for (const sheet of SHEETS) await copyFile(`${root}extension/pages/common/${sheet}`, `${output}site/${sheet}`);
  await cp(`${root}extension/texts`, `${output}site/texts`, { recursive: true });
  await copyFile(`${root}THIRD-PARTY-NOTICES.txt`, `${output}site/THIRD-PARTY-NOTICES.txt`);
  await copyFile(`${root}extension/icons/48.png`, `${output}site/icons/48.png`);
}

/** Starts the browser. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless=new", "--no-sandbox"],
  });
}

/** Opens a page of the site in its own browser context. `problem` is called with each error of the page. */
export async function openPage(browser, path, options, { problem = undefined, prepare = undefined } = {}) {
  const context = await browser.newContext(options);
  await context.route("**/*", (route) => {
    const url = route.request().url();
    return url.startsWith(ORIGIN)
      ? route.fulfill({ path: `${output}site/${url.slice(ORIGIN.length).split(/[?#]/)[0]}` })
      : route.abort();
  });
  await prepare?.(context);
  const page = await context.newPage();
  page.on("pageerror", (error) => problem?.(error.message));
  page.on("console", (message) => message.type() === "error" && problem?.(message.text()));
  await page.goto(`${ORIGIN}${path}`);
  return page;
}
