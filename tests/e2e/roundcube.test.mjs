// The main job in a real Roundcube, in both browsers: every demo mail gets its verdict, and the guard treats a click in the preview or on
// a mail's own page as in the demo inbox. The webmail's own changes of the page do not alter that.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { messages } from "../gallery/tools.mjs";
import { kinds, missing } from "./browsers.mjs";
import { dismiss, everyWayIsHeld, theDeliberateWayOpensOnce, theWayIsFree } from "./clicks.mjs";
import { startCounter } from "./counter.mjs";
import { timeout, until } from "./drivers/until.mjs";
import { mail, mails } from "./mails.mjs";
import { BAD_HOST, webmailMails } from "./mails/webmails.mjs";
import * as roundcube from "./roundcube.mjs";
import { isWarned, openTouchstone } from "./touchstone.mjs";
import { word } from "./words.mjs";

/** The classes of senders that imitate Amazon. */
const IMITATION = /lookalike|impersonation/;
/** The classes of senders that write through Amazon. A mail of theirs has a chip, even if it gives no reason for a warning. */
const AMAZONS = /^(?:amazon|relay)/;
const BAD = `a[href^="https://${BAD_HOST}"]`;

for (const kind of kinds) {
  const skip = missing(kind) ?? roundcube.missing() ?? false;
  describe(`Roundcube in ${kind}`, { skip, concurrency: false }, () => {
    let browser, counter, desk, page, server;

    before(
      async () => {
        counter = await startCounter();
        server = await roundcube.startRoundcube({ mails: [...mails, ...webmailMails] });
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

    /** Calls `use` with another Roundcube in a tab of its own. */
    async function inAnother(options, use) {
      const other = await roundcube.startRoundcube({ mails: [...mails, ...webmailMails], ...options });
      const tab = await browser.page();
      try {
        await other.login(tab);
        await use(other, tab);
      } finally {
        await tab.close();
        await other.close();
      }
    }

    /** The senders of mails in the inbox that imitate Amazon, each with the level that its name and address have by themselves. */
    async function imitating(mails) {
      const senders = mails
        .filter(({ folder, expect, verdicts }) => !folder && IMITATION.test(expect?.sender ?? verdicts[0][1]))
        .map(({ from }) => from);
      const verdicts = await desk.ask({ kind: "judge-senders", senders, user: [] });
      return senders.map(({ address }, at) => [verdicts[at].sender.level, address]);
    }

    /** Asserts the chips in the list, each with its level and the address that its row shows. */
    async function assertChipsInList(wanted) {
      await server.list(page, "INBOX");
      /** @type {string[][]} */
      let seen = [];
      await until(async () => {
        seen = await page.evaluate(() =>
          [...document.querySelectorAll('#messagelist [data-touchstone="chip"]')].map((chip) => [
            chip.dataset.level,
            chip.nextElementSibling.title,
          ]),
        );
        return seen.length === wanted.length;
      }, "the chips in the list").catch(() => undefined);
      assert.deepEqual(seen.toSorted(), wanted.toSorted());
    }

    test("in the list of unread mails only senders that imitate Amazon have a chip", { timeout }, async () => {
      // Roundcube does not show a name that is an address in its list.
      const shown = mails.filter(({ id }) => id !== "address-as-name-de");
      await assertChipsInList(await imitating([...shown, ...webmailMails]));
    });

    for (const { id, attachments = [], expect, from } of mails) {
      test(`${id} is ${expect.level}`, { timeout }, async () => {
        await server.show(page, id);
        const verdict = await desk.verdictOn(page, from);
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

    test(
      "in the list an opened mail's row has its level, and the rows of ordinary mail stay bare",
      { timeout },
      async () => {
        const opened = mails
          .filter(({ expect }) => expect.level !== "info" || AMAZONS.test(expect.sender))
          .map(({ from, expect }) => [expect.level, from.address]);
        await assertChipsInList([...opened, ...(await imitating(webmailMails))]);
      },
    );

    for (const { id, attachments, marks, verdicts } of webmailMails) {
      const levels = verdicts.map(([level]) => level);
      test(`${id} is ${levels.join(", and the message in it ")}`, { timeout }, async () => {
        await server.show(page, id);
        const state = await until(async () => {
          const state = await desk.stateOf(await page.url());
          return state.verdicts?.length === verdicts.length && state;
        }, `${verdicts.length} verdicts`);
        assert.equal(state.adapter, "Roundcube");
        assert.deepEqual(
          state.verdicts.map(({ level, sender }) => [level, sender.class]),
          verdicts,
        );
        if (attachments)
          assert.deepEqual(
            state.verdicts[0].attachments.map(({ name }) => name),
            [attachments[0].name],
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
          await page.evaluate(() => document.querySelectorAll("#messagebody [data-touchstone=chip]").length),
          0,
        );
        if (marks.length > 0) await everyWayIsHeld({ browser, counter, page, link: BAD });
      });
    }

    test(
      "in the preview a bad click is held by a dialog over the whole window, and the deliberate way opens once",
      { timeout },
      async () => {
        await server.list(page, "INBOX");
        const frame = await server.preview(page, "fake-button-zh");
        await page.waitForDrawn("banner", { level: "danger" });
        const link = 'a[href^="http://qinghe-logistics.example"]';
        await everyWayIsHeld({ browser, counter, page, link, frame });
        await theDeliberateWayOpensOnce({ browser, counter, page, link, frame, host: "qinghe-logistics.example" });
      },
    );

    test("in the preview a genuine notice is not stopped", { timeout }, async () => {
      await server.list(page, "INBOX");
      const frame = await server.preview(page, "genuine-second-review");
      await page.waitForDrawn("chip", { level: "ok" });
      const link = 'a[href*="/performance/dashboard"]';
      await theWayIsFree({ browser, counter, page, link, frame, host: "sellercentral.amazon.com" });
    });

    test("in the previews of Sent and Drafts a mail is the user's own", { timeout }, async () => {
      for (const folder of ["Sent", "Drafts"]) {
        await server.list(page, folder);
        await server.preview(page, `alias-in-${folder.toLowerCase()}`);
        const { from } = webmailMails.find(({ id }) => id === `alias-in-${folder.toLowerCase()}`);
        assert.equal((await desk.verdictOn(page, from)).level, "info", folder);
      }
    });

    test(
      "after a quick walk through twenty mails there is one banner and one chip, those of the last mail",
      { timeout },
      async () => {
        await server.list(page, "INBOX");
        const others = mails.filter(({ id }) => id !== "fake-verification");
        for (const { id } of others.slice(0, 19)) await server.select(page, id);
        await server.preview(page, "fake-verification");
        await desk.verdictOn(page, mail("fake-verification").from);
        await page.waitForDrawn("banner", { level: "danger" });
        const drawn = async (kind) => (await page.drawn(kind)).length;
        await until(async () => (await drawn("banner")) === 1 && (await drawn("chip")) === 1, "one of each");
        assert.match(await page.drawnText("banner"), /bridgewater-dental\.example/);
      },
    );

    test("no click passes when the background dies before or during it", { timeout }, async () => {
      await server.list(page, "INBOX");
      const frame = await server.preview(page, "alias-in-inbox");
      await page.waitForDrawn("mark", { level: "danger" });
      counter.reset();
      await browser.stopBackground();
      await page.click(BAD, { frame });
      await page.waitForDrawn("dialog");
      await dismiss(page);
      await Promise.all([page.click(BAD, { frame }), browser.stopBackground()]);
      await page.waitForDrawn("dialog");
      await dismiss(page);
      assert.deepEqual(counter.fromPages(), []);
    });

    test("an open mail is guarded as before when the webmail's server has stopped", { timeout }, async () => {
      await inAnother({}, async (other, tab) => {
        const frame = await other.preview(tab, "alias-in-inbox");
        await tab.waitForDrawn("mark", { level: "danger" });
        await other.close();
        await everyWayIsHeld({ browser, counter, page: tab, link: BAD, frame });
      });
    });

    test("Touchstone in Chinese reads Roundcube in Chinese", { timeout }, async () => {
      await desk.ask({ kind: "set-language", language: "zh_CN" });
      try {
        await inAnother({ language: "zh_CN" }, async (other, tab) => {
          const frame = await other.preview(tab, "fake-button-zh");
          await tab.waitForDrawn("banner", { level: "danger" });
          assert.match(await tab.drawnText("banner"), word("danger", "", "zh_CN"));
          assert.match(await tab.drawnText("chip"), /不是亚马逊的地址/);
          counter.reset();
          await tab.click('a[href^="http://qinghe-logistics.example"]', { frame });
          await tab.waitForDrawn("dialog");
          await dismiss(tab, messages("zh_CN").step_back);
          assert.deepEqual(counter.fromPages(), []);
          await other.show(tab, "genuine-second-review-zh");
          assert.equal((await desk.verdictOn(tab, mail("genuine-second-review-zh").from)).level, "ok");
          await tab.waitForDrawn("chip", { level: "ok" });
        });
      } finally {
        await desk.ask({ kind: "set-language", language: "en" });
      }
    });

    test("in a narrow window and dark mode all drawings stay within the window", { timeout }, async () => {
      await browser.setDark(true);
      await page.setViewport(400, 800);
      try {
        await server.show(page, "fake-button-zh");
        await page.waitForDrawn("banner", { level: "danger" });
        for (const kind of ["chip", "banner"]) {
          const { left, right } = await page.drawnEvaluate(kind, 0, (root) =>
            root.host.getBoundingClientRect().toJSON(),
          );
          assert.ok(left >= 0 && right <= 400, `${kind} from ${left} to ${right}`);
        }
      } finally {
        await page.setViewport(1280, 860);
        await browser.setDark(false);
      }
    });

    for (const skin of ["larry", "classic"]) {
      test(
        `the ${skin} skin is read and guarded as well, in the preview and on a mail's own page`,
        { timeout },
        async () => {
          await inAnother({ skin }, async (other, tab) => {
            for (const { id, expect, from } of [
              "genuine-second-review",
              "address-as-name-de",
              "only-an-attachment",
            ].map(mail)) {
              await other.show(tab, id);
              const { level, sender, attachments } = await desk.verdictOn(tab, from);
              assert.deepEqual([level, sender.class], [expect.level, expect.sender]);
              assert.deepEqual(
                attachments.map(({ name }) => name),
                (mail(id).attachments ?? []).map(({ name }) => name),
              );
            }
            await other.show(tab, "alias-in-inbox");
            await tab.waitForDrawn("mark", { level: "danger" });
            await everyWayIsHeld({ browser, counter, page: tab, link: BAD });
            await other.list(tab, "INBOX");
            const frame = await other.preview(tab, "alias-in-inbox");
            await tab.waitForDrawn("banner", { level: "danger" });
            await everyWayIsHeld({ browser, counter, page: tab, link: BAD, frame });
          });
        },
      );
    }
  });
}
