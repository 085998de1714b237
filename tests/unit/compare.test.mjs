// The comparison of two spellings of a name or an address.

import assert from "node:assert/strict";
import test from "node:test";

import { load } from "../gallery/tools.mjs";

const { compare } = await load("extension/pages/review/compare.ts");
const differences = (left, right) => compare(left, right).filter(({ kind }) => kind !== null);

test("equal spellings have no difference, and the whole text is kept", () => {
  const text = "深圳市南山区XX大厦A座501 𠮷";
  assert.deepEqual(differences(text, text), []);
  assert.equal(
    compare(text, text)
      .map(({ left }) => left)
      .join(""),
    text,
  );
});

test("both spellings can be read again from the positions", () => {
  for (const [left, right] of [
    ["abc", "axbc"],
    ["", "x"],
    ["abcd", "dcba"],
    ["A座501", "Ａ座5楼"],
  ]) {
    const places = compare(left, right);
    assert.equal(places.map((place) => place.left).join(""), left);
    assert.equal(places.map((place) => place.right).join(""), right);
  }
});

test("every kind of difference is named", () => {
  const kinds = [
    ["A座", "Ａ座", "width"],
    ["a b", "a\u3000b", "width"],
    ["ｱ", "ア", "width"],
    ["a b", "ab", "space"],
    ["Co", "co", "case"],
    ["ab", "a\u200bb", "hidden"],
    ["a\u00adb", "ab", "hidden"],
    ["Lumen", "Lumеn", "alike"],
    ["LAMP", "L\u0410MP", "alike"],
    ["O12", "012", "alike"],
    ["Ina", "lna", "alike"],
    ["A1", "Al", "alike"],
    ["1\u041e", "10", "alike"],
    ["Ω", "\u2126", "form"],
    ["A", "Щ", "other"],
    ["L", "1", "other"],
    ["O", "I", "other"],
    ["座", "楼", "other"],
    ["Ltd.", "Ltd", "other"],
  ];
  for (const [left, right, kind] of kinds) {
    const found = differences(left, right);
    assert.deepEqual(
      found.map((place) => place.kind),
      [kind],
      `${left} / ${right}`,
    );
  }
});

test("an inserted character does not move the others out of place", () => {
  assert.deepEqual(differences("XX大厦501", "XX大厦A座501"), [
    { left: "", right: "A", kind: "other" },
    { left: "", right: "座", kind: "other" },
  ]);
});

test("a letter stands opposite its own capital, also after a superfluous space", () => {
  assert.deepEqual(
    differences("a Lamps", "a  lamps").map(({ kind }) => kind),
    ["space", "case"],
  );
});
