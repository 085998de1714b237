// The extension is switched on, switched off and replaced while a page is open, in both browsers. No failure lets a click pass silently,
// and after the extension is gone the page looks as it did before.

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";

import { kinds, missing } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { timeout, until } from "./drivers/until.mjs";
import { startInbox } from "./inbox/server.mjs";
import { allow, openTouchstone } from "./touchstone.mjs";

const BAD = "bridgewater-dental.example";
const BUTTON = `a[href*="${BAD}/wp-content"]`;

/** Runs in the page: counts the elements that take room without a text. Only hosts of closed shadow roots do. */
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

    test("a switched-off extension leaves the page as it was before", { timeout }, async () => {
      assert.ok((await page.evaluate(boxes)) >= 3);
      await browser.setEnabled(false);
      await page.front();
      await page.moveAway();
      await page.hover("h1, h2");
      await until(async () => (await page.evaluate(boxes)) === 0, "everything drawn to be gone");
      await page.hover(BUTTON);
      await browser.tabFrom(() => page.click(BUTTON));
      await until(() => counter.to(BAD).length === 1, "the request");
      await counter.caughtUp(browser);
      assert.equal(await page.evaluate(boxes), 0);
    });

    test(
      "after an update the new version takes over without a reload, and the old drawings are gone",
      { timeout },
      async () => {
        await page.evaluate(() => {
          for (const drawing of document.querySelectorAll("[data-touchstone]")) drawing.dataset.old = "";
        });
        await browser.update();
        // The old script leaves the page at the update, so a click before the new one has come is not held.
        await until(async () => {
          const drawn = (await page.drawn()).map(({ kind }) => kind);
          return (
            (await page.evaluate(() => document.querySelector("[data-old]") === null)) &&
            drawn.filter((kind) => kind === "banner").length === 1 &&
            drawn.filter((kind) => kind === "chip").length === 1
          );
        }, "one banner and one chip");
        // The new version answers; old drawings alone would not prove that.
        await until(async () => {
          await page.click(BUTTON);
          return (await page.drawn("dialog")).length === 1;
        }, "the dialog");
        assert.deepEqual(counter.fromPages(), []);
        assert.equal((await page.drawn("mark")).length, 1);
      },
    );

    test("every click is held while the background is killed again and again", { timeout }, async () => {
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

    // Firefox removes an extension from outside of its store at a restart, so inbox.test.mjs tests the registration alone there.
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

/** An unknown webmail. */
const WEBMAIL = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Mail</title></head><body>
<div class="mail"><h2>Verify your account</h2><div>From: Amazon Seller Support &lt;help@northfield-garden.example&gt;</div>
<div class="mail-body"><p>Dear seller, your Amazon seller account is on hold.</p>
<p><a href="https://northfield-garden.example/verify">Verify your account</a></p><p>Amazon Seller Support</p></div></div></body></html>`;
