// The main job in a real SOGo, in both browsers: every demo mail gets its verdict, and the guard treats clicks as in the demo
// inbox.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { kinds, missing } from "./browsers.mjs";
import { everyWayIsHeld, theDeliberateWayOpensOnce, theWayIsFree } from "./clicks.mjs";
import { startCounter } from "./counter.mjs";
import { timeout, until } from "./drivers/until.mjs";
import { mail, mails } from "./mails.mjs";
import { BAD_HOST, webmailMails } from "./mails/webmails.mjs";
import * as sogo from "./sogo.mjs";
import { isWarned, openTouchstone } from "./touchstone.mjs";

const BAD = `a[href^="https://${BAD_HOST}"]`;
const all = [...mails, ...webmailMails];

for (const kind of kinds) {
  const skip = missing(kind) ?? sogo.missing() ?? false;
  describe(`SOGo in ${kind}`, { skip, concurrency: false }, () => {
    let browser, counter, desk, page, server;

    before(
      async () => {
        counter = await startCounter();
        server = await sogo.startSogo({ mails: all });
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

    /** Opens a mail when no other is open, and returns the background's verdicts; that on the mail itself comes first. */
    async function opened(id, count = 1) {
      await server.list(page);
      await until(async () => (await desk.stateOf(await page.url())).verdicts?.length === 0, "no verdict");
      await server.show(page, id);
      return until(async () => {
        const state = await desk.stateOf(await page.url());
        return state.verdicts?.length === count && state;
      }, `${count} verdicts`);
    }

    for (const { id, attachments = [], expect, from } of mails) {
      test(`${id} is ${expect.level}`, { timeout }, async () => {
        const { adapter, verdicts } = await opened(id);
        const [verdict] = verdicts;
        assert.equal(adapter, "SOGo");
        assert.equal(verdict.sender.address, from.address);
        assert.deepEqual(
          { level: verdict.level, sender: verdict.sender.class },
          { level: expect.level, sender: expect.sender },
          JSON.stringify(verdict.findings),
        );
        assert.deepEqual(
          verdict.attachments.map(({ name }) => name),
          attachments.map(({ name }) => name),
        );
        if (isWarned(expect.level)) await page.waitForDrawn("banner", { level: expect.level });
        else assert.deepEqual(await page.drawn("banner"), []);
        if (expect.sender === "amazon") await page.waitForDrawn("chip");
      });
    }

    for (const { id, attachments = [], marks, verdicts } of webmailMails) {
      const levels = verdicts.map(([level]) => level);
      test(`${id} is ${levels.join(", and the message in it ")}`, { timeout }, async () => {
        const state = await opened(id, verdicts.length);
        assert.deepEqual(
          state.verdicts.map(({ level, sender }) => [level, sender.class]),
          verdicts,
        );
        assert.deepEqual(
          state.verdicts[0].attachments.map(({ name }) => name),
          attachments.map(({ name }) => name),
        );
        await until(async () => (await page.drawn("mark")).length >= marks.length, "the marks");
        assert.deepEqual(
          (await page.drawn("mark")).map(({ level }) => level),
          marks,
        );
        assert.deepEqual(
          (await page.drawn("banner")).map(({ level }) => level),
          levels.filter(isWarned),
        );
        assert.equal(
          await page.evaluate(() => document.querySelectorAll(".msg-body [data-touchstone=chip]").length),
          0,
        );
        if (marks.length > 0) await everyWayIsHeld({ browser, counter, page, link: BAD });
      });
    }

    test("the deliberate way opens once", { timeout }, async () => {
      await opened("alias-in-inbox");
      await page.waitForDrawn("mark", { level: "danger" });
      await theDeliberateWayOpensOnce({ browser, counter, page, link: BAD, host: BAD_HOST });
    });

    test("a genuine notice is not stopped", { timeout }, async () => {
      await opened("genuine-second-review");
      await page.waitForDrawn("chip", { level: "ok" });
      const link = 'a[href*="/performance/dashboard"]';
      await theWayIsFree({ browser, counter, page, link, host: "sellercentral.amazon.com" });
    });

    test(
      "after a quick walk through twenty mails there is one banner and one chip, those of the last mail",
      { timeout },
      async () => {
        await server.list(page);
        const others = mails.filter(({ id }) => id !== "fake-verification");
        for (const { id } of [...others.slice(0, 19), mail("fake-verification")]) await server.select(page, id);
        await desk.verdictOn(page, mail("fake-verification").from);
        await page.waitForDrawn("banner", { level: "danger" });
        await until(
          async () => (await page.drawn("banner")).length === 1 && (await page.drawn("chip")).length === 1,
          "one of each",
        );
        assert.match(await page.drawnText("banner"), /bridgewater-dental\.example/);
      },
    );

    test("in a window of its own a mail is read and guarded as well", { timeout }, async () => {
      const tab = await browser.page();
      for (const { id, from, verdicts } of webmailMails.filter(({ id }) => id.startsWith("alias"))) {
        await server.popup(tab, id);
        const { level, sender } = await desk.verdictOn(tab, from);
        assert.deepEqual([level, sender.class], verdicts[0], id);
      }
      await server.popup(tab, "alias-in-inbox");
      await tab.waitForDrawn("banner", { level: "danger" });
      await everyWayIsHeld({ browser, counter, page: tab, link: BAD });
      await tab.close();
    });
  });
}
