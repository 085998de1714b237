// Bundles the extension for both browsers from one source: `node tools/bundle.mjs [--test]`, once the WebAssembly modules are in
// dist/wasm. The code is not minified, so that reviewers can read the packages.

import { copyFile, cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundledPackages, npmPackages } from "../../supply-chain/inventory.mjs";
import { PAGES, SHEETS, htmlOf } from "./page-list.mjs";

const extension = fileURLToPath(new URL("../", import.meta.url));
const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const test = process.argv.includes("--test");

/** The licence files in each package, from the root of the repository. */
const LICENCES = ["THIRD-PARTY-NOTICES.txt", "LICENSE-MIT", "LICENSE-APACHE"];

/** The hosts of pages that tests serve. A release never watches them. A match pattern cannot contain a port. */
const TEST_HOSTS = ["http://127.0.0.1/*", "http://localhost/*"];
/** A public key whose private half was thrown away. It only fixes the id of the test build in Chromium. */
const TEST_KEY =
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAn8awI4LVaiSmrbBL8/2xZ+SInC5oDnD82z5k3pkUh4iNfRScAiMYzmbjf7XTa9h3rJK0rRcNFeUPE7gxBGgFT+833GUNYHpC6mE4hgxC20fPfxTkyOR5NAcKRRmrr9tZznehMihhKQ0hlRZtLK9sDoa6PBjl+rq2yLTJxkZpm8qLTrXPlEIDV1BcWd60uGSeerWFNO/f8Lbe22NaJIMfwnjpP26JAd0sAoLrcECeuhpdSi9zITyWgh9IW6SBqfW7pjHboKq9pZ0Bt3UVrQcuqEty7QdnVa7+c3SJtx9J4tmw/CfHfgvhF2XWB4wHbHHg+r6f+mT6XFXycdCjbLpW6QIDAQAB";

/** The manifest for one browser, from the one source. */
function manifestFor(browser, source) {
  const manifest = structuredClone(source);
  if (test) manifest.host_permissions.push(...TEST_HOSTS);
  // Both lists have the same hosts, so that the script can be put into open pages after an update.
  manifest.content_scripts[0].matches = manifest.host_permissions;
  if (browser === "chrome") {
    manifest.minimum_chrome_version = "120";
    manifest.background = { service_worker: "background.js", type: "module" };
    if (test) manifest.key = TEST_KEY;
  } else {
    manifest.background = { scripts: ["background.js"], type: "module" };
    // Firefox passes policies on without a schema, and calls this key unknown.
    delete manifest.storage;
    manifest.browser_specific_settings = {
      gecko: {
        id: test ? "touchstone-test@touchstone.example" : "{6f1c7f7e-5a0b-4a3e-9a36-2f3b7d1c9e54}",
        // The first version in which the drawings are known to vanish with the extension (content/extension-sheet.ts).
        strict_min_version: "144.0",
        data_collection_permissions: { required: ["none"] },
      },
    };
  }
  return manifest;
}

/** The date of the tables. Pages say when the tables are old. */
const TABLES = (await readFile(fileURLToPath(new URL("../../src/data/date.txt", import.meta.url)), "utf8")).trim();

async function bundle(browser) {
  const out = `${dist}${test ? "test-" : ""}${browser}/`;
  await rm(out, { recursive: true, force: true });
  for (const page of PAGES) await mkdir(`${out}${page}`, { recursive: true });
  /** @type {import("esbuild").BuildOptions} */
  const options = {
    absWorkingDir: extension,
    bundle: true,
    target: ["chrome120", "firefox144"],
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
    // The test build marks its drawings with an attribute. In a release, a mail's style sheet could read such an attribute.
    loader: { ".tsv": "text" },
    define: { TOUCHSTONE_TEST: String(test), TOUCHSTONE_TABLES: JSON.stringify(TABLES) },
  };
  const bundles = await Promise.all([
    build({ ...options, entryPoints: ["background/main.ts"], outfile: `${out}background.js`, format: "esm" }),
    build({ ...options, entryPoints: ["content/main.ts"], outfile: `${out}content.js`, format: "iife" }),
    build({ ...options, entryPoints: ["wasm/check-worker.ts"], outfile: `${out}check-worker.js`, format: "esm" }),
    build({ ...options, entryPoints: ["wasm/picture-worker.ts"], outfile: `${out}picture-worker.js`, format: "esm" }),
    ...PAGES.map((page) =>
      build({
        ...options,
        entryPoints: [`pages/${page}/${page}.ts`],
        outfile: `${out}${page}/${page}.js`,
        format: "esm",
      }),
    ),
  ]);
  checkNotices(bundles.map(({ metafile }) => metafile));
  const source = JSON.parse(await readFile(`${extension}manifest.json`, "utf8"));
  await writeFile(`${out}manifest.json`, `${JSON.stringify(manifestFor(browser, source), null, 2)}\n`);
  for (const page of PAGES) {
    await writeFile(`${out}${page}/${page}.html`, htmlOf(page));
    await cp(`${extension}pages/${page}/${page}.css`, `${out}${page}/${page}.css`);
  }
  for (const name of LICENCES)
    await copyFile(fileURLToPath(new URL(`../../${name}`, import.meta.url)), `${out}${name}`);
  if (browser === "chrome") await cp(`${extension}policy-schema.json`, `${out}policy-schema.json`);
  for (const sheet of SHEETS) await cp(`${extension}pages/common/${sheet}`, `${out}${sheet}`);
  for (const folder of ["_locales", "texts"]) await cp(`${extension}${folder}`, `${out}${folder}`, { recursive: true });
  for (const name of ["16", "32", "48", "128", "off-16", "off-32"])
    await cp(`${extension}icons/${name}.png`, `${out}icons/${name}.png`);
  for (const name of ["touchstone_bg.wasm", "touchstone_mail_bg.wasm", "touchstone_qr_bg.wasm"])
    await cp(`${dist}wasm/${name}`, `${out}${name}`);
}

/** Stops the build if a package from npm is bundled that the notices do not name. */
function checkNotices(metafiles) {
  const named = npmPackages().map(({ name }) => name);
  const missing = bundledPackages(metafiles).filter((name) => !named.includes(name));
  if (missing.length > 0) {
    throw new Error(
      `${missing.join(", ")}: bundled, so it stands under "dependencies" in package.json, and in the notices`,
    );
  }
}

await bundle("chrome");
await bundle("firefox");
