// Runs the tests that need a browser or the built modules, one file after the other: `node run.mjs [FILE…]`. Ends by itself
// whatever happens.

import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { start, stop } from "./e2e/drivers/processes.mjs";

/** No run takes nearly as long; what is still running then hangs. */
const LIMIT = 30 * 60_000;
/** Where they lie: those that need no browser, the modules', the interface's own, and those of the whole. */
const FOLDERS = ["unit", "wasm", "gallery", "e2e"];

const here = fileURLToPath(new URL(".", import.meta.url));
const chosen = process.argv.slice(2);
const all = FOLDERS.flatMap((folder) =>
  readdirSync(`${here}${folder}`)
    .filter((name) => name.endsWith(".test.mjs"))
    .map((name) => `${here}${folder}/${name}`),
);

// Two browsers at once would slow each other down.
const tests = start(
  process.execPath,
  [
    "--test",
    "--test-concurrency=1",
    "--test-reporter=spec",
    "--test-reporter-destination=stdout",
    ...(chosen.length > 0 ? chosen : all),
  ],
  { output: "inherit", grace: 25_000 },
);
const timer = setTimeout(() => {
  console.error(`The tests did not end within ${LIMIT / 60_000} minutes; stopped.`);
  void stop(tests);
}, LIMIT);
const how = await tests.ended;
clearTimeout(timer);
process.exitCode = how === 0 ? 0 : 1;
