// Runs the tests that need a browser or the built modules: `node run.mjs [FILE…]`. Ends by itself whatever happens.

import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { run } from "node:test";
import { spec as Spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";

import { sweep } from "./e2e/policies.mjs";

/** No run takes nearly as long; what is still running then hangs. */
const LIMIT = 30 * 60_000;
/** What is stopped ends its browsers and servers within this long. */
const GRACE = 25_000;
/** Where they lie: those of single parts, the modules', the interface's own, and those of the whole. */
const FOLDERS = ["unit", "wasm", "gallery", "e2e"];

/** Files that change what every browser of this machine does while they run. */
const ALONE = ["policy"];
/** These take minutes each, so they begin first: none of them is left over at the end, alone. */
const LONG = ["guard", "roundcube", "ways", "inbox", "hostile", "sogo", "lifecycle"];
/** Browser tests wait more than they work: on two cores four files at a time take not much longer than two. */
const AT_A_TIME = 4;

const here = fileURLToPath(new URL(".", import.meta.url));
const chosen = process.argv.slice(2);
const all = FOLDERS.flatMap((folder) =>
  readdirSync(`${here}${folder}`)
    .filter((name) => name.endsWith(".test.mjs"))
    .map((name) => `${here}${folder}/${name}`),
);
const files = chosen.length > 0 ? chosen : all;
const isOneOf = (names) => (file) => names.includes(basename(file, ".test.mjs"));
const alone = files.filter(isOneOf(ALONE));
const together = files.filter((file) => !alone.includes(file));
const longFirst = together.toSorted((one, other) => Number(isOneOf(LONG)(other)) - Number(isOneOf(LONG)(one)));

const hanging = new AbortController();
setTimeout(() => {
  console.error(`The tests did not end within ${LIMIT / 60_000} minutes; stopped.`);
  process.exitCode = 1;
  hanging.abort();
  setTimeout(() => process.exit(), GRACE).unref();
}, LIMIT).unref();

sweep();
for (const part of [longFirst, alone]) if (part.length > 0 && !hanging.signal.aborted) await runFiles(part);

/** Each file in a process of its own. */
async function runFiles(files) {
  const events = run({ files, concurrency: AT_A_TIME, signal: hanging.signal });
  events.on("test:fail", () => {
    process.exitCode = 1;
  });
  for await (const text of events.compose(new Spec())) process.stdout.write(text);
}
