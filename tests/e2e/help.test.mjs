// The help: a warning opens it at the entry of its reason, an example that the real rules judge explains the reason, and a search finds
// entries. A page's script that presses our buttons opens nothing.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { kinds, missing } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { timeout, until } from "./drivers/until.mjs";
import { startInbox } from "./inbox/server.mjs";
import { openTouchstone } from "./touchstone.mjs";
import { word } from "./words.mjs";

for (const kind of kinds) {
  describe(`help in ${kind}`, { skip: missing(kind) ?? false, concurrency: false }, () => {
    let browser, desk, counter, inbox;

    before(
      async () => {
        counter = await startCounter();
        inbox = await startInbox();
        ({ browser, desk } = await openTouchstone(kind, { counter, language: "en-US" }));
      },
      { timeout },
    );

    after(
      async () => {
        await browser?.close();
        await inbox?.close();
        await counter?.close();
      },
      { timeout },
    );

    /** The codes of the entries at which tabs show the help. */
    const opened = () =>
      desk.page.evaluate(async () => {
        const tabs = await (globalThis.browser ?? chrome).tabs.query({});
        return tabs.map(({ url }) => /\/help\/help\.html#(.*)$/.exec(url ?? "")?.[1]).filter(Boolean);
      });

    test("a banner leads to the entry of its reason, and asks only for known codes", { timeout }, async () => {
      const page = await browser.page(inbox.mail("fake-verification"));
      await page.waitForDrawn("banner", { level: "danger" });
      await page.drawnClick("banner", 0, { name: "Why?" });
      await page.drawnClick("banner", 0, { name: /^What does this mean/ });
      await until(async () => (await opened()).length === 1, "the help");
      assert.deepEqual(await opened(), ["sender-not-amazon"]);
      const refused = await desk.page.evaluate(() =>
        (globalThis.browser ?? chrome).runtime.sendMessage({ kind: "open-help", code: "../popup/popup.html" }),
      );
      assert.equal(refused.ok, false);
      assert.equal((await opened()).length, 1);
      await page.close();
    });

    test(
      "the help unfolds the entry that its address names, judges its example, opens another entry, and finds entries by words",
      { timeout },
      async () => {
        counter.reset();
        const page = await browser.extensionPage("help/help.html#confusable-name");
        await page.waitFor("body.ready #confusable-name[open] .report");
        const shown = () =>
          page.evaluate(() => ({
            focused: document.activeElement.parentElement.id,
            open: [...document.querySelectorAll(".entry[open]")].map(({ id }) => id),
            report: document.querySelector("#confusable-name .report").innerText,
            failed: document.querySelector("#failed").textContent,
          }));
        const first = await shown();
        assert.deepEqual([first.focused, first.open, first.failed], ["confusable-name", ["confusable-name"], ""]);
        assert.match(first.report, word("danger"));
        await page.evaluate(() => (location.hash = "action-leaves-amazon"));
        await page.waitFor("#action-leaves-amazon[open] .report");
        assert.equal((await shown()).focused, "action-leaves-amazon");

        const left = () =>
          page.evaluate(() => [...document.querySelectorAll(".entry:not([hidden])")].map(({ id }) => id));
        const all = (await left()).length;
        await page.fill("#search", "CONSENT draft");
        await until(async () => (await left()).length < all, "the search");
        assert.deepEqual(await left(), ["consent-draft"]);
        assert.equal(await page.evaluate(() => document.querySelector("#found").textContent), "1 result");
        assert.deepEqual(counter.fromPages(), []);
        await page.close();
      },
    );
  });
}
