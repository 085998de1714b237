// Builds a site of the gallery and the extension's own pages. A browser without network access opens it from the disk.

import { mkdtempSync, rmSync } from "node:fs";
import { copyFile, cp, mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PAGES, SHEETS, htmlOf } from "../../extension/tools/page-list.mjs";
import { PATIENCE } from "../e2e/drivers/until.mjs";
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

/** The folder for the pictures. It is not committed. */
export const output = `${here}output/`;

/** The folder of the site. Each process has its own, because several test files build theirs at the same time. */
const site = mkdtempSync(join(tmpdir(), "touchstone-gallery-"));
process.on("exit", () => rmSync(site, { recursive: true, force: true }));

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
  await mkdir(output, { recursive: true });
  for (const folder of [...PAGES, "icons"]) await mkdir(`${site}/${folder}`, { recursive: true });
  const define = { TOUCHSTONE_TEST: "false", TOUCHSTONE_TABLES: JSON.stringify("2026-11-25") };
  const options = { loader: { ".tsv": "text" }, bundle: true, charset: "utf8", logLevel: "warning", define };
  const { outputFiles } = await esbuild.build({
    ...options,
    entryPoints: [`${here}gallery.ts`],
    format: "iife",
    write: false,
  });
  await writeFile(`${site}/gallery.js`, `const GALLERY = ${JSON.stringify(gallery)};\n${outputFiles[0].text}`);
  await copyFile(`${here}gallery.html`, `${site}/gallery.html`);
  for (const page of PAGES) {
    const [from, to] = [`${root}extension/pages/${page}/${page}`, `${site}/${page}/${page}`];
    await esbuild.build({ ...options, entryPoints: [`${from}.ts`], format: "esm", outfile: `${to}.js` });
    await writeFile(`${to}.html`, htmlOf(page));
    await copyFile(`${from}.css`, `${to}.css`);
  }
  for (const sheet of SHEETS) await copyFile(`${root}extension/pages/common/${sheet}`, `${site}/${sheet}`);
  await cp(`${root}extension/texts`, `${site}/texts`, { recursive: true });
  await copyFile(`${root}THIRD-PARTY-NOTICES.txt`, `${site}/THIRD-PARTY-NOTICES.txt`);
  await copyFile(`${root}extension/icons/48.png`, `${site}/icons/48.png`);
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
  context.setDefaultTimeout(PATIENCE);
  await context.route("**/*", (route) => {
    const url = route.request().url();
    return url.startsWith(ORIGIN)
      ? route.fulfill({ path: `${site}/${url.slice(ORIGIN.length).split(/[?#]/)[0]}` })
      : route.abort();
  });
  await prepare?.(context);
  const page = await context.newPage();
  page.on("pageerror", (error) => problem?.(error.message));
  page.on("console", (message) => message.type() === "error" && problem?.(message.text()));
  await page.goto(`${ORIGIN}${path}`);
  return page;
}
