// Runs the JavaScript tests, each file in a process of its own: `node tests/run.mjs [NAME…]`. Without a name it runs all of them. A name is
// that of a file (`journal`), which may stand in several folders, or one with its folder (`unit/journal`). At the end it prints how
// long each file took. `node tests/run.mjs --list` prints the names.

import { readdirSync } from "node:fs";
import { run } from "node:test";
import { spec as Spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";

import { sweep } from "./e2e/policies.mjs";

/** The time limit of a run, in milliseconds. No run takes nearly as long, so a test that is still running then hangs. */
const LIMIT = 60 * 60_000;
/** Stopped tests end their browsers and servers within this time, in milliseconds. */
const GRACE = 25_000;
/** Single parts of the extension, the WebAssembly modules, the user interface by itself, and the whole in browsers. */
const FOLDERS = ["unit", "wasm", "gallery", "e2e"];

/** While this file runs, every browser on the machine obeys its policy. */
const ALONE = ["e2e/policy"];
/** These files take longest, so they begin first. Otherwise one of them would run alone at the end. */
const LONG = [
  "e2e/guard",
  "e2e/ways",
  "e2e/inbox",
  "e2e/roundcube",
  "e2e/rules",
  "e2e/speaking",
  "e2e/hostile",
  "e2e/sogo",
  "e2e/pages",
  "gallery/access",
  "gallery/behaviour",
  "e2e/own-pages",
];
/** The files that run at once. Browser tests wait more than they compute: on two cores four files take little longer than two. */
const AT_A_TIME = 4;

const here = fileURLToPath(new URL(".", import.meta.url));
const all = FOLDERS.flatMap((folder) =>
  readdirSync(`${here}${folder}`)
    .filter((name) => name.endsWith(".test.mjs"))
    .map((name) => `${folder}/${name.slice(0, -".test.mjs".length)}`),
);

/** The tests that the arguments name. */
function chosen(names) {
  if (names.length === 0) return all;
  const unknown = names.filter((name) => !all.some((one) => isNamed(one, name)));
  if (unknown.length > 0) {
    console.error(`There is no test named ${unknown.join(", ")}. There are: ${all.join(", ")}`);
    process.exit(2);
  }
  return all.filter((one) => names.some((name) => isNamed(one, name)));
}

function isNamed(test, name) {
  return test === name || test.endsWith(`/${name}`);
}

/** Runs tests, at most `AT_A_TIME` at once, and notes how many seconds each file takes. */
async function runTests(tests, seconds, signal) {
  const files = tests.map((test) => `${here}${test}.test.mjs`);
  const events = run({ files, concurrency: AT_A_TIME, signal });
  events.on("test:fail", () => {
    process.exitCode = 1;
  });
  // The runner passes the events on in the order of the files, so a clock here would count the waiting of one file for another.
  events.on("test:complete", (/** @type {any} */ { file, nesting, details }) => {
    const test = tests.find((test) => file === `${here}${test}.test.mjs`);
    // The file itself is the longest of its events.
    if (test && nesting === 0) seconds.set(test, Math.max(seconds.get(test) ?? 0, details.duration_ms / 1000));
  });
  for await (const text of events.compose(new Spec())) process.stdout.write(text);
}

async function main(names) {
  if (names[0] === "--list") return console.log(all.join("\n"));
  const tests = chosen(names);
  const alone = tests.filter((test) => ALONE.includes(test));
  const together = tests
    .filter((test) => !alone.includes(test))
    .toSorted((one, other) => Number(LONG.includes(other)) - Number(LONG.includes(one)));
  const hanging = new AbortController();
  setTimeout(() => {
    console.error(`The tests did not end within ${LIMIT / 60_000} minutes; stopped.`);
    process.exitCode = 1;
    hanging.abort();
    setTimeout(() => process.exit(), GRACE).unref();
  }, LIMIT).unref();
  sweep();
  const seconds = new Map();
  for (const part of [together, alone])
    if (part.length > 0 && !hanging.signal.aborted) await runTests(part, seconds, hanging.signal);
  console.log("\nSeconds that the tests of each file took, beside three other files:");
  for (const [test, taken] of [...seconds].sort(([, one], [, other]) => other - one))
    console.log(`${taken.toFixed(1).padStart(8)}  ${test}`);
}

await main(process.argv.slice(2));
