// The extension comes, goes and is replaced under an open page, in both browsers: nothing fails open silently, and once it is
// gone the page is as if it had never been there.

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";

import { kinds, missing } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { until } from "./drivers/until.mjs";
import { startInbox } from "./inbox/server.mjs";
import { allow, openTouchstone } from "./touchstone.mjs";

const timeout = 60_000;
const BAD = "bridgewater-dental.example";
const BUTTON = `a[href*="${BAD}/wp-content"]`;
const QUIET = 700;

const pause = (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds));

/** Runs in the page: how many elements without a word in them take room: what is drawn in closed roots, and nothing else. */
const boxes = () =>
  [...document.querySelectorAll("span:empty, div:empty")].filter((one) => one.getClientRects().length > 0).length;

for (const kind of kinds) {
  describe(`comings and goings in ${kind}`, { skip: missing(kind) ?? false, concurrency: false }, () => {
    let browser, counter, desk, inbox, page;

    beforeEach(
      async () => {
        counter = await startCounter();
        inbox = await startInbox();
        ({ browser, desk } = await openTouchstone(kind, { counter }));
        page = await browser.page(inbox.mail("fake-verification"));
        await page.waitForDrawn("banner");
        await page.waitForDrawn("mark");
        counter.reset();
      },
      { timeout },
    );

    afterEach(
      async () => {
        await browser?.close();
        await inbox?.close();
        await counter?.close();
      },
      { timeout },
    );

    async function assertHeld() {
      await page.click(BUTTON);
      await page.waitForDrawn("dialog");
      assert.deepEqual(counter.fromPages(), []);
    }

    test("switched off, it leaves the page as if it had never been there", { timeout }, async () => {
      assert.ok((await page.evaluate(boxes)) >= 3);
      await browser.setEnabled(false);
      await page.front();
      await page.moveAway();
      await page.hover("h1, h2");
      await until(async () => (await page.evaluate(boxes)) === 0, "everything drawn to be gone");
      await page.hover(BUTTON);
      await browser.tabFrom(() => page.click(BUTTON));
      await until(() => counter.to(BAD).length === 1, "the request");
      await pause(QUIET);
      assert.equal(await page.evaluate(boxes), 0);
    });

    test(
      "replaced by an update, the new one takes over without a reload, and what the old one drew is gone",
      { timeout },
      async () => {
        await browser.update();
        await until(async () => {
          const drawn = (await page.drawn()).map(({ kind }) => kind);
          return (
            drawn.filter((kind) => kind === "banner").length === 1 &&
            drawn.filter((kind) => kind === "chip").length === 1
          );
        }, "one banner and one chip");
        // The new one is at work, not the old one's drawings alone.
        await until(async () => {
          await page.click(BUTTON);
          return (await page.drawn("dialog")).length === 1;
        }, "the dialog");
        assert.deepEqual(counter.fromPages(), []);
        assert.equal((await page.drawn("mark")).length, 1);
      },
    );

    test("with the background killed again and again every click is held", { timeout }, async () => {
      for (let round = 0; round < 3; round++) {
        await browser.stopBackground();
        await assertHeld();
        await page.press("Escape");
        await until(async () => (await page.drawn("dialog")).length === 0, "the dialog to close");
      }
    });

    test("among many tabs each has its verdict, and a click in the first is held", { timeout }, async () => {
      for (let count = 0; count < 15; count++) await browser.page(inbox.mail("fake-verification"));
      await page.front();
      await browser.stopBackground();
      await assertHeld();
    });

    // Firefox keeps no extension over a restart that is not from a store; there the registration alone is tested (inbox.test.mjs).
    test(
      "a site that the user added is watched after a restart of the browser",
      { timeout, skip: kind !== "chromium" },
      async () => {
        const url = "https://mail.ourshop.example/read";
        counter.serve("mail.ourshop.example", () => ({ html: WEBMAIL }));
        await allow(browser, ["https://mail.ourshop.example/*"]);
        await desk.ask({ kind: "watch", origin: "https://mail.ourshop.example" });
        await browser.restart();
        page = await browser.page(url);
        await page.waitForDrawn("banner", { level: "danger" });
        await page.click("a");
        await page.waitForDrawn("dialog");
      },
    );
  });
}

/** A webmail nobody has heard of. */
const WEBMAIL = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Mail</title></head><body>
<div class="mail"><h2>Verify your account</h2><div>From: Amazon Seller Support &lt;help@northfield-garden.example&gt;</div>
<div class="mail-body"><p>Dear seller, your Amazon seller account is on hold.</p>
<p><a href="https://northfield-garden.example/verify">Verify your account</a></p><p>Amazon Seller Support</p></div></div></body></html>`;
