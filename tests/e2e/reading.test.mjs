// Changes to an open message, in both browsers: a change of the visible text or of a link's target is read and judged again.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { kinds, missing } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { timeout, until } from "./drivers/until.mjs";
import { startInbox } from "./inbox/server.mjs";
import { openTouchstone } from "./touchstone.mjs";

const LOOKALIKE = "https://sellercentral-amazon-verify.example/ap/signin";
const HARMLESS = "https://northfield-garden.example/hoses";
const OFFER =
  "We sell verified Amazon seller accounts and video verification, price 300 USD, contact WhatsApp +1 202 555 0147.";

/** Runs in the page: a webmail that shows a mail of this sender. */
function show(from, html, { folded = false } = {}) {
  document.head.append(
    Object.assign(document.createElement("style"), {
      textContent: ".folded .more { display: none } .offer { display: block }",
    }),
  );
  const text = document.createElement("header");
  text.append(`From: ${from}`);
  const body = Object.assign(document.createElement("div"), { className: "message-body", innerHTML: html });
  const article = Object.assign(document.createElement("article"), { className: folded ? "folded" : "" });
  article.append(text, body);
  document.querySelector(".pane").replaceChildren(article);
}

for (const kind of kinds) {
  describe(`an open message in ${kind}`, { skip: missing(kind) ?? false, concurrency: false }, () => {
    let browser, counter, inbox;

    before(
      async () => {
        counter = await startCounter();
        inbox = await startInbox();
        ({ browser } = await openTouchstone(kind, { counter }));
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

    /**
     * Opens the inbox with a mail in it.
     * @param {string} html
     * @param {{ from?: string, folded?: boolean }} [options]
     */
    async function open(html, { from = "Lin Wei <lin@northfield-garden.example>", ...options } = {}) {
      const page = await browser.page(inbox.url);
      await page.waitFor(".list a");
      await page.evaluate(show, from, `<p>Good morning, how was the fair?</p>${html}`, options);
      return page;
    }

    const levels = async (page, kind) => (await page.drawn(kind)).map(({ level }) => level);
    const gone = (page, kind) => until(async () => (await page.drawn(kind)).length === 0, `no ${kind} to be left`);

    test(
      "a link to a place on the same page does not count as a link of the mail, and is not held",
      { timeout },
      async () => {
        const page = await open(
          `<p>Your Amazon account is on hold.</p><a id="go" href="#below">Sign in</a><p id="below">Thank you</p>`,
          {
            from: "Amazon Seller Performance <notice@northfield-garden.example>",
          },
        );
        await page.waitForDrawn("banner", { level: "caution" });
        await page.settled();
        assert.deepEqual(await page.drawn("mark"), []);
        await page.click("#go");
        await until(() => page.evaluate(() => location.hash === "#below"), "the place on the page");
        assert.deepEqual(await page.drawn("dialog"), []);
        await page.close();
      },
    );

    test("a text that a class on an element around the body reveals is judged anew", { timeout }, async () => {
      const page = await open(`<p class="more">${OFFER}</p>`, { folded: true });
      await page.settled();
      assert.deepEqual(await page.drawn("banner"), []);
      await page.evaluate(() => document.querySelector("article").classList.remove("folded"));
      await page.waitForDrawn("banner", { level: "caution" });
      await page.evaluate(() => document.querySelector("article").classList.add("folded"));
      await gone(page, "banner");
      await page.close();
    });

    test("a text that a style sheet of the page reveals is judged anew", { timeout }, async () => {
      const page = await open(`<p class="offer" style="display: none">${OFFER}</p>`);
      await page.settled();
      assert.deepEqual(await page.drawn("banner"), []);
      await page.evaluate(() => {
        document.head.lastElementChild.textContent += " .offer { display: block !important }";
      });
      await page.waitForDrawn("banner", { level: "caution" });
      await page.close();
    });

    test("a link that comes later is judged and marked, and the marks before it stay", { timeout }, async () => {
      const page = await open(`<p id="place"><a href="${LOOKALIKE}/1">our page</a> </p>`);
      await page.waitForDrawn("mark", { level: "danger" });
      await page.evaluate(() => (document.querySelector('[data-touchstone="mark"]').id = "first"));
      await page.evaluate((href) => {
        const link = Object.assign(document.createElement("a"), { href, textContent: "the other page" });
        document.querySelector("#place").append(link);
      }, `${LOOKALIKE}/2`);
      await page.waitForDrawn("mark", { count: 2 });
      assert.equal(await page.evaluate(() => document.querySelectorAll("#first").length), 1);
      await page.close();
    });

    test("a link that leads elsewhere than before is judged and marked anew", { timeout }, async () => {
      const page = await open(`<p><a id="link" href="${HARMLESS}">our page</a></p>`);
      await page.settled();
      assert.deepEqual(await page.drawn("mark"), []);
      await page.evaluate((href) => document.querySelector("#link").setAttribute("href", href), LOOKALIKE);
      await page.waitForDrawn("mark", { level: "danger" });
      await page.evaluate((href) => document.querySelector("#link").setAttribute("href", href), HARMLESS);
      await gone(page, "mark");
      await page.close();
    });

    test("a mail that takes another one's place in the same element is judged for itself", { timeout }, async () => {
      const page = await open(`<p><a href="${LOOKALIKE}">our page</a></p>`, {
        from: "Amazon Support <help@northfield-garden.example>",
      });
      await page.waitForDrawn("banner", { level: "danger" });
      await page.evaluate((harmless) => {
        document.querySelector("article header").textContent = "From: Lin Wei <lin@northfield-garden.example>";
        document.querySelector(".message-body").innerHTML =
          `<p>Good morning, here are <a href="${harmless}">the hoses</a>.</p>`;
      }, HARMLESS);
      await gone(page, "banner");
      await gone(page, "mark");
      await page.evaluate((href) => document.querySelector(".message-body a").setAttribute("href", href), LOOKALIKE);
      await page.waitForDrawn("mark", { level: "danger" });
      await page.close();
    });

    test("a body that is written anew into its frame is judged and guarded each time", { timeout }, async () => {
      const page = await browser.page(inbox.mail("genuine-second-review", { body: "write" }));
      await page.waitForDrawn("chip", { level: "ok" });
      for (const at of [1, 2]) {
        await page.hover(".message-frame");
        counter.reset();
        await page.evaluate((href) => {
          const { contentDocument } = document.querySelector(".message-frame");
          contentDocument.open();
          contentDocument.write(
            `<!DOCTYPE html><body><p>Good morning.</p><a id="go" target="_blank" href="${href}">our page</a></body>`,
          );
          contentDocument.close();
        }, `${LOOKALIKE}/${at}`);
        await page.waitForDrawn("mark", { level: "danger" });
        await page.click("#go", { frame: await page.frame(".message-frame") });
        await page.waitForDrawn("dialog", { level: "danger" });
        assert.deepEqual(counter.fromPages(), []);
        await page.press("Escape");
        await gone(page, "dialog");
      }
      await page.close();
    });

    test("links far below the window are marked when they come near it", { timeout }, async () => {
      const links = Array.from(
        { length: 200 },
        (_, at) => `<p style="height: 60px"><a href="${LOOKALIKE}/${at}">our page</a></p>`,
      );
      const page = await open(links.join(""));
      await page.waitForDrawn("mark", { level: "danger" });
      await page.settled();
      assert.ok((await levels(page, "mark")).length < 100);
      await page.evaluate(() => document.querySelector(".message-body a[href$='/199']").scrollIntoView());
      await until(
        () => page.evaluate(() => document.querySelector(".message-body a[href$='/199']").nextElementSibling !== null),
        "the last mark",
      );
      await page.close();
    });
  });
}
