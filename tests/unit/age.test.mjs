// The note about old tables: it appears after a year without an update, and not a day sooner.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load, root } from "../gallery/tools.mjs";

const { isOld } = await load("extension/model/tables-age.ts");
const tables = new Date("2026-11-25");

test("tables are old twelve months after their date", () => {
  for (const [now, old] of /** @type {[string, boolean][]} */ ([
    ["2026-11-25", false],
    ["2027-11-24T23:59:59.999Z", false],
    ["2027-11-25T00:00:00Z", true],
    ["2031-01-01", true],
  ])) {
    assert.equal(isOld(new Date(now), tables), old, now);
  }
});

test("a clock that runs behind makes no table old", () => {
  assert.equal(isOld(new Date("1970-01-01"), tables), false);
});

test("tables of a leap day become old one day later", () => {
  assert.equal(isOld(new Date("2029-02-28T12:00:00Z"), new Date("2028-02-29")), false);
  assert.equal(isOld(new Date("2029-03-01"), new Date("2028-02-29")), true);
});

test("the packages carry the date of their tables", () => {
  const day = readFileSync(`${root}src/data/date.txt`, "utf8").trim();
  assert.ok(!Number.isNaN(new Date(day).getTime()));
  for (const browser of ["chrome", "firefox"]) {
    const settings = readFileSync(`${root}dist/${browser}/options/options.js`, "utf8");
    assert.ok(settings.includes(`new Date("${day}")`), browser);
    assert.ok(
      !readFileSync(`${root}dist/${browser}/content.js`, "utf8").includes(day),
      "content scripts do not contain the date",
    );
  }
});
