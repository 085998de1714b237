// The guide after a click and the pages beside it (report, comparison), with the real background and under their real policy.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { kinds, missing } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { timeout, until } from "./drivers/until.mjs";
import { openTouchstone } from "./touchstone.mjs";

const evidence = {
  url: "https://amaz0n-verify.example/login?a=1&b=2",
  sender: "notice@mail.harbour-events.example",
  subject: "Verify now",
  when: "2026-11-24T09:30:00.000Z",
  level: "danger",
  reasons: ["The address is not one of Amazon's."],
};

/** Runs in a page of the extension: the steps that the guide keeps as done. */
async function storedSteps() {
  const { clickedTicks } = await (globalThis.browser ?? chrome).storage.local.get("clickedTicks");
  return /** @type {any} */ (clickedTicks)?.done ?? [];
}

for (const kind of kinds) {
  describe(`after a click in ${kind}`, { skip: missing(kind) ?? false, concurrency: false }, () => {
    let browser, desk, counter;

    before(
      async () => {
        counter = await startCounter();
        ({ browser, desk } = await openTouchstone(kind, { counter, language: "en-US" }));
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

    test(
      "the steps that matter are chosen and ticked off by keyboard, and open the user's own Seller Central",
      { timeout },
      async () => {
        await desk.ask({ kind: "set-home", home: { region: "DE" } });
        const page = await browser.extensionPage("clicked/clicked.html");
        await page.waitFor("#happened input");
        const first = () =>
          page.evaluate(() =>
            [...document.querySelectorAll(".first .step")].map((step) => step.querySelector(".tick").innerText),
          );
        assert.deepEqual(await first(), []);
        await page.focus("#happened [value=app]");
        await page.press("Space");
        await until(
          async () => (await first()).includes("Check authorised apps"),
          "the step about apps among the first",
        );
        await page.focus(".first .step input");
        await page.press("Space");
        assert.equal(await page.evaluate(() => document.querySelector(".first .step input").checked), true);
        // A script's click opens nothing.
        await page.evaluate(() => document.querySelector(".place button").click());
        const tab = await browser.tabFrom(async () => {
          await page.focus(".first .place button[title*='/apps/manage']");
          await page.press("Enter");
        });
        await until(
          async () => (await tab.url()) === "https://sellercentral.amazon.de/apps/manage",
          "the page in Seller Central",
        );
        await tab.close();
        await page.close();
      },
    );

    test("the ticks outlive the page until the user clears them", { timeout }, async () => {
      const ticked = (page) =>
        page.evaluate(() => [...document.querySelectorAll("main [type=checkbox]:checked")].map(({ value }) => value));
      const open = async () => {
        const page = await browser.extensionPage("clicked/clicked.html");
        await page.waitFor("#happened input");
        return page;
      };
      const first = await open();
      for (const wanted of ["#happened [value=password]", "#steps [value=stop]"]) {
        if (await first.evaluate((wanted) => document.querySelector(wanted).checked, wanted)) continue;
        await first.focus(wanted);
        await first.press("Space");
      }
      await until(() => desk.page.evaluate(storedSteps).then((steps) => steps.includes("stop")), "the stored ticks");
      const before = await ticked(first);
      await first.close();
      const again = await open();
      assert.deepEqual(await ticked(again), before);
      // Another tab that shows the guide follows.
      const other = await open();
      await again.focus("#finish button");
      await again.press("Enter");
      await until(async () => (await ticked(other)).length === 0, "the other tab to follow");
      assert.deepEqual(await ticked(again), []);
      assert.deepEqual(
        await desk.page.evaluate(() => (globalThis.browser ?? chrome).storage.local.get("clickedTicks")),
        {},
      );
      await again.close();
      await other.close();
    });

    test(
      "the report holds the real link, for the user's own mail program; the extension sends nothing",
      { timeout },
      async () => {
        await assert.rejects(desk.ask({ kind: "keep-report-facts", facts: null }), /no facts/);
        const id = await desk.ask({ kind: "keep-report-facts", facts: evidence });
        counter.reset();
        const page = await browser.extensionPage(`clicked/clicked.html#report=${id}`);
        await page.waitFor("#mailto");
        assert.equal(await page.evaluate(() => document.activeElement.id), "report-title");
        // It is the report itself, not the end of the guide.
        assert.deepEqual(
          await page.evaluate(() => [
            [...document.querySelectorAll("#happened, #steps")].some((part) => part.checkVisibility()),
            document.querySelector("#mailto").getBoundingClientRect().bottom < innerHeight,
          ]),
          [false, true],
        );
        const report = () =>
          page.evaluate(() => ({
            text: document.querySelector("#text").value,
            href: document.querySelector("#mailto").href,
          }));
        const { text, href } = await report();
        for (const part of [
          evidence.url,
          evidence.sender,
          evidence.subject,
          "2026-11-24 09:30 UTC",
          evidence.reasons[0],
        ])
          assert.ok(text.includes(part), part);
        const mail = new URL(href);
        assert.equal(mail.pathname, "stop-spoofing@amazon.com");
        assert.equal(mail.searchParams.get("body"), text.replaceAll("\n", "\r\n"));
        // The findings belong to that link alone.
        await page.fill("#url", "https://other.example/");
        assert.match((await report()).text, /Link: https:\/\/other\.example\//);
        assert.doesNotMatch((await report()).text, /one of Amazon's/);
        assert.deepEqual(counter.fromPages(), []);
        await page.close();
      },
    );

    for (const hash of ["", "#report"]) {
      test(`a guide that is opened later for another case starts empty: clicked.html${hash}`, { timeout }, async () => {
        const id = await desk.ask({ kind: "keep-report-facts", facts: evidence });
        assert.equal((await desk.ask({ kind: "take-report-facts", id })).url, evidence.url);
        assert.equal(await desk.ask({ kind: "take-report-facts", id }), null);
        await desk.ask({ kind: "keep-report-facts", facts: evidence });
        const page = await browser.extensionPage(`clicked/clicked.html${hash}`);
        await page.waitFor("#mailto");
        assert.equal(
          await page.evaluate(() => document.querySelector("#url").value + document.querySelector("#sender").value),
          "",
        );
        assert.ok(await page.evaluate(() => document.querySelector("#evidence").hidden));
        await page.close();
      });
    }

    test("the comparison names a full-width letter", { timeout }, async () => {
      const page = await browser.extensionPage("review/review.html");
      await page.waitFor("#left");
      await page.fill("#left", "A座501");
      await page.fill("#right", "Ａ座501");
      await until(
        () => page.evaluate(() => /1 difference/.test(document.querySelector("#count").innerText)),
        "the difference",
      );
      assert.match(await page.evaluate(() => document.querySelector("#differences li").innerText), /Full width/);
      assert.equal(await page.evaluate(() => document.querySelectorAll(".compared .odd").length), 2);
      await page.close();
    });
  });
}
