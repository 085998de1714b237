// The browser's own ways into the check: its context menu, its address bar, and a key, operated as a user does. Only Firefox lets a
// driver operate them; tests/unit/ways-in.test.mjs calls the listeners for Chromium.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";

import { missing } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { timeout, until } from "./drivers/until.mjs";
import { openTouchstone } from "./touchstone.mjs";
import { wordOf } from "./words.mjs";

const CODE = readFileSync(new URL("codes/wechat.svg", import.meta.url), "utf8");
const PAGE = `<!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,">
  <p style="width: max-content">sellercentral.amazon.com.account-review.example</p>
  <img alt="" style="display: block; width: 185px; height: 185px" src="data:image/svg+xml,${encodeURIComponent(CODE)}">
  <!-- The link comes last, because its card opens below it. -->
  <a href="https://amazon-verify.example/now">Verify</a>`;
/** A webmail, where our script knows the place of a picture, and a site that we may read only after the user's action on it. */
const SITES = ["mail.google.com", "www.lumen-desk.example"];

describe("menu, key and address bar in firefox", { skip: missing("firefox") ?? false, concurrency: false }, () => {
  let browser, counter;

  before(
    async () => {
      counter = await startCounter();
      for (const host of SITES) counter.serve(host, () => ({ html: PAGE }));
      ({ browser } = await openTouchstone("firefox", { counter, language: "en-US" }));
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

  /** Waits until the check page that an action opens shows the wanted answer, and closes it. */
  async function checked(action, wanted) {
    const page = await browser.tabFrom(action);
    await answered(page, wanted);
    await page.close();
  }

  async function answered(page, wanted) {
    let last;
    await until(async () => {
      last = await page.evaluate(() => document.querySelector("#answer")?.innerText ?? "");
      return wanted.test(last);
    }, `the answer ${wanted}`).catch((error) => {
      throw new Error(`${error.message}; there is ${last}`, { cause: error });
    });
  }

  for (const site of SITES) {
    test(`the menu over a link, a selection and a picture opens the check on it: ${site}`, { timeout }, async () => {
      const page = await browser.page(`https://${site}/`);
      const choose = (selector, label) => async () => {
        const chosen = await until(async () => {
          await page.click(selector, { button: "right" });
          return browser.chooseFromMenu();
        }, "the context menu");
        assert.equal(chosen, label);
      };
      await checked(choose("a", "Check this link with Touchstone"), /amazon-verify\.example/);
      await page.front();
      await page.evaluate(() => getSelection().selectAllChildren(document.querySelector("p")));
      await checked(choose("p", "Check the selected text with Touchstone"), /account-review\.example/);
      await page.front();
      await page.evaluate(() => getSelection().empty());
      counter.reset();
      await checked(choose("img", "Check this picture for a QR code"), /WeChat/);
      assert.deepEqual(counter.fromPages(), [], "neither the picture nor its code's target is requested");
      await page.close();
    });
  }

  test("the key opens the check on the selected text", { timeout }, async () => {
    const page = await browser.page(`https://${SITES[1]}/`);
    await page.click("p");
    await page.evaluate(() => getSelection().selectAllChildren(document.querySelector("p")));
    await checked(() => browser.pressInWindow("Alt", "Shift", "C"), /account-review\.example/);
    await page.close();
  });

  test(
    "the address bar judges the current text, never an earlier one, and Enter opens the check on it",
    { timeout },
    async () => {
      const page = await browser.page(`https://${SITES[1]}/`);
      await page.front();
      for (const [typed, verdict] of /** @type {[string, RegExp][]} */ ([
        ["https://amazon-verify.example/", new RegExp(`^${wordOf("danger")} · amazon-verify\\.example · `)],
        ["https://sellercentral.amazon.com/", new RegExp(`^${wordOf("ok")} · sellercentral\\.amazon\\.com · `)],
        ["seller@amaz0n.example", new RegExp(`^${wordOf("danger")} · seller@amaz0n\\.example · `)],
      ])) {
        const [first, second] = await browser.typeAddress(`ts ${typed}`);
        assert.match(second, verdict);
        assert.match(first, /^(Touchstone|Type or paste)/, "Firefox shows its own first line, or ours late by one key");
      }
      await browser.enterAddress();
      await answered(page, /amaz0n\.example/);
      // The check page is now open in the same tab, and gets another text.
      await browser.typeAddress("ts https://bridgewater-verify.example/");
      await browser.enterAddress();
      await answered(page, /bridgewater-verify\.example/);
      await page.close();
    },
  );
});
