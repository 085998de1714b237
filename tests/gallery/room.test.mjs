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

/** The parts of the gallery whose texts are sentences. */
const SENTENCES = ["banners", "cards", "ways", "notices", "reports"];

/**
 * Runs in the page: returns the words that two lines share, and the components that are too wide. Without `phrases`, it first takes
 * away the rules for browsers that find the phrases of Japanese.
 */
function broken(phrases) {
  const found = [];
  const roots = [...document.querySelectorAll("*")].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  for (const sheet of roots.flatMap((root) => [...root.adoptedStyleSheets, ...root.styleSheets])) {
    const at = [...sheet.cssRules].findIndex((rule) => rule instanceof CSSSupportsRule);
    if (!phrases && at >= 0) sheet.deleteRule(at);
  }
  for (const box of roots.flatMap((root) => [...root.querySelectorAll(".box")])) {
    if (box.scrollWidth > box.clientWidth + 1) found.push(`too wide: ${box.className}`);
    const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      for (const { index, 0: word } of text.data.matchAll(/[ァ-ヺー]{2,}/g)) {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (lines.size > 1) found.push(`${word}: ${text.data}`);
      }
    }
  }
  return [...new Set(found)];
}

for (const { width, phrases } of [
  { width: 380, phrases: true },
  { width: 240, phrases: true },
  { width: 380, phrases: false },
]) {
  const kind = phrases ? "that finds phrases" : "that does not find phrases";
  test(`a browser ${kind} breaks no Japanese word of katakana at ${width} px`, async () => {
    for (const part of SENTENCES) {
      const page = await openPage(
        browser,
        `gallery.html?part=${part}&lang=ja`,
        { viewport: { width, height: WINDOW }, reducedMotion: "reduce" },
        {},
      );
      assert.deepEqual(await page.evaluate(broken, phrases), [], part);
      await page.context().close();
    }
  });
}
