// The main job in a real SOGo, in both browsers: every demo mail gets its verdict, and what is clicked is held, let go or let
// through as in the demo inbox.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { kinds, missing } from "./browsers.mjs";
import { everyWayIsHeld, theDeliberateWayOpensOnce, theWayIsFree } from "./clicks.mjs";
import { startCounter } from "./counter.mjs";
import { until } from "./drivers/until.mjs";
import { mail, mails } from "./mails.mjs";
import { BAD_HOST, aliasMail, forgedHeader, plainText } from "./mails/webmails.mjs";
import * as sogo from "./sogo.mjs";
import { isWarned, openTouchstone } from "./touchstone.mjs";

const timeout = 90_000;
const BAD = `a[href^="https://${BAD_HOST}"]`;
const inFolders = ["INBOX", "Sent", "Drafts"].map(aliasMail);
const more = [forgedHeader, plainText, ...inFolders];

for (const kind of kinds) {
  const skip = missing(kind) ?? sogo.missing() ?? false;
  describe(`SOGo in ${kind}`, { skip, concurrency: false }, () => {
    let browser, counter, desk, page, server;

    before(
      async () => {
        counter = await startCounter();
        server = await sogo.startSogo({ mails: [...mails, ...more] });
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

    /** The verdict on a mail that is opened with no other open before. */
    async function opened(id, from) {
      await server.list(page);
      await until(async () => (await desk.stateOf(await page.url())).verdicts?.length === 0, "no verdict");
      await server.show(page, id);
      return desk.verdictOn(page, from);
    }

    for (const { id, attachments = [], expect, from } of mails) {
      test(`${id} is ${expect.level}`, { timeout }, async () => {
        const verdict = await opened(id, from);
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
        assert.equal((await desk.stateOf(await page.url())).adapter, "SOGo");
      });
    }

    const links = { "an HTML mail": ["alias-in-inbox", inFolders[0].from], "a plain-text mail": ["plain-text", plainText.from] };
    for (const [what, [id, from]] of Object.entries(links)) {
      test(`in ${what} a bad click is held and asks for nothing, and the deliberate way opens once`, { timeout }, async () => {
        await opened(id, from);
        await page.waitForDrawn("mark", { level: "danger" });
        await everyWayIsHeld({ browser, counter, page, link: BAD });
        await theDeliberateWayOpensOnce({ browser, counter, page, link: BAD, host: BAD_HOST });
      });
    }

    test("a genuine notice is not stopped", { timeout }, async () => {
      await opened("genuine-second-review", mail("genuine-second-review").from);
      await page.waitForDrawn("chip", { level: "ok" });
      const link = 'a[href*="/performance/dashboard"]';
      await theWayIsFree({ browser, counter, page, link, host: "sellercentral.amazon.com" });
    });

    test("a header within the message is somebody's writing: the sender is the one SOGo names", { timeout }, async () => {
      const verdict = await opened(forgedHeader.id, forgedHeader.from);
      assert.deepEqual([verdict.level, verdict.sender.class], ["danger", "impersonation"]);
      await page.waitForDrawn("banner", { level: "danger" });
      assert.equal(await page.evaluate(() => document.querySelectorAll(".msg-body [data-touchstone=chip]").length), 0);
      await everyWayIsHeld({ browser, counter, page, link: BAD });
    });

    test("SOGo's own links to an attachment are not the mail's", { timeout }, async () => {
      const { attachments } = mail("only-an-attachment");
      const verdict = await opened("only-an-attachment", mail("only-an-attachment").from);
      assert.deepEqual(verdict.links, []);
      await page.waitForDrawn("banner", { level: "danger" });
      assert.deepEqual(await page.drawn("mark"), []);
      assert.equal(verdict.attachments.length, attachments.length);
    });

    test("what lies in Sent and Drafts is the user's own", { timeout }, async () => {
      const levels = [];
      for (const { id, from } of inFolders) levels.push((await opened(id, from)).sender.class);
      assert.deepEqual(levels, ["impersonation", "unrelated", "unrelated"]);
    });

    test("after a quick walk through twenty mails one banner and one chip are there, and they are the last one's", { timeout }, async () => {
      await server.list(page);
      const walk = [...mails.slice(0, 19), mail("fake-verification")];
      for (const { id } of walk) await server.select(page, id);
      await desk.verdictOn(page, mail("fake-verification").from);
      await page.waitForDrawn("banner", { level: "danger" });
      await until(async () => (await page.drawn("banner")).length === 1 && (await page.drawn("chip")).length === 1, "one of each");
      assert.match(await page.drawnText("banner"), /bridgewater-dental\.example/);
    });

    test("in a window of its own a mail is read and guarded as well", { timeout }, async () => {
      const tab = await browser.page();
      for (const { id, from } of [mail("genuine-second-review"), ...inFolders.slice(0, 2)]) {
        await server.popup(tab, id);
        const { sender } = await desk.verdictOn(tab, from);
        assert.equal(sender.class, { "genuine-second-review": "amazon", "alias-in-inbox": "impersonation" }[id] ?? "unrelated", id);
      }
      await server.popup(tab, "alias-in-inbox");
      await tab.waitForDrawn("banner", { level: "danger" });
      await everyWayIsHeld({ browser, counter, page: tab, link: BAD });
      await tab.close();
    });
  });
}
