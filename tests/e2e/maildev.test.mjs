// The main job in a real webmail without an adapter: in MailDev every demo mail gets the level of the command line by the recipe alone, and
// the guard holds a dangerous link. MailDev itself lets no link of a mail open a tab, so the way of a genuine one is not tried here.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { kinds, missing } from "./browsers.mjs";
import { everyWayIsHeld } from "./clicks.mjs";
import { startCounter } from "./counter.mjs";
import { timeout, until } from "./drivers/until.mjs";
import * as maildev from "./maildev.mjs";
import { mails } from "./mails.mjs";
import { isWarned, openTouchstone } from "./touchstone.mjs";

const FAKE = "seller-performance@amazon.com";
/** Strangers whose names look like an address, or like a name with its address. */
const strangers = [FAKE, `Amazon <${FAKE}>`].map((name, at) => ({
  id: `stranger-${at}`,
  from: { name, address: "billing@orchard-lane.example" },
  to: "seller@ourshop.example",
  date: new Date(Date.UTC(2026, 10, 20, 9, at)),
  subject: "Your selling account",
  html: '<p>Your Amazon seller account is on hold.</p><p><a href="https://orchard-lane.example/verify">Verify your account</a></p>',
}));

for (const kind of kinds) {
  const skip = missing(kind) ?? maildev.missing() ?? false;
  describe(`MailDev in ${kind}`, { skip, concurrency: false }, () => {
    let browser, counter, desk, page, server;

    before(
      async () => {
        counter = await startCounter();
        server = await maildev.startMaildev([...mails, ...strangers]);
        ({ browser, desk } = await openTouchstone(kind, { counter }));
        page = await browser.page();
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

    /** Opens a mail when no other is open, and returns the state of its page once the mail is judged. */
    async function opened({ id, from }) {
      await page.goto(server.list);
      await until(async () => (await desk.stateOf(await page.url())).verdicts?.length === 0, "no verdict");
      await page.goto(server.addressOf(id));
      const isOpen = ({ sender }) => sender.address === from.address;
      return until(async () => {
        const state = await desk.stateOf(await page.url());
        return state.verdicts?.length === 1 && isOpen(state.verdicts[0]) && state;
      }, `the verdict on ${id}`);
    }

    for (const demo of mails) {
      const { id, attachments = [], expect } = demo;
      test(`${id} is ${expect.level}`, { timeout }, async () => {
        const { adapter, verdicts } = await opened(demo);
        const [verdict] = verdicts;
        assert.equal(adapter, "generic");
        assert.deepEqual([verdict.level, verdict.sender.class], [expect.level, expect.sender]);
        assert.deepEqual(
          verdict.attachments.map(({ name }) => name),
          attachments.map(({ name }) => name),
        );
        if (isWarned(expect.level)) await page.waitForDrawn("banner", { level: expect.level });
        else assert.deepEqual(await page.drawn("banner"), []);
      });
    }

    test("a name that is an address of Amazon's is danger", { timeout }, async () => {
      for (const stranger of strangers) {
        const [{ level, sender }] = (await opened(stranger)).verdicts;
        assert.deepEqual([level, sender.class], ["danger", "impersonation"], stranger.from.name);
      }
    });

    test("a dangerous link is held in every way", { timeout }, async () => {
      await opened(strangers[0]);
      await page.waitForDrawn("banner", { level: "danger" });
      const frame = await page.frame("main iframe");
      await everyWayIsHeld({ browser, counter, page, link: 'a[href*="orchard-lane"]', frame });
    });
  });
}
