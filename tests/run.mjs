// Runs the tests that need a browser or the built modules: `node run.mjs [FILE…]`. Ends by itself whatever happens.

import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { start, stop } from "./e2e/drivers/processes.mjs";
import { sweep } from "./e2e/policies.mjs";

/** No run takes nearly as long; what is still running then hangs. */
const LIMIT = 30 * 60_000;
/** Where they lie: those of single parts, the modules', the interface's own, and those of the whole. */
const FOLDERS = ["unit", "wasm", "gallery", "e2e"];

/** Files that change what every browser of this machine does while they run. */
const ALONE = ["policy.test.mjs"];
/** Browser tests wait more than they work: two files at a time take not much longer than one. */
const AT_A_TIME = 2;

const here = fileURLToPath(new URL(".", import.meta.url));
const chosen = process.argv.slice(2);
const all = FOLDERS.flatMap((folder) =>
  readdirSync(`${here}${folder}`)
    .filter((name) => name.endsWith(".test.mjs"))
    .map((name) => `${here}${folder}/${name}`),
);

const files = chosen.length > 0 ? chosen : all;
const isAlone = (file) => ALONE.some((name) => file.endsWith(name));
const parts = [files.filter((file) => !isAlone(file)), files.filter(isAlone)].filter((part) => part.length > 0);

sweep();
let running;
const timer = setTimeout(() => {
  console.error(`The tests did not end within ${LIMIT / 60_000} minutes; stopped.`);
  void stop(running);
}, LIMIT);
let failed = false;
for (const part of parts) {
  running = start(
    process.execPath,
    ["--test", `--test-concurrency=${AT_A_TIME}`, "--test-reporter=spec", "--test-reporter-destination=stdout", ...part],
    { output: "inherit", grace: 25_000 },
  );
  if ((await running.ended) !== 0) failed = true;
}
clearTimeout(timer);
process.exitCode = failed ? 1 : 0;
