// What the gallery's scripts share: the development packages of the extension, its bundles, and real verdicts.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));
export const here = fileURLToPath(new URL(".", import.meta.url));

const require = createRequire(`${root}extension/package.json`);
export const esbuild = require("esbuild");
export const { chromium } = require("playwright-core");
export const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** The languages there are texts in. */
export const LANGUAGES = readdirSync(`${root}extension/_locales`).sort();

/** The languages pictures are taken in; of the others the most crowded are enough. */
export const SHOWN = ["en", "zh_CN"];

/** The texts of a language, as the extension's loader gives them. */
export function messages(language) {
  const entries = JSON.parse(readFileSync(`${root}extension/_locales/${language}/messages.json`, "utf8"));
  return Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, entry.message]));
}

/** The texts of one of our own pages alone, or those all pages have in common. */
export function pageTexts(language, page) {
  return JSON.parse(readFileSync(`${root}extension/texts/${language}/${page}.json`, "utf8"));
}

/** Regions and pages as the module lists them; for pictures the table is enough. */
export function notificationPages() {
  return readFileSync(`${root}src/data/marketplaces.tsv`, "utf8")
    .split("\n")
    .filter((line) => line && !line.startsWith("#"))
    .map((line) => line.split("\t"))
    .map(([region, host]) => [region, `https://${host}/performance/notifications`]);
}

/** Runs the command line and reads its answers. */
function touchstone(...args) {
  const out = execFileSync(`${root}target/release/touchstone`, args, { encoding: "utf8" });
  return out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** The verdicts on every mail in `mails`, by file name. */
export function mailVerdicts() {
  const names = readdirSync(`${here}mails`)
    .filter((name) => name.endsWith(".eml"))
    .sort();
  const verdicts = touchstone("mail", "--json", ...names.map((name) => `${here}mails/${name}`));
  return Object.fromEntries(names.map((name, at) => [name.replace(".eml", ""), verdicts[at]]));
}

/** The verdicts on links and addresses, by input. */
export function checkVerdicts(inputs) {
  const verdicts = touchstone("check", "--json", ...inputs);
  return Object.fromEntries(inputs.map((input, at) => [input, verdicts[at]]));
}

/** A module of the extension, bundled and loaded into node; from a file, so that what it throws says where. */
export async function load(path) {
  const folder = mkdtempSync(join(tmpdir(), "touchstone-module-"));
  const outfile = join(folder, "module.mjs");
  try {
    await esbuild.build({
      entryPoints: [`${root}${path}`],
      bundle: true,
      format: "esm",
      loader: { ".tsv": "text" },
      outfile,
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
