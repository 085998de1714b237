// When a typed word counts as whole, so that half of it gets no verdict.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "../gallery/tools.mjs";

const { Rhythm, isWhole } = await load("extension/pages/check/typing.ts");

/** The waits after keys with these pauses between them. */
function waits(...pauses) {
  const rhythm = new Rhythm();
  let now = 0;
  return [rhythm.wait(now), ...pauses.map((pause) => rhythm.wait((now += pause)))];
}

test("a word is whole after 150 ms without a key, or after a slow typist's own pause", () => {
  for (const pause of [5, 40, 75]) assert.equal(waits(pause).at(-1), 150, `${pause}`);
  for (const pause of [80, 200, 300, 400]) assert.ok(waits(pause).at(-1) > pause * 1.5, `${pause}`);
  assert.ok(Math.max(...waits(10, 899, 30, 901, 90_000)) <= 900, "nobody waits long");
});

test("a first key, and a key after a moment of reading, tell nothing about the rhythm", () => {
  const [first] = waits();
  assert.ok(first > 150);
  assert.equal(waits(50, 60_000).at(-1), first);
});

test("a paste, a drop and a dictated word are whole at once; single letters and deletions are not", () => {
  for (const inputType of ["insertFromPaste", "insertFromDrop", "insertReplacementText", "insertFromYank"])
    assert.ok(isWhole({ inputType, data: null }), inputType);
  assert.ok(isWhole({ inputType: "insertText", data: "https://amazon.de/" }));
  assert.ok(!isWhole({ inputType: "insertText", data: "a" }));
  assert.ok(!isWhole({ inputType: "deleteContentBackward", data: null }));
});
