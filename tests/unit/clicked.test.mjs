// The guide after a click: the order of the steps, and the pages of Amazon that its buttons open.

import assert from "node:assert/strict";
import test from "node:test";

import { load, notificationPages, pageTexts } from "../gallery/tools.mjs";

const { HAPPENED, isDoneElsewhere, isReadAlong, stepsFor } = await load("extension/pages/clicked/steps.ts");
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
    const { first, then, rest } = stepsFor(new Set([one]));
    assert.deepEqual([...first, ...then, ...rest].sort(), [...all].sort());
    for (const part of [first, then, rest])
      assert.deepEqual(
        part,
        all.filter((step) => part.includes(step)),
      );
  });
}

test("two or three steps come first, whatever happened", () => {
  for (let chosen = 1; chosen < 2 ** HAPPENED.length; chosen += 1) {
    const happened = HAPPENED.filter((_, at) => chosen & (1 << at));
    const { first } = stepsFor(new Set(happened));
    assert.equal(first[0], "stop", happened.join());
    assert.ok(first.length >= 2 && first.length <= 3, `${happened.join()}: ${first.join()}`);
  }
});

test("after a program or a stranger was on this computer, cutting it off comes first, and the account is left to another device", () => {
  for (const one of HAPPENED) {
    const others = new Set(HAPPENED.filter((other) => other !== one));
    assert.equal(isReadAlong(new Set([one])), ["installed", "access"].includes(one), one);
    assert.ok(stepsFor(new Set([...others, "installed"])).first.includes("offline"));
  }
  assert.deepEqual(
    all.filter((step) => !isDoneElsewhere(step)),
    ["stop", "offline"],
  );
});

test("an incident moves its own steps to the top", () => {
  const first = (...happened) => stepsFor(new Set(happened)).first;
  assert.ok(first("password").includes("password"));
  assert.ok(first("code").includes("codes"));
  assert.deepEqual(first("installed", "paid", "password", "app"), ["stop", "offline", "bank"]);
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

/** A browser with a storage, in a private window or not. `broken` makes it refuse to write. */
function browserWith(stored, { incognito = false, broken = false } = {}) {
  /** @type {any} */ (globalThis).chrome = {
    extension: { inIncognitoContext: incognito },
    storage: {
      local: {
        get: async (key) => (key in stored ? { [key]: stored[key] } : {}),
        set: async (values) => {
          if (broken) throw new Error("no room");
          Object.assign(stored, values);
        },
        remove: async (key) => void delete stored[key],
      },
    },
  };
}

test("the ticks outlive the page, and nothing of them stays after the user cleared them", async () => {
  const stored = {};
  browserWith(stored);
  const { storeTicks, storedTicks } = await load("extension/pages/clicked/ticks.ts");
  assert.deepEqual(await storedTicks(), { happened: [], done: [] });
  assert.equal(await storeTicks({ happened: ["password"], done: ["stop"] }), true);
  assert.deepEqual(await storedTicks(), { happened: ["password"], done: ["stop"] });
  assert.equal(await storeTicks({ happened: [], done: [] }), true);
  assert.deepEqual(stored, {});
});

test("ticks of a private window are not stored, and a storage without room is told", async () => {
  const stored = {};
  browserWith(stored, { incognito: true });
  let { storeTicks } = await load("extension/pages/clicked/ticks.ts");
  assert.equal(await storeTicks({ happened: ["password"], done: [] }), false);
  assert.deepEqual(stored, {});
  browserWith(stored, { broken: true });
  ({ storeTicks } = await load("extension/pages/clicked/ticks.ts"));
  assert.equal(await storeTicks({ happened: ["password"], done: [] }), false);
});

test("stored ticks that no version wrote are left out", async () => {
  const { ticksIn } = await load("extension/pages/clicked/ticks.ts");
  const none = { happened: [], done: [] };
  for (const value of [
    undefined,
    null,
    7,
    "x",
    [],
    { happened: "paid" },
    { happened: ["x", 1], done: ["__proto__", {}] },
  ])
    assert.deepEqual(ticksIn(value), none);
  assert.deepEqual(ticksIn({ happened: ["paid", "x"], done: ["stop", "stop it"], more: 1 }), {
    happened: ["paid"],
    done: ["stop"],
  });
});
