// Pages of unknown webmails in which the recipe finds no body. The toolbar says so, and the guard judges the links alone. Pages that are no
// open mail say nothing.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";

import { messages, pageTexts } from "../gallery/tools.mjs";
import { kinds, missing } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { timeout, until } from "./drivers/until.mjs";
import { allow, openTouchstone } from "./touchstone.mjs";

const words = messages("en");
const HOST = "post.lumen-lamps.example";
const ORIGIN = `https://${HOST}`;
const page = (name) => `${ORIGIN}/${name}`;
const BAD = "sellercentral.amazon.com-verify.example";

/** Lets a counter answer with the pages of `unknown`. */
function serveUnknown(counter) {
  counter.serve(HOST, (path) => {
    const file = new URL(`unknown${path}.html`, import.meta.url);
    // Browsers ask for an icon, too.
    return existsSync(file) && { html: readFileSync(file, "utf8") };
  });
}

for (const kind of kinds) {
  describe(`mails that cannot be read in ${kind}`, { skip: missing(kind) ?? false, concurrency: false }, () => {
    let browser, counter, desk;

    before(
      async () => {
        counter = await startCounter();
        serveUnknown(counter);
        ({ browser, desk } = await openTouchstone(kind, { counter, language: "en-US" }));
        await allow(browser, [`${ORIGIN}/*`]);
        await desk.ask({ kind: "watch", origin: ORIGIN });
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

    const read = (url) =>
      until(async () => {
        const state = await desk.stateOf(url);
        return state.state === "watching" && !state.reading && state;
      }, `${url} to be read`);
    const title = async (url) => {
      const tabId = await desk.tabId(url);
      return desk.page.evaluate((tabId) => (globalThis.browser ?? chrome).action.getTitle({ tabId }), tabId);
    };

    test("the toolbar and the popup say that a mail cannot be read", { timeout }, async () => {
      const url = page("cards");
      const tab = await browser.page(url);
      await until(async () => (await desk.stateOf(url)).unread, "the page to look like a mail");
      assert.deepEqual((await desk.stateOf(url)).verdicts, []);
      await until(async () => (await title(url)).includes(words.toolbar_unread), "the toolbar's title");
      await desk.standBefore(url);
      const said = await desk.page.evaluate(() => document.querySelector("#page").innerText);
      assert.ok(said.includes(pageTexts("en", "popup").page_unread), said);
      await tab.close();
    });

    test("a link in such a mail is judged alone at the click", { timeout }, async () => {
      const tab = await browser.page(page("cards"));
      await until(async () => (await desk.stateOf(page("cards"))).unread, "the page to look like a mail");
      counter.reset();
      await tab.click("#bad");
      await tab.waitForDrawn("dialog");
      assert.deepEqual(counter.to(BAD), []);
      await tab.close();
    });

    for (const name of ["contact", "shop", "blog", "list"]) {
      test(`${name} is no mail, and nothing says that it is one`, { timeout }, async () => {
        const url = page(name);
        const tab = await browser.page(url);
        await read(url);
        await tab.settled();
        const state = await desk.stateOf(url);
        assert.deepEqual([state.unread, state.verdicts], [false, []]);
        assert.ok((await title(url)).includes(words.toolbar_idle), await title(url));
        await tab.close();
      });
    }
  });
}
