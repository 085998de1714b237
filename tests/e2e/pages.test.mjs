// The adapters on saved page structures, served under their webmails' own addresses, so that the release's own list of hosts
// is what lets the extension in.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { kinds, missing } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { until } from "./drivers/until.mjs";
import { addressOf, savedPages, servePages } from "./pages.mjs";
import { isWarned, openTouchstone } from "./touchstone.mjs";

const timeout = 60_000;

/** The chips in lists, in all frames: [level, the texts of what is around them, from the inside out]. */
async function chipsInLists(page) {
  const found = await Promise.all(
    (await page.frames()).map((frame) =>
      frame.evaluate(() =>
        [...document.querySelectorAll('[data-touchstone="chip"][data-in="list"]')].map((chip) => {
          const around = [chip.parentElement, chip.parentElement?.parentElement, chip.parentElement?.parentElement?.parentElement];
          return [chip.dataset.level, around.map((element) => element?.textContent ?? "")];
        }),
      ),
    ),
  );
  return found.flat();
}

/** Waits until the lists' chips are these: [level, a piece of the row's text], in their order. */
async function waitForChipsInLists(page, rows) {
  let seen;
  await until(async () => {
    seen = await chipsInLists(page);
    return (
      seen.length === rows.length &&
      rows.every(([level, text], i) => seen[i][0] === level && seen[i][1].some((around) => around.includes(text)))
    );
  }, `chips ${JSON.stringify(rows)} in the list`).catch((error) => {
    throw new Error(`${error.message}; there are ${JSON.stringify(seen)}`, { cause: error });
  });
}

for (const kind of kinds) {
  describe(`saved pages in ${kind}`, { skip: missing(kind) ?? false, concurrency: false }, () => {
    let browser, counter, desk;

    before(
      async () => {
        counter = await startCounter();
        servePages(counter);
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

    for (const { name, adapter, messages, rows = [] } of savedPages) {
      test(`${name} is read, and every message has its own verdict`, { timeout }, async () => {
        const page = await browser.page(addressOf(name));
        const state = await until(async () => {
          const state = await desk.stateOf(addressOf(name));
          return state.verdicts?.length === messages.length && state;
        }, `${messages.length} verdicts`);
        assert.equal(state.adapter, adapter);
        const read = state.verdicts.map(({ level, sender, attachments }) => [
          level,
          sender.address,
          attachments.map((attachment) => attachment.name),
        ]);
        assert.deepEqual(read, messages);
        const warned = messages.filter(([level]) => isWarned(level)).length;
        await page.waitForDrawn("banner", { count: warned });
        assert.equal((await page.drawn("banner")).length, warned);
        await waitForChipsInLists(page, rows);
        await page.close();
      });
    }

    test("what the user is writing in Gmail is no message, and a header inside a body is no header", { timeout }, async () => {
      const page = await browser.page(addressOf("gmail"));
      await page.waitForDrawn("banner");
      const inBody = await page.evaluate(
        () => document.querySelectorAll('[contenteditable] [data-touchstone], .a3s [data-touchstone="chip"]').length,
      );
      assert.equal(inBody, 0);
      await page.close();
    });
  });
}
