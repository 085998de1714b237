// The guide after a click: the order of the steps, and the pages of Amazon that its buttons open.

import assert from "node:assert/strict";
import test from "node:test";

import { load, notificationPages, pageTexts } from "../gallery/tools.mjs";

const { HAPPENED, stepsFor } = await load("extension/pages/clicked/steps.ts");
const { addressOf, isInSellerCentral, reportPage } = await load("extension/pages/clicked/places.ts");

const all = stepsFor(new Set()).then;
const at = (home) => ({
  surroundings: { settings: home === undefined ? {} : { home }, notificationPages: notificationPages() },
});

test("before the user has answered, all steps are in one list", () => {
  assert.deepEqual(stepsFor(new Set()).first, []);
  assert.equal(all[0], "stop");
  assert.ok(
    all.indexOf("offline") < all.indexOf("password"),
    "spyware on a connected computer would get the new password",
  );
});

for (const one of HAPPENED) {
  test(`no incident hides a step or changes the order: ${one}`, () => {
    const { first, then } = stepsFor(new Set([one]));
    assert.deepEqual([...first, ...then].sort(), [...all].sort());
    for (const part of [first, then])
      assert.deepEqual(
        part,
        all.filter((step) => part.includes(step)),
      );
  });
}

test("an incident moves its own steps to the top", () => {
  const first = (...happened) => stepsFor(new Set(happened)).first;
  assert.ok(first("password").includes("password"));
  assert.ok(first("code").includes("codes"));
  assert.ok(first("installed").includes("offline"));
  assert.ok(first("access").includes("offline"));
  assert.ok(first("paid").includes("bank"));
  assert.ok(first("app").includes("apps"));
  assert.deepEqual(first("opened"), ["stop", "evidence"]);
});

test("a button opens only the user's own Seller Central, and there is none if it is opened elsewhere or unknown", () => {
  for (const step of all) {
    assert.equal(addressOf(at("elsewhere"), step), null);
    assert.equal(addressOf(at(undefined), step), null);
  }
  for (const [region, page] of notificationPages()) {
    const found = all.map((step) => addressOf(at({ region }), step)).filter((url) => url !== null);
    assert.ok(found.length >= 6);
    for (const url of found) assert.equal(new URL(url).origin, new URL(page).origin);
  }
});

test("a step without a button names the path through the menus", () => {
  for (const step of all.filter(isInSellerCentral)) assert.ok(pageTexts("en", "clicked")[`clicked_path_${step}`], step);
});

test("the page for reports is that of the user's store, or Amazon.com's if there is no single store", () => {
  assert.equal(reportPage(at({ region: "DE" })), "https://www.amazon.de/reportascam");
  assert.equal(reportPage(at({ region: "GB" })), "https://www.amazon.co.uk/reportascam");
  assert.equal(reportPage(at({ region: "BE" })), "https://www.amazon.com.be/reportascam");
  for (const home of [{ region: "EU" }, "elsewhere", undefined])
    assert.equal(reportPage(at(home)), "https://www.amazon.com/reportascam");
});
