// The answer of the page about calls, from every combination of ticks.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { load, root } from "../gallery/tools.mjs";

const { ASKED, CHECKED, levelOf } = await load("extension/pages/caller/result.ts");

const all = [...ASKED, ...CHECKED];
const combinations = Array.from({ length: 2 ** all.length }, (_, chosen) => all.filter((_, at) => chosen & (1 << at)));

test("a call is dangerous once the caller asks for anything that Amazon never asks for, whatever else was checked", () => {
  for (const ticks of combinations.filter((ticks) => ticks.some((one) => ASKED.includes(one))))
    assert.equal(levelOf(new Set(ticks)), "danger", ticks.join());
});

test("a call without a warning sign is to be checked first until both checks are made, and is never better than info", () => {
  assert.equal(levelOf(new Set()), null);
  for (const one of CHECKED) assert.equal(levelOf(new Set([one])), "caution", one);
  assert.equal(levelOf(new Set(CHECKED)), "info");
  for (const ticks of combinations) assert.notEqual(levelOf(new Set(ticks)), "ok", ticks.join());
});

test("the page has a line for every tick", () => {
  const html = readFileSync(`${root}extension/pages/caller/caller.html`, "utf8");
  assert.deepEqual(
    [...html.matchAll(/data-value="(\w+)"/g)].map(([, value]) => value),
    all,
  );
});
