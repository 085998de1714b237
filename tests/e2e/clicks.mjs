// The actions of the tests on real webmails: every way of clicking on a link, and the deliberate way through the dialog.

import assert from "node:assert/strict";

import { messages } from "../gallery/tools.mjs";
import { until } from "./drivers/until.mjs";

const words = messages("en");

/** @type {{ key?: string, button?: string, modifiers?: string[], count?: number }[]} */
const WAYS = [
  {},
  { button: "middle" },
  { modifiers: ["Control"] },
  { modifiers: ["Shift"] },
  { modifiers: ["Control", "Shift"] },
  { count: 2 },
  { key: "Enter" },
];

/** Follows a link in every way and asserts that each time one dialog holds it, no request is made, and no tab opens. */
export async function everyWayIsHeld({ browser, counter, page, link, frame = null }) {
  counter.reset();
  const tabs = (await browser.pages()).length;
  for (const { key, ...how } of WAYS) {
    if (key) {
      await page.focus(link, { frame });
      await page.press(key);
    } else {
      await page.click(link, { ...how, frame });
    }
    const dialogs = await page.waitForDrawn("dialog");
    assert.equal(dialogs.length, 1, JSON.stringify(how));
    assert.equal(dialogs[0].frame, await page.url(), "the dialog stands in the top frame");
    await dismiss(page);
  }
  assert.equal((await browser.pages()).length, tabs);
  assert.deepEqual(counter.fromPages(), []);
}

/** Leaves the dialog by its safe way. */
export async function dismiss(page, name = words.step_back) {
  await page.drawnClick("dialog", 0, { name });
  await until(async () => (await page.drawn("dialog")).length === 0, "the dialog to close");
}

/** Goes through the dialog to its end, asserts that the host gets one request, and closes the tab. */
export async function theDeliberateWayOpensOnce({ browser, counter, page, link, host, frame = null }) {
  counter.reset();
  await page.click(link, { frame });
  await page.waitForDrawn("dialog");
  const tab = await browser.tabFrom(async () => {
    for (const name of ["Open it anyway", "Yes, open it"]) await page.drawnClick("dialog", 0, { name });
  });
  await until(() => counter.to(host).length > 0, "the request");
  assert.equal(counter.to(host).length, 1);
  await tab.close();
}

/** Follows a link and asserts that its host gets a request and that no dialog is drawn. */
export async function theWayIsFree({ browser, counter, page, link, host, frame = null }) {
  counter.reset();
  const tab = await browser.tabFrom(() => page.click(link, { frame }));
  await until(() => counter.to(host).length > 0, "the genuine page");
  assert.deepEqual(await page.drawn("dialog"), []);
  await tab.close();
}
