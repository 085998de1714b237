// Tests that the long words of German fit the narrowest panes: at 240 px no word of a chip, a banner, a dialog or the popup is cut or
// breaks without a hyphen.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { fakeBackground } from "./fake-background.mjs";
import { buildSite, gallery, launch, openPage } from "./site.mjs";

const options = { viewport: { width: 240, height: 700 }, reducedMotion: "reduce" };

let browser;
before(async () => {
  await buildSite();
  browser = await launch();
});
after(() => browser.close());

/**
 * Runs in the page: returns the words that break without a hyphen, and those that reach beyond the window or the box that clips
 * them. Hosts, links, addresses and the gallery's own headings are left out: they have no soft hyphens. So is the line that quotes a mail.
 */
function faults() {
  const found = [];
  const foreign = /[^\s"“”„‚‘'«»()<>]*[.@/][^\s.]\S*/gu;
  const told = (element) =>
    !element.closest(".host, .clipped, body > h2, #stage > h2, svg, style, script, option, textarea");
  const clipsSideways = (element) => {
    for (let box = element; box; box = box.parentElement)
      if (getComputedStyle(box).overflowX !== "visible") return box.getBoundingClientRect().right;
    return innerWidth;
  };
  const check = (node) => {
    const { parentElement: element, data } = node;
    if (!element || !told(element) || element.getClientRects().length === 0) return;
    const right = Math.min(clipsSideways(element), innerWidth);
    const own = data.replace(foreign, (other) => " ".repeat(other.length));
    for (const { 0: word, index } of own.matchAll(/[\p{L}\u00ad]{2,}/gu)) {
      const range = document.createRange();
      const at = (place) => {
        range.setStart(node, index + place);
        range.setEnd(node, index + place + 1);
        return range.getBoundingClientRect();
      };
      for (let place = 0; place < word.length; place++) {
        const box = at(place);
        if (box.width > 0 && box.right > right + 1) {
          found.push(`cut: ${word}`);
          break;
        }
        if (place === 0 || word[place - 1] === "\u00ad" || word[place] === "\u00ad") continue;
        if (box.top > at(place - 1).bottom - 2) {
          found.push(`broken: ${word.slice(0, place)}|${word.slice(place)}`);
          break;
        }
      }
    }
  };
  const walk = (root) => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      if (node instanceof Text) check(node);
      else if (node.shadowRoot) walk(node.shadowRoot);
    }
  };
  walk(document.body);
  return [...new Set(found)];
}

for (const part of ["chips", "banners", "dangers", "ways", "notices"]) {
  test(`no German word is cut or breaks without a hyphen at 240 px: ${part}`, async () => {
    const page = await openPage(browser, `gallery.html?lang=de&part=${part}`, options, {});
    for (const toggle of await page.locator("[data-unfold] .toggle").all()) await toggle.click();
    assert.deepEqual(await page.evaluate(faults), []);
    await page.context().close();
  });
}

for (const name of ["fake-button", "fake-lookalike", "amazon-address-elsewhere", "unchecked", "form"]) {
  test(`no German word is cut or breaks without a hyphen at 240 px: the dialog ${name}`, async () => {
    const page = await openPage(browser, `gallery.html?lang=de&dialog=${name}`, options, {});
    assert.deepEqual(await page.evaluate(faults), []);
    await page.context().close();
  });
}

const watching = (...names) => ({
  state: "watching",
  adapter: "Gmail",
  verdicts: names.map((name) => gallery.mails[name]),
});
const POPUPS = {
  empty: { state: watching() },
  "a mail": { state: watching("fake-button"), home: { region: "US" } },
  "a mail that cannot be read": { state: { ...watching(), adapter: "generic", unread: true } },
  "a site that is not watched": { state: { state: "not-watched", origin: "https://mail.lumen-lamps.example" } },
  "a page that was open before": { state: { state: "silent" }, home: "elsewhere" },
};

for (const [name, state] of Object.entries(POPUPS)) {
  test(`no German word is cut or breaks without a hyphen at 240 px: the popup with ${name}`, async () => {
    const prepare = (context) => context.addInitScript(fakeBackground, { gallery, language: "de", ...state });
    const page = await openPage(browser, "popup/popup.html", options, { prepare });
    await page.locator("body.ready").waitFor();
    await page.locator("#idle > *").first().waitFor({ state: "attached" });
    assert.deepEqual(await page.evaluate(faults), []);
    await page.context().close();
  });
}
