// The place of a card: it covers neither its link nor the mark, and it stands inside the window.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "../gallery/tools.mjs";

const { placeFor } = await load("extension/content/card-place.ts");

const WINDOW = { width: 1000, height: 800 };
const CARD = { width: 360, height: 420 };
const box = (left, top, width, height) => ({ left, top, right: left + width, bottom: top + height });
const covers = (place, card, edges) =>
  place.left < edges.right &&
  place.left + card.width > edges.left &&
  place.top < edges.bottom &&
  place.top + place.height > edges.top;

test("a card stands below its mark if there is room, else above the link, never over the link", () => {
  assert.deepEqual(placeFor(CARD, WINDOW, box(50, 40, 20, 20), []), { left: 50, top: 66, height: 420 });
  // The mark stands on a line of its own below a picture that is a link.
  const link = box(50, 480, 200, 40);
  const mark = box(50, 520, 20, 20);
  const place = placeFor(CARD, WINDOW, mark, [link]);
  assert.equal(place.top + place.height, 474);
});

test("a card covers nothing that it should keep clear, wherever there is room for its buttons", () => {
  for (let top = 0; top <= WINDOW.height - 40; top += 20)
    for (const height of [20, 40, 200, 300])
      for (const width of [20, 200, 960]) {
        const link = box(20, top, width, height);
        const mark = box(20 + width, top, 16, 16);
        const place = placeFor(CARD, WINDOW, mark, [link]);
        assert.ok(place.left >= 0 && place.top >= 0, JSON.stringify(place));
        assert.ok(place.left + CARD.width <= WINDOW.width, JSON.stringify(place));
        assert.ok(place.top + place.height <= WINDOW.height, JSON.stringify(place));
        assert.ok(place.height >= 200);
        assert.ok(!covers(place, CARD, link) && !covers(place, CARD, mark), JSON.stringify({ link, place }));
      }
});

test("a card over a link that fills its frame leaves the link free, and one over the mark stands inside the frame", () => {
  const frame = { width: 300, height: 150 };
  const mark = box(280, 130, 16, 16);
  const link = box(0, 0, 300, 150);
  assert.ok(!covers(placeFor(CARD, frame, mark, [link]), CARD, link));
  const window = { width: 500, height: 430 };
  const place = placeFor(CARD, window, box(20, 215, 16, 16), []);
  assert.ok(place.top >= 0 && place.top + place.height <= window.height, JSON.stringify(place));
});

test("a link that is shown only elsewhere has no place of its own", () => {
  const shown = box(50, 480, 200, 40);
  const place = placeFor(CARD, WINDOW, box(50, 540, 20, 20), [box(0, 0, 0, 0), shown]);
  assert.ok(!covers(place, CARD, shown));
});
