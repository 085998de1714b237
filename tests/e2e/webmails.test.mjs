// Cases that the saved pages alone do not cover: a body in a frame of another origin is guarded like a body in the page, and a reply
// address is read where a webmail shows it.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { messages } from "../gallery/tools.mjs";
import { kinds, missing } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { timeout, until } from "./drivers/until.mjs";
import { addressOf, servePages } from "./pages.mjs";
import { allow, openTouchstone } from "./touchstone.mjs";

/** The webmails whose body stands in a frame of another origin: the frames on the way to it, its link, and the link's host. */
const FRAMED = [
  { name: "icloud", frames: ["iframe.child-application", "iframe"], link: "a", host: "northfield-garden.example" },
  { name: "gmx", frames: ["iframe[name=mail]", "#mailbody"], link: "a", host: "bergmann-optik.example" },
];
/** Reply addresses by saved page, each of one message. */
const REPLY_TO = {
  zoho: "amazon-payout@gmail.com",
  gmx: "amazon.support@gmx.net",
  fastmail: "amazon.vendeurs@laposte.net",
  snappymail: "amazon.interview@outlook.com",
};
const WAYS = [{}, { button: "middle" }, { modifiers: ["Control"] }, { modifiers: ["Shift"] }];

for (const kind of kinds) {
  describe(`webmails in ${kind}`, { skip: missing(kind) ?? false, concurrency: false }, () => {
    let browser, counter, desk;

    before(
      async () => {
        counter = await startCounter();
        servePages(counter);
        ({ browser, desk } = await openTouchstone(kind, { counter }));
        const { origin } = new URL(addressOf("snappymail"));
        await allow(browser, [`${origin}/*`]);
        await desk.ask({ kind: "watch", origin });
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

    for (const { name, frames, link, host } of FRAMED) {
      test(
        `the body of ${name}, two frames deep and of another origin, is marked and guarded`,
        { timeout },
        async () => {
          const page = await browser.page(addressOf(name));
          let frame;
          for (const selector of frames) frame = await page.frame(selector, { frame });
          await page.hover(link, { frame });
          await page.waitForDrawn("mark", { level: "danger" });
          await page.moveAway();
          counter.reset();
          for (const how of WAYS) {
            await page.click(link, { ...how, frame });
            const [dialog] = await page.waitForDrawn("dialog");
            assert.equal(dialog.frame, addressOf(name), "the dialog stands where there is room for it");
            assert.ok((await page.drawnText("dialog")).includes(host));
            await page.drawnClick("dialog", 0, { name: messages("en").step_back });
            await until(async () => (await page.drawn("dialog")).length === 0, "the dialog to close");
          }
          assert.deepEqual(counter.fromPages(), []);
          await page.close();
        },
      );
    }

    for (const [name, address] of Object.entries(REPLY_TO)) {
      test(`the reply address that ${name} shows is read`, { timeout }, async () => {
        const page = await browser.page(addressOf(name));
        await until(async () => {
          const { verdicts = [] } = await desk.stateOf(addressOf(name));
          return verdicts.some(({ replyTo }) => replyTo?.address === address);
        }, `a message with the reply address ${address}`);
        await page.close();
      });
    }
  });
}
