// Helpers of the gallery's scripts: the extension's development packages, its bundled modules, and real verdicts.

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

/** The languages that have texts. */
export const LANGUAGES = readdirSync(`${root}extension/_locales`).sort();

/** The languages that get every picture. The others get pictures of the most crowded states only. */
export const SHOWN = ["en", "zh_CN"];

/** Returns the texts of a language as the extension's loader does. */
export function messages(language) {
  const entries = JSON.parse(readFileSync(`${root}extension/_locales/${language}/messages.json`, "utf8"));
  return Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, entry.message]));
}

/** Returns the texts of one page, or with "common" those that all pages share. */
export function pageTexts(language, page) {
  return JSON.parse(readFileSync(`${root}extension/texts/${language}/${page}.json`, "utf8"));
}

/** Returns the regions and notification pages in the module's form, read from the table without the module. */
export function notificationPages() {
  return readFileSync(`${root}src/data/marketplaces.tsv`, "utf8")
    .split("\n")
    .filter((line) => line && !line.startsWith("#"))
    .map((line) => line.split("\t"))
    .map(([region, host]) => [region, `https://${host}/performance/notifications`]);
}

/** Runs the command line and parses its answers. */
function touchstone(...args) {
  const out = execFileSync(`${root}target/release/touchstone`, args, { encoding: "utf8" });
  return out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** Returns the verdicts on every mail in `mails`, by file name. */
export function mailVerdicts() {
  const names = readdirSync(`${here}mails`)
    .filter((name) => name.endsWith(".eml"))
    .sort();
  const verdicts = touchstone("mail", "--json", ...names.map((name) => `${here}mails/${name}`));
  return Object.fromEntries(names.map((name, at) => [name.replace(".eml", ""), verdicts[at]]));
}

/** Returns the verdicts on links and addresses, by input. */
export function checkVerdicts(inputs) {
  const verdicts = touchstone("check", "--json", ...inputs);
  return Object.fromEntries(inputs.map((input, at) => [input, verdicts[at]]));
}

/** Bundles a module of the extension and loads it into Node. It is loaded from a file, so that its errors name a place. */
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
