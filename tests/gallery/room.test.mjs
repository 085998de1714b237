// Tests how much room the warnings take: a banner at danger leaves two thirds of a small window to the mail.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { buildSite, launch, openPage } from "./site.mjs";
import { LANGUAGES } from "./tools.mjs";

/** The height of a small window, and the part of it that a banner at danger may take before "Why?" is pressed. */
const WINDOW = 768;
const MOST = WINDOW / 3;
const WIDTHS = [240, 320, 760, 1280];

let browser;
before(async () => {
  await buildSite();
  browser = await launch();
});
after(() => browser.close());

/** The banners in the page with their names and heights. */
const heights = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("*")].flatMap((host) => {
      const banner = host.shadowRoot?.querySelector(".banner");
      return banner
        ? [[host.parentElement.previousElementSibling.textContent, Math.ceil(banner.getBoundingClientRect().height)]]
        : [];
    }),
  );

for (const language of LANGUAGES) {
  test(`no banner at danger takes more than a third of a small window: ${language}`, async () => {
    const page = await openPage(
      browser,
      `gallery.html?part=dangers&lang=${language}`,
      { viewport: { width: 1280, height: WINDOW }, reducedMotion: "reduce" },
      {},
    );
    const tooHigh = [];
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: WINDOW });
      const all = await heights(page);
      assert.ok(all.length >= 20, `${all.length} banners`);
      tooHigh.push(
        ...all.filter(([, height]) => height > MOST).map(([name, height]) => `${width}: ${name}: ${height}`),
      );
    }
    await page.close();
    assert.deepEqual(tooHigh, []);
  });
}

test("a sentence that the banner cuts is whole after a press on the button for the reasons", async () => {
  const page = await openPage(browser, "gallery.html?part=dangers", { viewport: { width: 240, height: WINDOW } }, {});
  const banner = page.locator(".banner").last();
  const isCut = () =>
    banner.locator(".lead").evaluate(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 1);
  assert.equal(await isCut(), true);
  await banner.locator(".toggle").click();
  assert.equal(await isCut(), false);
  await page.close();
});
