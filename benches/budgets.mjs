// Measures every budget of the design: `node benches/budgets.mjs [MEASURE…]`, after TOUCHSTONE_TEST=1 ./build.sh. Takes some
// minutes.
//
// It prints figures and asserts nothing, because machines are noisy. A time is the median with the middle half of all values. A figure that
// depends on the machine is a ratio to a measurement that is made in turn with it.

import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";

import { startCounter } from "../tests/e2e/counter.mjs";
import { startInbox } from "../tests/e2e/inbox/server.mjs";
import { batchInChromium, batchInFirefox, batchInNode } from "./budgets/batch.mjs";
import { openChromium } from "./budgets/chromium.mjs";
import { cold } from "./budgets/cold.mjs";
import { elsewhere } from "./budgets/elsewhere.mjs";
import { bareExtension, hollowFor, timedFor, touchstoneFor } from "./budgets/extensions.mjs";
import { mainThreadInFirefox } from "./budgets/firefox.mjs";
import { growthInChromium, growthInFirefox } from "./budgets/growth.mjs";
import { busyInbox, mainThread } from "./budgets/main-thread.mjs";
import { marks, marksInFirefox } from "./budgets/marks.mjs";
import { memory } from "./budgets/memory.mjs";
import { requests } from "./budgets/requests.mjs";
import { size } from "./budgets/size.mjs";
import { table } from "./budgets/table.mjs";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
/** In the order of the design; the requests last, because they are counted over all. */
const MEASURES = [
  size,
  cold,
  batchInNode,
  batchInChromium,
  batchInFirefox,
  growthInChromium,
  growthInFirefox,
  marks,
  marksInFirefox,
  mainThread,
  mainThreadInFirefox,
  busyInbox,
  memory,
  elsewhere,
  requests,
];

/** A name for the webmail that the extension does not watch. */
const UNWATCHED = "webmail.example";

const counter = await startCounter();
const inbox = await startInbox();
const extensions = [touchstoneFor(dist, "test-chrome"), bareExtension(), hollowFor(dist), timedFor(dist)];
const chromium = await openChromium(await Promise.all(extensions), flags());
try {
  const setting = {
    dist,
    chromium,
    counter,
    inbox,
    touchstone: await chromium.extension("background.js"),
    bare: await chromium.extension("bare.js"),
    hollow: await chromium.extension("hollow.js"),
    timed: await chromium.extension("timed.js"),
    unwatched: inbox.url.replace("127.0.0.1", UNWATCHED),
  };
  const rows = [];
  const wanted = process.argv.slice(2);
  for (const measure of MEASURES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    console.error(`${measure.name} …`);
    rows.push(...(await measure(setting)));
  }
  console.log(table(rows));
  console.log(
    `\n${cpus().length} processors; load ${loadavg()[0].toFixed(1)} at the end: above 1 to 2, others were at work`,
  );
} finally {
  await chromium.close();
  await inbox.close();
  await counter.close();
}

/** Resolves every host to the counter, except the webmail's second name. The first rule that matches applies. */
function flags() {
  return counter
    .chromiumFlags()
    .map((flag) => flag.replace("--host-resolver-rules=", `--host-resolver-rules=MAP ${UNWATCHED} 127.0.0.1,`));
}
