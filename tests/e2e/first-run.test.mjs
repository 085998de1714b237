// The first run: the page that opens after the installation, and the practice, with the real background and by keyboard.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { kinds, missing, open } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { timeout, until } from "./drivers/until.mjs";
import { buildFor } from "./touchstone.mjs";

for (const kind of kinds) {
  describe(`the first run in ${kind}`, { skip: missing(kind) ?? false, concurrency: false }, () => {
    let browser, counter;

    before(
      async () => {
        counter = await startCounter();
        browser = await open(kind, buildFor(kind), { counter, language: "en-US", firstPage: true });
      },
      { timeout },
    );

    after(
      async () => {
        await browser?.close();
        await counter?.close();
      },
      { timeout },
    );

    /** The tabs in which the first page is open. */
    async function firstPages() {
      const pages = await browser.pages();
      const urls = await Promise.all(pages.map((page) => page.url().catch(() => "")));
      return pages.filter((_, at) => urls[at] === browser.extensionUrl("welcome/welcome.html"));
    }

    test(
      "the first page opens once, with a real verdict in its picture and the webmails allowed, and never again",
      { timeout },
      async () => {
        const [page, ...more] = await until(
          async () => (await firstPages()).length > 0 && firstPages(),
          "the first page",
        );
        assert.equal(more.length, 0);
        await page.waitFor("#sample .banner");
        await page.waitFor("#webmails.done");
        assert.equal(await page.evaluate(() => document.title), "Welcome to Touchstone");
        assert.match(await page.evaluate(() => document.querySelector("#sample").innerText), /harbour-events\.example/);
        // The real dialog holds the sample's button; its way back is focused.
        await page.focus("#sample .letter-button");
        await page.press("Enter");
        await page.waitFor("dialog[open]");
        await page.press("Enter");
        await until(() => page.evaluate(() => document.querySelector("#tried").textContent !== ""), "the outcome");
        assert.equal((await firstPages()).length, 1);
        // Chromium assigns no keys to an extension that a driver loaded, and the page says so.
        const keys = await page.evaluate(() => document.querySelector("#keys").innerText);
        assert.match(keys, kind === "firefox" ? /Alt\+Shift\+X/ : /Not set/);
        // The hosts were allowed with the installation, so nothing is left to ask for.
        assert.equal(await page.evaluate(() => document.querySelector("#webmail-list .button")), null);
        await page.close();
        await (kind === "chromium" ? browser.restart() : browser.update());
        const desk = await browser.extensionPage("practice/practice.html");
        // This page is drawn only after the background has answered, so the background has started by then.
        await desk.waitFor("#question .choices");
        await desk.waitFor("body.ready");
        assert.deepEqual(await firstPages(), []);
        await desk.close();
      },
    );

    test(
      "the practice works by keyboard alone: the user sees the link's target, answers, and gets the module's verdict",
      { timeout },
      async () => {
        counter.reset();
        const page = await browser.extensionPage("practice/practice.html");
        await page.waitFor("body.ready");
        await page.waitFor("#question .choices");
        /** Presses Tab until an element that matches the selector has the focus. Fails if the Tab key never reaches one. */
        const tabTo = async (selector) => {
          for (let press = 0; press < 30; press += 1) {
            await page.press("Tab");
            if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
          }
          assert.fail(`Tab never reaches ${selector}`);
        };
        if (await page.evaluate(() => document.querySelector(".letter-action") !== null)) {
          await tabTo(":is(.letter-button, .letter-link)");
          assert.equal(
            await page.evaluate(() => getComputedStyle(document.querySelector(".leads")).visibility),
            "visible",
          );
          await page.press("Tab");
          await page.press("Enter");
          await page.waitFor(".leads.shown");
        }
        await tabTo(".choices .button");
        await page.press("1");
        await page.waitFor("#answer .report .level");
        assert.ok(
          await page.evaluate(() => document.activeElement.matches("#answer h2")),
          "the focus is on the answer",
        );
        // The explanation also appears in the answers that the user did not choose.
        const faded = () =>
          [...document.querySelectorAll(".choices .button")].filter(
            (one) => !one.disabled || getComputedStyle(one).opacity !== "1",
          ).length;
        assert.equal(await page.evaluate(faded), 0);
        await page.press("Enter");
        await until(
          () => page.evaluate(() => /\b2 of 11\b/.test(document.querySelector("#question").innerText)),
          "the second question",
        );
        assert.ok(
          await page.evaluate(() => document.activeElement.matches("#question h2")),
          "the focus is on the next question",
        );
        assert.deepEqual(counter.fromPages(), []);
        await page.close();
      },
    );
  });
}
