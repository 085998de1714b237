// A module that traps is started again, and the message is held when it traps twice.

import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "../gallery/tools.mjs";

const { Module } = await load("extension/wasm/modules.ts");

/** A module whose uses trap so many times, with the number of its starts and resets. */
function trapping(times, trap = () => new WebAssembly.RuntimeError("unreachable")) {
  const counts = { starts: 0, resets: 0, left: times };
  let running = null;
  const module = new Module(
    async () => {
      counts.starts += 1;
      running = { isSound: true };
      return running;
    },
    () => {
      counts.resets += 1;
      running = null;
    },
  );
  const use = (instance) => {
    assert.ok(instance.isSound, "an instance that trapped is used again");
    if (counts.left === 0) return "answer";
    counts.left -= 1;
    throw trap();
  };
  return { module, counts, use };
}

test("a module that traps once answers with a new instance", async () => {
  for (const trap of [undefined, () => new RangeError("Maximum call stack size exceeded")]) {
    const { module, counts, use } = trapping(1, trap);
    assert.equal(await module.run(use), "answer");
    assert.equal(counts.resets, 1);
  }
});

test("a module that traps twice is an error for this message and answers the next", async () => {
  const { module, counts, use } = trapping(2);
  await assert.rejects(() => module.run(use), WebAssembly.RuntimeError);
  assert.equal(counts.resets, 2, "the second instance goes, too");
  assert.equal(await module.run(use), "answer");
});

test("an error that is no trap is not tried again", async () => {
  const { module, counts, use } = trapping(1, () => new TypeError("wrong"));
  await assert.rejects(() => module.run(use), TypeError);
  assert.deepEqual([counts.resets, counts.starts], [0, 1]);
});
