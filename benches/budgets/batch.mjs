// Budget: a verdict in a batch of 500 links, boundary included and results read, beside `new URL()` and `tldts.parse()`.
// Once in Node and once in a page of the extension, where the module does its work for users.

import { readFileSync } from "node:fs";

import { require } from "../../tests/e2e/drivers/packages.mjs";
import { race } from "./rounds.mjs";
import { median, spread } from "./statistics.mjs";

const ROUNDS = 120;
const ALLOWED = 4;

export async function batchInNode({ dist }) {
  const judge = await import(`${dist}wasm/touchstone.js`);
  judge.initSync({ module: readFileSync(`${dist}wasm/touchstone_bg.wasm`) });
  return [row("Node", race({ judgeLinks: judge.judgeLinks, parse: require("tldts").parse }, ROUNDS))];
}

export async function batchInChromium({ chromium, touchstone }) {
  const page = await chromium.page(`${touchstone}popup/popup.html`);
  const times = await page.evaluate(async (rounds) => {
    const [judge, tldts, { race }] = await Promise.all(
      ["touchstone.js", "tldts.js", "rounds.mjs"].map((name) => import(`/bench/${name}`)),
    );
    await judge.default({ module_or_path: "/touchstone_bg.wasm" });
    return race({ judgeLinks: judge.judgeLinks, parse: tldts.parse }, rounds);
  }, ROUNDS);
  await page.close();
  return [row("Chromium", times)];
}

function row(where, { ours, theirs }) {
  const ratio = ours.map((time, round) => time / theirs[round]);
  return {
    budget: `500 links in a batch beside URL + tldts, ${where}`,
    measured: `${spread(ratio)} ×`,
    allowed: `${ALLOWED} ×`,
    within: median(ratio) <= ALLOWED,
    note: `${spread(ours, 2)} ms against ${spread(theirs, 2)} ms`,
  };
}
