// A page or a mail learns from styles only that there are some elements of an extension, in both browsers.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { kinds, missing } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { timeout, until } from "./drivers/until.mjs";
import { startInbox } from "./inbox/server.mjs";
import { openTouchstone } from "./touchstone.mjs";

const BUTTON = 'a[href*="bridgewater-dental.example/wp-content"]';
const BODIES = ["inline", "srcdoc", "write"];

/** Runs in the page: every style that an element of a document carries itself, in all frames that can be read. */
function ownStyles() {
  const documents = [
    document,
    ...[...document.querySelectorAll("iframe")].flatMap(({ contentDocument }) => contentDocument ?? []),
  ];
  return documents.flatMap((page) =>
    [...page.querySelectorAll("[style]")].map((element) => element.getAttribute("style")),
  );
}

/** Runs in the page: returns the value that a mail's style sheet reads from a property that an earlier version set on every page. */
function probe() {
  const documents = [
    document,
    ...[...document.querySelectorAll("iframe")].flatMap(({ contentDocument }) => contentDocument ?? []),
  ];
  return documents.map((page) => {
    const element = page.createElement("p");
    element.style.cssText = "display: var(--touchstone-block, none)";
    page.body.append(element);
    const { display } = page.defaultView.getComputedStyle(element);
    element.remove();
    return display;
  });
}

/** Runs in the page: how many elements without a word in them take room, in all frames that can be read. */
const boxes = () =>
  [
    document,
    ...[...document.querySelectorAll("iframe")].flatMap(({ contentDocument }) => contentDocument ?? []),
  ].reduce(
    (sum, page) =>
      sum + [...page.querySelectorAll("span:empty, div:empty")].filter((one) => one.getClientRects().length > 0).length,
    0,
  );

for (const kind of kinds) {
  describe(`what a page can learn in ${kind}`, { skip: missing(kind) ?? false, concurrency: false }, () => {
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

    for (const body of BODIES) {
      test(`no style of a page names the extension, with a body embedded as ${body}`, { timeout }, async () => {
        const page = await browser.page(inbox.mail("fake-verification", { body }));
        const frame = body === "inline" ? undefined : await page.frame(".message-frame");
        await page.hover(BUTTON, { frame });
        await page.waitForDrawn("mark");
        // The banner moves the link away from under the pointer, so the card opens only over a page at rest.
        await page.waitForDrawn("banner");
        await page.moveAway();
        await page.settled();
        await page.hover(BUTTON, { frame });
        await page.waitForDrawn("card");
        assert.deepEqual([...new Set(await page.evaluate(probe))], ["none"]);
        assert.deepEqual(
          (await page.evaluate(ownStyles)).filter((style) => /touchstone/i.test(style)),
          [],
        );
        await page.close();
      });
    }

    test(
      "drawings in a frame also vanish when the extension is switched off",
      { timeout, skip: kind !== "firefox" },
      async () => {
        const page = await browser.page(inbox.mail("fake-verification", { body: "srcdoc" }));
        await page.waitForDrawn("banner");
        await page.hover(BUTTON, { frame: await page.frame(".message-frame") });
        await page.waitForDrawn("mark");
        assert.ok((await page.evaluate(boxes)) >= 3);
        await browser.setEnabled(false);
        await until(async () => (await page.evaluate(boxes)) === 0, "everything drawn to be gone");
        await browser.setEnabled(true);
        await page.close();
      },
    );
  });
}
