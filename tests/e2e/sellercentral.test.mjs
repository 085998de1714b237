// Amazon's own sites: no script of ours runs there, unless the user lets us read the buyer messages of Seller Central. Then it runs on
// those pages only, and never on a sign-in page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";

import { kinds, missing } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { ATTEMPT, timeout, until, within } from "./drivers/until.mjs";
import { Desk, allow, openTouchstone } from "./touchstone.mjs";

const HOST = "sellercentral.amazon.com";
const ORIGIN = `https://${HOST}`;
const FAKE = `${ORIGIN}/messaging/inbox`;
const HARMLESS = `${ORIGIN}/messaging/inbox-v3`;
/** Pages of Amazon that are not the buyer messages, with the same words in them. */
const OTHERS = [`${ORIGIN}/ap/signin`, `${ORIGIN}/orders-v3`, `${ORIGIN}/messagingother`];
const BAD = "sellercentral-amazon-com.verify-desk.example";

const PAGE = readFileSync(new URL("../pages/sellercentral.html", import.meta.url), "utf8");
/** The thread with a buyer's words in it. */
const thread = (words) => ({ html: PAGE.replace("<!-- BUYER -->", words) });
const PAGES = {
  "/messaging/inbox-v3":
    thread(`<p>Hello, the lid does not close. I took a picture: <a href="https://pictures.example/p/77" target="_blank">picture</a>.
    Is it the one of https://www.amazon.com/dp/B0TESTTEST?</p>`),
};
const BUYER =
  thread(`<p>Dear seller, this is Amazon Seller Support. Your Amazon selling account is on hold. Please verify it today:
  <a id="bad" href="https://${BAD}/ap/signin" target="_blank">Verify your account</a></p>`);

/** Chromium has no setting that grants hosts without asking; its page of extensions can. */
async function grantSellerCentral(browser, { notificationPages }) {
  const page = await browser.page("chrome://extensions/");
  const patterns = notificationPages.map(([, url]) => `${new URL(url).origin}/*`);
  await page.evaluate(
    async (id, patterns) => {
      for (const pattern of patterns) await chrome.developerPrivate.addHostPermission(id, pattern);
    },
    browser.extensionId,
    patterns,
  );
  await page.close();
}

/** Switches developer mode on. Without it Chromium does not start a reloaded unpacked extension again. */
async function switchDeveloperMode(browser) {
  const page = await browser.page("chrome://extensions/");
  await page.evaluate(() => chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true }));
  await page.close();
}

for (const kind of kinds) {
  describe(`Amazon's own sites in ${kind}`, { skip: missing(kind) ?? false, concurrency: false }, () => {
    let browser, counter, desk;

    before(
      async () => {
        counter = await startCounter();
        counter.serve(HOST, (path) => PAGES[path] ?? BUYER);
        ({ browser, desk } = await openTouchstone(kind, { counter }));
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

    /** The background's answer to a request; an error becomes its text. */
    const say = (request) =>
      desk.page.evaluate(async (request) => {
        const reply = await (globalThis.browser ?? chrome).runtime.sendMessage(request);
        return reply.ok ? "done" : reply.error;
      }, request);

    const isAllowed = (pattern) =>
      desk.page.evaluate((origins) => (globalThis.browser ?? chrome).permissions.contains({ origins }), [pattern]);

    /** Counts the tabs in which our script answers. Without a permission, the browser does not even tell a tab's address. */
    const atWork = () =>
      desk.page.evaluate(async () => {
        const { tabs } = globalThis.browser ?? chrome;
        const asked = (await tabs.query({})).map(({ id }) =>
          tabs.sendMessage(id, { kind: "tell-open" }, { frameId: 0 }).catch(() => null),
        );
        return (await Promise.all(asked)).filter((open) => open?.adapter !== undefined).length;
      });

    /** Opens a page and says whether a script of ours is at work in it. */
    async function isWatched(url) {
      const page = await browser.page(url);
      await page.waitFor("main");
      const found = (await atWork()) > 0;
      if (!found) assert.deepEqual(await page.drawn(), []);
      await page.close();
      return found;
    }

    /** Turns the buyer messages on or off as the user does. */
    async function switchInSettings(on) {
      if (on && kind === "chromium") await grantSellerCentral(browser, await desk.ask({ kind: "surroundings" }));
      const page = await browser.extensionPage("options/options.html");
      await page.waitFor("body.ready");
      await page.click("#buyers");
      await until(async () => (await desk.ask({ kind: "granted" })).buyerMessages === on, `the buyer messages: ${on}`);
      assert.deepEqual((await desk.ask({ kind: "granted" })).sites, []);
      await page.close();
    }

    test("by default nothing of ours runs on them", { timeout }, async () => {
      assert.deepEqual(await desk.ask({ kind: "granted" }), { sites: [], buyerMessages: false });
      for (const url of [FAKE, ...OTHERS]) assert.equal(await isWatched(url), false, url);
    });

    test(
      "a site of Amazon or of its video calls is not added, and its permission is given back",
      { timeout },
      async () => {
        for (const [origin, refusal] of [
          ["https://www.amazon.de", "site-is-amazons"],
          ["https://sellercentral.amazon.co.uk", "site-is-amazons"],
          ["https://app.chime.aws", "site-amazon-uses"],
        ]) {
          await allow(browser, [`${origin}/*`]);
          assert.equal(await say({ kind: "watch", origin }), refusal);
          assert.equal(await isAllowed(`${origin}/*`), false, origin);
        }
        assert.deepEqual(await desk.ask({ kind: "granted" }), { sites: [], buyerMessages: false });
      },
    );

    test("without the browser's permission the extension reads no buyer messages", { timeout }, async () => {
      assert.equal(await say({ kind: "set-buyer-messages", on: true }), "the permission is missing");
      assert.deepEqual(await desk.ask({ kind: "granted" }), { sites: [], buyerMessages: false });
    });

    test(
      "once allowed, buyer messages are read at once: a link that leaves Amazon is marked and stopped",
      { timeout },
      async () => {
        const page = await browser.page(FAKE);
        await page.waitFor("#bad");
        await switchInSettings(true);
        await page.front();
        await page.waitForDrawn("banner", { level: "danger" });
        const marks = await page.waitForDrawn("mark");
        assert.deepEqual(
          marks.map(({ level }) => level),
          ["danger"],
        );
        assert.deepEqual(await page.drawn("chip"), []);
        const { adapter, verdicts } = await desk.stateOf(FAKE);
        assert.equal(adapter, "Seller Central");
        assert.equal(verdicts[0].sender.class, "unknown");
        counter.reset();
        await page.click("#bad");
        await page.waitForDrawn("dialog");
        assert.deepEqual(counter.to(BAD), []);
        await page.close();
      },
    );

    test("a buyer's ordinary words and Amazon's own links are no reason for a mark", { timeout }, async () => {
      const page = await browser.page(HARMLESS);
      const { verdicts } = await until(async () => {
        const state = await desk.stateOf(HARMLESS);
        return state.verdicts?.length === 1 && state;
      }, "a verdict");
      const [{ level, links }] = verdicts;
      assert.ok(level === "info" || level === "ok", JSON.stringify(verdicts));
      assert.ok(links.some(({ host }) => host === "pictures.example"));
      for (const link of links)
        assert.ok(link.level === "ok" || link.host === "pictures.example", JSON.stringify(link));
      assert.deepEqual(await page.drawn(), []);
      await page.close();
    });

    test(
      "even then no script of ours runs on Amazon's sign-in pages or on any other page of Amazon",
      { timeout },
      async () => {
        for (const url of OTHERS) {
          assert.equal(await isWatched(url), false, url);
          // The popup does not offer to watch it either.
          const page = await browser.page(url);
          assert.deepEqual(await desk.stateOf(url), { state: "stays-out" });
          await page.close();
        }
        assert.equal(await isWatched(FAKE), true);
      },
    );

    test(
      "the permission outlives the background; adding Seller Central as a site does not take it away",
      { timeout },
      async () => {
        await browser.stopBackground();
        assert.equal(await isWatched(FAKE), true);
        assert.equal(await say({ kind: "watch", origin: ORIGIN }), "site-is-amazons");
        assert.deepEqual(await desk.ask({ kind: "granted" }), { sites: [], buyerMessages: true });
        assert.equal(await isWatched(FAKE), true);
      },
    );

    test("an update makes the browser forget registrations; the allowed script comes back", { timeout }, async () => {
      if (kind === "chromium") await switchDeveloperMode(browser);
      await desk.page.evaluate(async () => {
        const { runtime, scripting } = globalThis.browser ?? chrome;
        await scripting.unregisterContentScripts();
        setTimeout(() => runtime.reload(), 0);
      });
      desk = await until(async () => {
        const desk = new Desk(
          await within(ATTEMPT, browser.extensionPage("popup/popup.html"), "a page of the extension"),
        );
        return (await within(ATTEMPT, desk.ask({ kind: "granted" }), "the background")).buyerMessages && desk;
      }, "the buyer messages to be allowed again");
      assert.equal(await isWatched(FAKE), true);
      for (const url of OTHERS) assert.equal(await isWatched(url), false, url);
    });

    test(
      "after the user takes the permission back, no script and no permission is left, and an open tab stops",
      { timeout },
      async () => {
        const page = await browser.page(FAKE);
        await page.waitForDrawn("banner", { level: "danger" });
        await page.waitForDrawn("mark");
        const noted = (
          await until(async () => (await desk.noted()).length > 0 && desk.noted(), "the warning in the journal")
        ).length;
        await switchInSettings(false);
        await page.front();
        await until(async () => (await page.drawn()).length === 0, "banner and marks to be gone");
        assert.equal(await atWork(), 0);
        counter.reset();
        const tab = await browser.tabFrom(() => page.click("#bad"));
        await until(() => counter.to(BAD).length === 1, "the request of a link that is not held");
        await tab.close();
        // This message differs from the one that was noted.
        await page.front();
        await page.evaluate(() =>
          document.querySelector("#bad").setAttribute("href", "https://amazon-verify-2.example/"),
        );
        await counter.caughtUp(browser);
        assert.deepEqual(await page.drawn(), []);
        assert.equal((await desk.noted()).length, noted);
        await page.close();
        assert.equal(await isAllowed(`${ORIGIN}/*`), false);
        assert.equal(await isWatched(FAKE), false);
      },
    );
  });
}
