// What the pieces do when a user, or a script in the page, presses them; with a real browser's real events.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { fakeBackground } from "./fake-background.mjs";
import { buildSite, gallery, launch, openPage } from "./site.mjs";

let browser;
before(async () => {
  await buildSite();
  browser = await launch();
});
after(() => browser.close());

const open = (path, options = {}, more = {}) => openPage(browser, `gallery.html?${path}`, { viewport: { width: 760, height: 700 }, ...options }, more);
const asked = (page) => page.evaluate(() => globalThis.asked);
/** Past the half second in which a button that opens something is dead. */
const alive = (page) => page.waitForTimeout(650);

test("the dialog opens on \"Don't open\", and Enter there opens nothing", async () => {
  const page = await open("dialog=fake-button");
  await page.keyboard.press("Enter");
  assert.deepEqual(await asked(page), ["decide stay"]);
  assert.equal(await page.locator("dialog[open]").count(), 0);
});

test("Escape means don't open, once", async () => {
  const page = await open("dialog=fake-button");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  // The browser tells of the end a moment later.
  await page.waitForFunction(() => globalThis.asked.length > 0);
  assert.deepEqual(await asked(page), ["decide stay"]);
});

test("the Tab key stays in the dialog, both ways round", async () => {
  const page = await open("dialog=fake-lookalike");
  const focused = () => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent ?? "outside");
  const seen = new Set();
  for (let press = 0; press < 12; press += 1) {
    await page.keyboard.press("Tab");
    seen.add(await focused());
  }
  for (let press = 0; press < 12; press += 1) {
    await page.keyboard.press("Shift+Tab");
    seen.add(await focused());
  }
  assert.ok(!seen.has("outside"), [...seen].join(" | "));
  assert.deepEqual([...seen].sort(), ["Copy the path", "Don't open", "Open it anyway", "Why?"]);
});

test("danger takes two deliberate steps, and each is dead for its first half second", async () => {
  // The clock stands still from before the dialog is shown, so that a slow machine changes nothing.
  const page = await openPage(browser, "gallery.html?dialog=fake-button", { viewport: { width: 760, height: 700 } }, {
    prepare: async (context) => {
      await context.clock.install({ time: 0 });
      await context.clock.pauseAt(1_000);
    },
  });
  const way = page.locator(".anyway .button");
  // What tells that a button is on screen is not a matter of the clock.
  const seen = () => page.evaluate(() => new Promise((done) => new IntersectionObserver(() => done()).observe(document.body)));
  // The second half of a double click; forced, because the browser's driver would wait until the button is alive.
  await seen();
  await way.click({ force: true });
  assert.equal(await way.textContent(), "Open it anyway");
  await page.clock.runFor(499);
  await way.click({ force: true });
  assert.equal(await way.textContent(), "Open it anyway");
  await page.clock.runFor(1);
  await way.click();
  assert.equal(await way.textContent(), "Yes, open it");
  await seen();
  await way.click({ force: true });
  assert.deepEqual(await asked(page), []);
  await page.clock.runFor(500);
  await way.click();
  assert.deepEqual(await asked(page), ["decide open"]);
});

test("caution, and a link that was not checked in time, take one step", async () => {
  for (const name of ["amazon-address-elsewhere", "unchecked"]) {
    const page = await open(`dialog=${name}`);
    await alive(page);
    await page.locator(".anyway .button").click();
    assert.deepEqual(await asked(page), ["decide open"], name);
  }
});

test("a click that a script dispatched does nothing anywhere", async () => {
  const pressAll = () => {
    for (const host of document.querySelectorAll("*")) {
      for (const button of host.shadowRoot?.querySelectorAll("button") ?? []) {
        button.disabled = false;
        button.click();
        button.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true }));
      }
    }
  };
  for (const path of ["dialog=fake-button", "dialog=unchecked", "part=banners", "part=cards"]) {
    const page = await open(path);
    await alive(page);
    await page.evaluate(pressAll);
    assert.deepEqual(await asked(page), [], path);
  }
});

test("the banner asks once where Seller Central is opened, and then shows the way that fits", async () => {
  const page = await open("part=banners");
  const banner = page.locator(".banner").nth(2);
  assert.equal(await banner.getByRole("button", { name: "Open my notifications" }).count(), 0);
  assert.ok(await banner.getByRole("button", { name: "Save" }).isDisabled());
  await banner.locator("select").selectOption("JP");
  await banner.getByRole("button", { name: "Save" }).click();
  assert.equal(await banner.locator("select").count(), 0);
  await banner.getByRole("button", { name: "Open my notifications" }).click();
  assert.deepEqual(await asked(page), [
    'home {"region":"JP"}',
    "notifications https://sellercentral.amazon.co.jp/performance/notifications",
  ]);
});

test("who opens Seller Central elsewhere gets a path and never a button that opens it", async () => {
  const page = await open("part=banners");
  const banner = page.locator(".banner").nth(1);
  assert.equal(await banner.getByRole("button", { name: "Open my notifications" }).count(), 0);
  await banner.getByRole("button", { name: "Copy the path" }).click();
  assert.match((await asked(page))[0], /^copy Seller Central → Performance → Account Health/);
  assert.equal(await banner.getByRole("status").textContent(), "Copied");
});

test("keys pressed in our pieces do not reach the webmail's shortcuts", async () => {
  const page = await open("part=banners");
  await page.evaluate(() => {
    globalThis.heard = [];
    document.addEventListener("keydown", (event) => globalThis.heard.push(event.key));
  });
  await page.locator(".banner .toggle").first().focus();
  await page.keyboard.press("e");
  assert.deepEqual(await page.evaluate(() => globalThis.heard), []);
});

test("the popup answers as one types, the last answer wins, and nothing is lost when none comes", async () => {
  const [input, other] = Object.keys(gallery.checks);
  const answer = (text) => ({ what: "verdicts", verdicts: [{ input: text, verdict: gallery.checks[text] }] });
  const background = { gallery, language: "en", state: { state: "out-of-reach" }, check: answer(input) };
  const page = await openPage(browser, "popup/popup.html", { viewport: { width: 380, height: 600 } }, {
    prepare: (context) => context.addInitScript(fakeBackground, background),
  });
  await page.locator("body.ready").waitFor();
  // The first answer is slow, the second fast.
  await page.evaluate(([slow, fast]) => {
    let asked = 0;
    globalThis.chrome.runtime.sendMessage = async ({ kind, text }) => {
      if (kind !== "check") throw new Error("not asked here");
      asked += 1;
      await new Promise((resolve) => setTimeout(resolve, asked === 1 ? 600 : 10));
      if (text === "fail") return { ok: false, error: "no" };
      return { ok: true, value: asked === 1 ? slow : fast };
    };
  }, [answer(input), answer(other)]);
  await page.locator("#field").fill("first");
  await page.waitForTimeout(200);
  await page.locator("#field").fill("second");
  await page.waitForTimeout(900);
  assert.match(await page.locator("#answer").textContent(), /amaz0n-verify/);
  await page.locator("#field").fill("fail");
  await page.getByRole("button", { name: "Try again" }).waitFor();
  assert.equal(await page.locator("#field").inputValue(), "fail");
});
