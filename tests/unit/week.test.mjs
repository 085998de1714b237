// The warnings that the popup counts: those of the last seven days, the most serious first.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "../gallery/tools.mjs";

const { ofTheWeek } = await load("extension/pages/popup/week.ts");

const DAY = 24 * 60 * 60_000;
const NOW = Date.UTC(2026, 10, 30);

test("a warning counts for seven days after its mail was last opened, and a serious one comes first", () => {
  const entry = (id, days, level = "caution") => ({ id, last: NOW - days * DAY, level });
  const found = ofTheWeek(
    [entry("now", 0), entry("old", 7.01), entry("two days", 2), entry("six days", 6.9, "danger"), entry("ahead", -1)],
    NOW,
  );
  assert.deepEqual(
    found.map(({ id }) => id),
    ["six days", "now", "two days"],
  );
  assert.deepEqual(ofTheWeek([], NOW), []);
});
