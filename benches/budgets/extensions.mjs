// The two extensions that are compared, in folders of their own: a rebuild meanwhile does not change what is measured.

import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { require } from "../../tests/e2e/drivers/packages.mjs";
import { scratch } from "../../tests/e2e/drivers/processes.mjs";

const beside = (name) => fileURLToPath(new URL(name, import.meta.url));

/** The test build, and beside it what its pages need to run the batch: the module's own glue and the rival. */
export function touchstoneFor(dist) {
  const built = `${dist}test-chrome`;
  if (!existsSync(built)) throw new Error("there is no test build; run TOUCHSTONE_TEST=1 ./build.sh");
  const folder = scratch("touchstone");
  cpSync(built, folder, { recursive: true });
  mkdirSync(join(folder, "bench"));
  for (const name of ["rounds.mjs", "links.mjs"]) cpSync(beside(name), join(folder, "bench", name));
  cpSync(`${dist}wasm/touchstone.js`, join(folder, "bench/touchstone.js"));
  cpSync(join(dirname(require.resolve("tldts/package.json")), "dist/index.esm.min.js"), join(folder, "bench/tldts.js"));
  return folder;
}

/** The smallest module there is: its magic number and version. */
const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** It answers the same request by the same way, and starts its module by the same way too. */
const EMPTY_BACKGROUND = `
let running;
const start = () => (running ??= WebAssembly.instantiateStreaming(fetch(chrome.runtime.getURL("empty.wasm"))));
chrome.runtime.onMessage.addListener((request, sender, respond) => {
  if (request.kind !== "judge-links" || sender.id !== chrome.runtime.id) return false;
  start().then(() => respond({ ok: true, value: request.links.map(() => ({ level: "info" })) }));
  return true;
});
`;

/** An extension of the same shape with nothing in it. */
export function emptyExtension() {
  const folder = scratch("empty");
  const manifest = {
    manifest_version: 3,
    name: "Empty",
    version: "1",
    background: { service_worker: "empty.js", type: "module" },
    content_security_policy: { extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'" },
  };
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
  writeFileSync(join(folder, "empty.js"), EMPTY_BACKGROUND);
  writeFileSync(join(folder, "empty.wasm"), EMPTY_MODULE);
  writeFileSync(join(folder, "page.html"), "<!DOCTYPE html><title>Empty</title>");
  return folder;
}
