// Makes the compared extensions as copies in their own folders, so that a rebuild during a measurement does not change it.

import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { require } from "../../tests/e2e/drivers/packages.mjs";
import { scratch } from "../../tests/e2e/drivers/processes.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

const MODULE = "touchstone_bg.wasm";
/** The smallest possible module: its magic number and version. */
const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
/** An empty page, from which the background is asked. */
export const DESK = "desk.html";

/** Copies the test build (`test-chrome` or `test-firefox`) and adds a page that runs the batch. */
export async function touchstoneFor(dist, build) {
  const folder = copyOf(dist, build);
  mkdirSync(join(folder, "bench"));
  await bundle("page.mjs", join(folder, "bench/page.js"));
  writeFileSync(
    join(folder, "bench/page.html"),
    '<!DOCTYPE html><meta charset="utf-8"><title>Benchmark</title><script type="module" src="page.js"></script>',
  );
  return folder;
}

/** Makes a copy with an empty module, so that only the cost of the script is left. Its service worker is `hollow.js`. */
export async function hollowFor(dist) {
  const folder = copyOf(dist, "test-chrome");
  underAnotherName(folder, "hollow.js");
  await bundle("../../extension/background/main.ts", join(folder, "hollow.js"), {
    define: { TOUCHSTONE_TEST: "true" },
    plugins: [
      {
        name: "hollow",
        setup: (build) => build.onResolve({ filter: /\/touchstone(_mail)?\.js$/ }, () => ({ path: at("hollow.mjs") })),
      },
    ],
  });
  writeFileSync(join(folder, MODULE), EMPTY_MODULE);
  return folder;
}

/** Makes a copy with a stopwatch. Its service worker is `timed.js`. */
export async function timedFor(dist) {
  const folder = copyOf(dist, "test-chrome");
  underAnotherName(folder, "timed.js");
  const script = join(folder, "timed.js");
  // A block keeps its names apart from those of the script.
  writeFileSync(script, `{${readFileSync(at("stopwatch.mjs"), "utf8")}}\n${readFileSync(script, "utf8")}`);
  return folder;
}

/** Makes an extension that only calls an empty module. Its service worker is `bare.js`. */
export async function bareExtension() {
  const folder = scratch("bare");
  const manifest = {
    manifest_version: 3,
    name: "Bare",
    version: "1",
    background: { service_worker: "bare.js", type: "module" },
    content_security_policy: { extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'" },
  };
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
  await bundle("bare.mjs", join(folder, "bare.js"));
  writeFileSync(join(folder, MODULE), EMPTY_MODULE);
  writeDesk(folder);
  return folder;
}

function copyOf(dist, build) {
  const built = `${dist}${build}`;
  if (!existsSync(built)) throw new Error("there is no test build; run TOUCHSTONE_TEST=1 ./build.sh");
  const folder = scratch(build);
  cpSync(built, folder, { recursive: true });
  writeDesk(folder);
  return folder;
}

const writeDesk = (folder) =>
  writeFileSync(join(folder, DESK), '<!DOCTYPE html><meta charset="utf-8"><title>Desk</title>');

/** Gives the service worker a name by which it is found, and the extension its own id. */
function underAnotherName(folder, worker) {
  const path = join(folder, "manifest.json");
  const manifest = JSON.parse(readFileSync(path, "utf8"));
  delete manifest.key;
  manifest.background.service_worker = worker;
  // Only one of the extensions may watch the inbox.
  delete manifest.content_scripts;
  writeFileSync(path, JSON.stringify(manifest));
  renameSync(join(folder, "background.js"), join(folder, worker));
}

/** Bundles a script in the same way as the scripts of the extension. */
async function bundle(entry, outfile, options = {}) {
  await require("esbuild").build({
    entryPoints: [at(entry)],
    outfile,
    bundle: true,
    format: "esm",
    target: ["chrome120", "firefox144"],
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
    nodePaths: [at("../../extension/node_modules")],
    ...options,
  });
}
