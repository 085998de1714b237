// The main job in a real Roundcube, in both browsers: every demo mail gets its verdict, and what is clicked in the preview is
// held, let go or let through as in the demo inbox.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { kinds, missing } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { until } from "./drivers/until.mjs";
import { mail, mails } from "./mails.mjs";
import * as roundcube from "./roundcube.mjs";
import { isWarned, openTouchstone } from "./touchstone.mjs";

/** Past the half second in which a button that opens something is dead. */
const ALIVE = 650;
const timeout = 90_000;

const pause = (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds));

for (const kind of kinds) {
  const skip = missing(kind) ?? roundcube.missing() ?? false;
  describe(`Roundcube in ${kind}`, { skip, concurrency: false }, () => {
    let browser, counter, desk, page, server;

    before(
      async () => {
        counter = await startCounter();
        server = await roundcube.startRoundcube();
        ({ browser, desk } = await openTouchstone(kind, { counter }));
        page = await browser.page();
        await server.login(page);
      },
      { timeout },
    );

    after(
      async () => {
        await browser?.close();
        await server?.close();
        await counter?.close();
      },
      { timeout },
    );

    for (const { id, expect, from } of mails) {
      test(`${id} is ${expect.level}`, { timeout }, async () => {
        await server.show(page, id);
        const verdict = await desk.verdictOn(page, from);
        assert.deepEqual(
          { level: verdict.level, sender: verdict.sender.class },
          { level: expect.level, sender: expect.sender },
          JSON.stringify(verdict.findings),
        );
        if (isWarned(expect.level)) await page.waitForDrawn("banner", { level: expect.level });
        else assert.deepEqual(await page.drawn("banner"), []);
        if (expect.sender === "amazon") await page.waitForDrawn("chip");
      });
    }

    test("in the list whoever imitates Amazon has a chip, and nobody else", { timeout }, async () => {
      await page.goto(server.url);
      // A name that is an address Roundcube does not show in its list.
      const wanted = mails
        .filter(({ id, expect }) => /lookalike|impersonation/.test(expect.sender) && id !== "address-as-name-de")
        .map(({ from }) => from.address)
        .sort();
      let seen;
      await until(async () => {
        seen = await page.evaluate(() =>
          [...document.querySelectorAll('#messagelist [data-touchstone="chip"]')].map((chip) => chip.nextElementSibling.title).sort(),
        );
        return seen.length === wanted.length;
      }, "the chips in the list").catch(() => undefined);
      assert.deepEqual(seen, wanted);
    });

    test("in the preview a bad click is held by a dialog over the whole window, and asks for nothing", { timeout }, async () => {
      await page.goto(server.url);
      const frame = await server.preview(page, "fake-button-zh");
      await page.waitForDrawn("banner", { level: "danger" });
      counter.reset();
      const link = 'a[href^="http://qinghe-logistics.example"]';
      for (const how of [{}, { button: "middle" }, { modifiers: ["Control"] }]) {
        await page.click(link, { ...how, frame });
        const [dialog] = await page.waitForDrawn("dialog");
        assert.doesNotMatch(dialog.frame, /_framed=1/, "the dialog stands in the top frame");
        await page.drawnClick("dialog", 0, { name: "Don't open" });
        await until(async () => (await page.drawn("dialog")).length === 0, "the dialog to close");
      }
      assert.deepEqual(counter.fromPages(), []);
      await page.click(link, { frame });
      await page.waitForDrawn("dialog");
      const tab = await browser.tabFrom(async () => {
        for (const name of ["Open it anyway", "Yes, open it"]) {
          await pause(ALIVE);
          await page.drawnClick("dialog", 0, { name });
        }
      });
      await until(() => counter.to("qinghe-logistics.example").length > 0, "the request");
      assert.equal(counter.to("qinghe-logistics.example").length, 1);
      await tab.close();
    });

    test("in the preview a genuine notice is not stopped", { timeout }, async () => {
      const frame = await server.preview(page, "genuine-second-review");
      await page.waitForDrawn("chip", { level: "ok" });
      counter.reset();
      const tab = await browser.tabFrom(() => page.click('a[href*="/performance/dashboard"]', { frame }));
      await until(() => counter.to("sellercentral.amazon.com").length > 0, "the genuine page");
      assert.deepEqual(await page.drawn("dialog"), []);
      await tab.close();
    });

    for (const skin of ["larry", "classic"]) {
      test(`the ${skin} skin is read as well`, { timeout }, async () => {
        const wanted = ["genuine-second-review", "address-as-name-de"].map(mail);
        const other = await roundcube.startRoundcube({ mails: wanted, skin });
        const tab = await browser.page();
        try {
          await other.login(tab);
          for (const { id, expect, from } of wanted) {
            await other.show(tab, id);
            assert.equal((await desk.verdictOn(tab, from)).level, expect.level);
          }
        } finally {
          await tab.close();
          await other.close();
        }
      });
    }
  });
}
