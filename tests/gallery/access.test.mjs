// Tests that every piece and every page in each of its states has no fault that axe-core finds, and that the keyboard reaches every
// control and shows where it is.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { PAGES } from "../../extension/tools/page-list.mjs";
import { fakeBackground } from "./fake-background.mjs";
import { buildSite, gallery, launch, openPage } from "./site.mjs";
import { axeSource } from "./tools.mjs";

const PARTS = ["shapes", "chips", "rows", "banners", "cards", "ways", "chooser", "notices", "reports"];
const DIALOGS = ["fake-button", "fake-lookalike", "amazon-address-elsewhere", "unchecked"];

let browser;
before(async () => {
  await buildSite();
  browser = await launch();
});
after(() => browser.close());

const looking = (colorScheme = "light") => ({
  colorScheme,
  reducedMotion: "reduce",
  viewport: { width: 1024, height: 700 },
});
const piece = (query, colorScheme) => openPage(browser, `gallery.html?lang=en&${query}`, looking(colorScheme), {});

/**
 * Opens one of our pages in a state of `states/PAGE.mjs`.
 * @param {string} name
 * @param {any} state
 */
async function ownPage(name, { hash = "", before, crowded: _, ...fake }) {
  const init = { gallery, language: "en", ...fake };
  const page = await openPage(browser, `${name}/${name}.html${hash === "" ? "" : `#${hash}`}`, looking(), {
    prepare: (context) => context.addInitScript(fakeBackground, init),
  });
  await page.locator("body.ready").waitFor();
  await before?.(page);
  return page;
}

/** Returns the faults that axe-core finds. The gallery has many banners on one page, and no heading of its own. */
async function faults(page) {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const rules = { "landmark-unique": { enabled: false }, "page-has-heading-one": { enabled: false } };
    const { violations } = await globalThis.axe.run(document, { rules });
    return violations.map(({ id, nodes }) => `${id}: ${JSON.stringify(nodes[0].target)}`);
  });
}

/** Runs in the page: numbers the controls that a user can reach, and returns their names. A modal dialog hides all others. */
function numberControls() {
  const found = [];
  const isShown = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const walk = (parent) => {
    for (const element of parent.querySelectorAll("*")) {
      if (element.shadowRoot) walk(element.shadowRoot);
      if (element.tabIndex < 0 || element.disabled || !isShown(element)) continue;
      if (!element.matches("a[href], button, input, select, textarea, summary, [tabindex]")) continue;
      // Only one radio button of a group is a stop of the Tab key.
      if (element.matches("input[type=radio]:not(:checked)")) continue;
      element.dataset.walked = String(found.length);
      found.push(element.textContent.trim().slice(0, 40) || element.id || element.tagName);
    }
  };
  const modal = (parent) => {
    for (const element of parent.querySelectorAll("*")) {
      if (element.matches("dialog:modal")) return element;
      const inner = element.shadowRoot && modal(element.shadowRoot);
      if (inner) return inner;
    }
    return null;
  };
  walk(modal(document) ?? document);
  return found;
}

/** Runs in the page: returns the number of the focused control, and whether its focus is shown. */
function focused() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  if (!element || element.dataset.walked === undefined) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  return { at: Number(element.dataset.walked), isSeen: outlineStyle !== "none" && parseFloat(outlineWidth) >= 1 };
}

/** Presses Tab until every control had the focus, and returns those that never had it or did not show it. */
async function walk(page) {
  const controls = await page.evaluate(numberControls);
  const [reached, unseen] = [new Set(), new Set()];
  for (let press = 0; press < controls.length + 5 && reached.size < controls.length; press += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(focused);
    if (stop === null) continue;
    reached.add(stop.at);
    if (!stop.isSeen) unseen.add(controls[stop.at]);
  }
  const missed = controls.filter((_, at) => !reached.has(at));
  return { missed, unseen: [...unseen] };
}

for (const part of PARTS) {
  test(`axe finds nothing in the pieces, and the keyboard reaches them: ${part}`, async () => {
    for (const colorScheme of ["light", "dark"]) {
      const page = await piece(`part=${part}`, colorScheme);
      if (colorScheme === "light") assert.deepEqual(await walk(page), { missed: [], unseen: [] });
      for (const toggle of await page.locator("[data-unfold] .toggle").all()) await toggle.click();
      assert.deepEqual(await faults(page), [], colorScheme);
      await page.context().close();
    }
  });
}

test("axe finds nothing in the dialog, and the keyboard reaches its controls", async () => {
  for (const dialog of DIALOGS) {
    const page = await piece(`dialog=${dialog}`, "light");
    assert.deepEqual(await faults(page), [], dialog);
    assert.deepEqual(await walk(page), { missed: [], unseen: [] }, dialog);
    await page.context().close();
  }
});

for (const name of PAGES.filter((page) => page !== "popup")) {
  test(`axe finds nothing on a page in any state, and the keyboard reaches the controls: ${name}`, async () => {
    const { states } = await import(`./states/${name}.mjs`);
    for (const [at, [state, how]] of Object.entries(states(gallery)).entries()) {
      const page = await ownPage(name, how);
      assert.deepEqual(await faults(page), [], state);
      if (at === 0) assert.deepEqual(await walk(page), { missed: [], unseen: [] }, state);
      await page.context().close();
    }
  });
}

test("every part of the settings has its icon, and the icon has no words for a screen reader", async () => {
  const page = await ownPage("options", { granted: { sites: [], buyerMessages: false } });
  const heads = page.locator("main :is(section, fieldset) > :is(h2, legend)");
  const without = await heads.evaluateAll((all) =>
    all.filter((one) => !one.querySelector("svg.icon[aria-hidden=true]")).map((one) => one.textContent),
  );
  assert.ok((await heads.count()) >= 10);
  assert.deepEqual(without, []);
  await page.context().close();
});
