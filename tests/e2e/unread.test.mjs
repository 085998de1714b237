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

/** Lets a counter answer with the pages of `unknown`. Names with a hash differ from one load to the next. */
function serveUnknown(counter) {
  let loads = 0;
  counter.serve(HOST, (path) => {
    const file = new URL(`unknown${path}.html`, import.meta.url);
    // Browsers ask for an icon, too.
    return existsSync(file) && { html: readFileSync(file, "utf8").replaceAll("HASH", `${(loads += 1)}x`) };
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

    /** The popup's request: lets the user choose in this tab. */
    async function choose(tab, url) {
      await until(async () => (await desk.stateOf(url)).unread, "the page to look like a mail");
      assert.equal(await desk.ask({ kind: "choose-body", tabId: await desk.tabId(url) }), true);
      await tab.front();
      await tab.waitForDrawn("chooser");
    }
    const chosen = async () => (await desk.ask({ kind: "surroundings" })).settings.bodies ?? [];
    const readAsMail = (url) =>
      until(
        async () => (await desk.stateOf(url)).verdicts?.map(({ level }) => level).join() === "danger",
        "the verdict",
      );
    const gone = (tab) => until(async () => (await tab.drawn("chooser")).length === 0, "the layer to go");

    test("the mail that the user points at is read, remembered, and forgotten again", { timeout }, async () => {
      const url = page("cards");
      let tab = await browser.page(url);
      await choose(tab, url);
      await tab.hover("#other");
      await tab.click("#other");
      await gone(tab);
      await readAsMail(url);
      await tab.waitForDrawn("banner");
      const [body, ...others] = await chosen();
      assert.deepEqual([others, body.origin, body.selector], [[], ORIGIN, "div.sheet"]);
      await tab.close();
      // Another day, another page.
      tab = await browser.page(url);
      await readAsMail(url);
      const id = await desk.ask({ kind: "forget-body", origin: ORIGIN });
      await until(async () => (await desk.stateOf(url)).unread, "the page to be unread again");
      await desk.ask({ kind: "undo", id });
      await readAsMail(url);
      await desk.ask({ kind: "forget-body", origin: ORIGIN });
      assert.deepEqual(await chosen(), []);
      await tab.close();
    });

    test("the keyboard alone chooses a mail, and Escape chooses nothing", { timeout }, async () => {
      const url = page("cards");
      const tab = await browser.page(url);
      await choose(tab, url);
      await tab.press("Escape");
      await gone(tab);
      assert.deepEqual(await chosen(), []);
      await choose(tab, url);
      // The walk begins at the text. It goes to the pane around it, into that pane's first part, and on to the text again.
      for (const key of ["ArrowUp", "ArrowDown", "Tab"]) await tab.press(key);
      await tab.press("Enter");
      await gone(tab);
      await readAsMail(url);
      assert.deepEqual(
        (await chosen()).map(({ selector }) => selector),
        ["div.sheet"],
      );
      await desk.ask({ kind: "forget-body", origin: ORIGIN });
      await tab.close();
    });

    test("a choice outlasts names that a build made", { timeout }, async () => {
      const url = page("hashed");
      let tab = await browser.page(url);
      await choose(tab, url);
      await tab.click(".link");
      await gone(tab);
      await readAsMail(url);
      assert.deepEqual(
        (await chosen()).map(({ selector }) => selector),
        ["#app > div > div:nth-of-type(2)"],
      );
      await tab.close();
      tab = await browser.page(url);
      await readAsMail(url);
      await desk.ask({ kind: "forget-body", origin: ORIGIN });
      await tab.close();
    });

    test("a choice holds for every mail of a conversation", { timeout }, async () => {
      const url = page("talk");
      const tab = await browser.page(url);
      await choose(tab, url);
      await tab.click("#first");
      await gone(tab);
      await until(async () => (await desk.stateOf(url)).verdicts?.length === 2, "both mails to be read");
      const { verdicts } = await desk.stateOf(url);
      assert.deepEqual(
        verdicts.map(({ sender }) => sender.address),
        ["desk@northfield-garden.example", "ben@lumen-lamps.example"],
      );
      assert.deepEqual(
        (await chosen()).map(({ selector }) => selector),
        ["div.talk div.card div.words"],
      );
      await desk.ask({ kind: "forget-body", origin: ORIGIN });
      await tab.close();
    });

    test("a header inside a mail does not make a part of the mail the whole", { timeout }, async () => {
      const url = page("forged");
      const tab = await browser.page(url);
      await until(async () => (await desk.stateOf(url)).unread, "the page to look like a mail");
      await tab.settled();
      assert.deepEqual((await desk.stateOf(url)).verdicts, []);
      await tab.close();
    });

    test("a block below a header is a body only if it changes with the header", { timeout }, async () => {
      const url = page("labels");
      const tab = await browser.page(url);
      const levels = async () => (await desk.stateOf(url)).verdicts?.map(({ level }) => level).join();
      await until(async () => (await levels()) === "info", "the first mail to be read");
      await tab.evaluate(() => {
        document.querySelector("#subject").textContent = "Your selling account is on hold";
        document.querySelector("#from").textContent = "From: Amazon <desk@northfield-garden.example>";
        document.querySelector("#date").textContent = "Date: 12 March 2026";
      });
      await until(async () => (await levels()) === "", "the block to be no body");
      await tab.evaluate(() => {
        document.querySelector("#text p").textContent =
          "Your Amazon seller account is on hold. Sign in and verify your identity: https://sellercentral.amazon.com-verify.example/";
      });
      await until(async () => (await levels()) === "danger", "the second mail to be read");
      // The next time the text comes first.
      await tab.evaluate(() => {
        document.querySelector("#text p").textContent =
          "Hello, your two lamps came back to our store. We pay the money back on Friday.";
      });
      await until(async () => (await levels()) === "info", "the third mail to be read");
      await tab.evaluate(() => (document.querySelector("#date").textContent = "Date: 13 March 2026"));
      await tab.settled();
      assert.equal(await levels(), "info");
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
