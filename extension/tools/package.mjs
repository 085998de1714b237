// Packs a build for the stores: `node tools/package.mjs`, after `supply-chain/sbom.mjs`. It writes one package per browser, the bill
// of materials, the source archive for the reviewers, and the checksums, and it prints the sizes. How the bytes become the same on
// every machine: packing.mjs.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { filesBelow, sourceFiles, zip } from "./packing.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const dist = join(root, "dist");
const SUMS = "SHA256SUMS";

const { version } = JSON.parse(readFileSync(join(dist, "chrome/manifest.json"), "utf8"));

// Packages of an earlier build could be mistaken for these.
for (const name of readdirSync(dist))
  if (/^touchstone-.*\.(zip|xpi|cdx\.json)$/.test(name) || name === SUMS) rmSync(join(dist, name));

/** @type {[string, Uint8Array][]} */
const packages = [
  [`touchstone-chrome-${version}.zip`, zip(await filesBelow(join(dist, "chrome")))],
  [`touchstone-firefox-${version}.xpi`, zip(await filesBelow(join(dist, "firefox")))],
  [`touchstone-${version}.cdx.json`, readFileSync(join(dist, "sbom.cdx.json"))],
];
let missing;
try {
  packages.push([`touchstone-source-${version}.zip`, zip(await sourceFiles(root))]);
} catch (error) {
  missing = error.message;
}
for (const [name, bytes] of packages) writeFileSync(join(dist, name), bytes);
const sum = (bytes) => createHash("sha256").update(bytes).digest("hex");
const sums = packages.map(([name, bytes]) => `${sum(bytes)}  ${name}\n`).join("");
writeFileSync(join(dist, SUMS), sums);

const gzipped = (name) => gzipSync(readFileSync(join(dist, "chrome", name)), { level: 9 }).length;
/** @type {[string, number, number | null][]} */
const rows = [
  ...packages.map(([name, bytes]) => /** @type {[string, number, null]} */ ([`dist/${name}`, bytes.length, null])),
  ...[
    ["every tab of a webmail: content.js", "content.js"],
    ["background: background.js", "background.js"],
    ...readdirSync(join(dist, "chrome"))
      .filter((name) => name.endsWith(".wasm"))
      .map((name) => [`background: ${name}${name === "touchstone_bg.wasm" ? "" : ", when needed"}`, name]),
  ].map(
    ([what, name]) =>
      /** @type {[string, number, number]} */ ([what, readFileSync(join(dist, "chrome", name)).length, gzipped(name)]),
  ),
];
const shown = (bytes) => (bytes === null ? "" : `${(bytes / 1000).toFixed(1)} KB`);
const wide = Math.max(...rows.map(([what]) => what.length));
const line = (what, size, gzip) => `${what.padEnd(wide)}  ${size.padStart(10)}  ${gzip.padStart(10)}`.trimEnd();
console.log(line("", "size", "gzip -9"));
for (const [what, size, gzip] of rows) console.log(line(what, shown(size), shown(gzip)));
console.log(`\ndist/${SUMS}\n${sums}`);
if (missing) {
  console.error(`No source archive was made: ${missing}`);
  // Without this failure the missing archive would only be noticed at the store.
  process.exitCode = 1;
}
