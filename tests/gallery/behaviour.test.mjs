// Tests how the components react to a user and to a script in the page, with the real events of a real browser.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test, { after, before } from "node:test";
import { fakeBackground } from "./fake-background.mjs";
import { buildSite, gallery, launch, openPage } from "./site.mjs";

let browser;
before(async () => {
  await buildSite();
  browser = await launch();
});
after(() => browser.close());

const open = (path, options = {}, more = {}) =>
  openPage(browser, `gallery.html?${path}`, { viewport: { width: 760, height: 700 }, ...options }, more);
const asked = (page) => page.evaluate(() => globalThis.asked);
/** Waits until every visible button reacts. A button that opens something ignores clicks for its first half second. */
const alive = (page) =>
  page.waitForFunction(async () => {
    const hosts = [...document.querySelectorAll("*")];
    const ignoring = hosts.flatMap(({ shadowRoot }) => [
      ...(shadowRoot?.querySelectorAll("[aria-disabled=true]") ?? []),
    ]);
    const isVisible = (button) =>
      new Promise((tell) => {
        new IntersectionObserver(([entry], observer) => (observer.disconnect(), tell(entry.isIntersecting))).observe(
          button,
        );
      });
    return !(await Promise.all(ignoring.map(isVisible))).includes(true);
  });

test('the dialog opens on "Don\'t open", and Enter there opens nothing', async () => {
  const page = await open("dialog=fake-button");
  await page.keyboard.press("Enter");
  assert.deepEqual(await asked(page), ["decide stay"]);
  assert.equal(await page.locator("dialog[open]").count(), 0);
});

test("Escape closes the dialog without opening the link, and decides once", async () => {
  const page = await open("dialog=fake-button");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  // The browser fires the close event a moment later.
  await page.waitForFunction(() => globalThis.asked.length > 0);
  assert.deepEqual(await asked(page), ["decide stay"]);
});

test("the Tab key stays in the dialog in both directions", async () => {
  const page = await open("dialog=fake-lookalike");
  const focused = () =>
    page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent ?? "outside");
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
  assert.deepEqual([...seen].sort(), ["Copy the path", "Don't open", "Open it anyway", "What does this mean?", "Why?"]);
});

test("a dangerous link takes two steps, and each ignores clicks for its first half second", async () => {
  // The clock stops before the dialog is shown, so that a slow machine does not change the result.
  const page = await openPage(
    browser,
    "gallery.html?dialog=fake-button",
    { viewport: { width: 760, height: 700 } },
    {
      prepare: async (context) => {
        await context.clock.install({ time: 0 });
        await context.clock.pauseAt(1_000);
      },
    },
  );
  const way = page.locator(".anyway .button");
  // The observer that reports a visible button does not depend on the stopped clock.
  const seen = () =>
    page.evaluate(() => new Promise((done) => new IntersectionObserver(() => done()).observe(document.body)));
  // The second half of a double click. It is forced, because the browser's driver would wait until the button reacts.
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

test("a link at caution, or one that was not checked in time, takes one step", async () => {
  for (const name of ["amazon-address-elsewhere", "unchecked"]) {
    const page = await open(`dialog=${name}`);
    await page.locator(".anyway .button").click();
    assert.deepEqual(await asked(page), ["decide open"], name);
  }
});

test("a click that a script dispatches has no effect on any component", async () => {
  const pressAll = () => {
    for (const host of document.querySelectorAll("*")) {
      for (const button of host.shadowRoot?.querySelectorAll("button") ?? []) {
        button.disabled = false;
        button.click();
        button.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true }));
      }
    }
  };
  for (const path of [
    "dialog=fake-button",
    "dialog=unchecked",
    "part=banners",
    "part=cards",
    "part=ways",
    "part=notices",
  ]) {
    const page = await open(path);
    await alive(page);
    await page.evaluate(pressAll);
    assert.deepEqual(await asked(page), [], path);
  }
});

test("every reason links to its own help entry: the leading one in words, those of a list by a sign", async () => {
  const page = await open("part=notices");
  await page.locator(".notice").first().getByRole("button", { name: "What does this mean?" }).first().click();
  assert.deepEqual(await asked(page), [`explain ${gallery.mails["fake-button"].links[0].reasons[0].code}`]);
  await page.goto(page.url().replace("notices", "cards"));
  const card = page.locator(".card").nth(2);
  for (const sign of await card.locator(".reasons .sign").all()) await sign.click();
  const [, verdict] = Object.entries(gallery.checks)[2];
  assert.deepEqual(
    await asked(page),
    verdict.reasons.map(({ code }) => `explain ${code}`),
  );
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

test("a user who opens Seller Central elsewhere gets a path and never a button that opens it", async () => {
  const page = await open("part=banners");
  const banner = page.locator(".banner").nth(1);
  assert.equal(await banner.getByRole("button", { name: "Open my notifications" }).count(), 0);
  await banner.getByRole("button", { name: "Copy the path" }).click();
  assert.match((await asked(page))[0], /^copy Seller Central → Performance → Account Health/);
  assert.equal(await banner.getByRole("status").textContent(), "Copied");
});

test("a notice opens a dangerous link in two steps, and allows its host only after it explains the effect", async () => {
  const page = await open("part=notices");
  const notice = page.locator(".notice").nth(2);
  await notice.scrollIntoViewIfNeeded();
  await notice.getByRole("button", { name: "Open once" }).click();
  assert.deepEqual(await asked(page), []);
  await notice.getByText("Anything you enter there goes to").waitFor();
  await notice.getByRole("button", { name: "Yes, open it" }).click();
  await notice.getByRole("button", { name: "Always allow this host" }).click();
  assert.deepEqual(await asked(page), ["open"]);
  await notice.getByText("no longer warn about links to").waitFor();
  await notice.getByRole("button", { name: "Yes, always allow it" }).click();
  assert.deepEqual(await asked(page), ["open", "remember host amaz0n-sellers-login.example"]);
});

test("a notice announces itself to a screen reader, and Escape closes it", async () => {
  const page = await open("part=notices");
  const notice = page.locator(".notice").first();
  assert.match(
    await notice.getByRole("status").first().textContent(),
    /The browser did not open this link.*supportdubaitalent\.example/,
  );
  assert.match(await notice.getAttribute("aria-label"), /^Touchstone: /);
  await notice.getByRole("button", { name: "Close" }).focus();
  await page.keyboard.press("Escape");
  await notice.getByRole("button", { name: "Close" }).click();
  assert.deepEqual(await asked(page), ["dismiss", "dismiss"]);
});

test("a link without a host of its own, or without a verdict, is opened once at most", async () => {
  const page = await open("part=notices");
  for (const [at, count] of [
    [0, 1],
    [1, 0],
    [2, 1],
    [3, 0],
    [4, 0],
  ]) {
    assert.equal(
      await page.locator(".notice").nth(at).getByRole("button", { name: "Always allow this host" }).count(),
      count,
      String(at),
    );
  }
});

test("a card mutes one host, and only after it names that host", async () => {
  const page = await open("part=ways");
  const card = page.locator(".card").nth(1);
  await card.getByRole("button", { name: "Wrong warning?" }).click();
  assert.deepEqual(await asked(page), []);
  await card.getByRole("button", { name: "Don't warn about amaz0n-sellers-login.example any more" }).click();
  assert.deepEqual(await asked(page), ["remember host amaz0n-sellers-login.example"]);
});

test("a card opens a dangerous link in two steps", async () => {
  const page = await open("part=ways");
  const card = page.locator(".card").first();
  await card.getByRole("button", { name: "Open it anyway" }).click();
  assert.deepEqual(await asked(page), []);
  await card.getByRole("button", { name: "Yes, open it" }).click();
  assert.deepEqual(await asked(page), ["open"]);
});

test("a banner mutes an address that is the sender's own, and never one of Amazon's", async () => {
  const page = await open("part=banners");
  const [forged, own] = [page.locator(".banner").nth(4), page.locator(".banner").first()];
  for (const banner of [forged, own]) await banner.getByRole("button", { name: "Why?" }).click();
  const name = "Don't warn about this address any more";
  assert.equal(await forged.getByRole("button", { name }).count(), 0);
  await own.getByRole("button", { name }).scrollIntoViewIfNeeded();
  await own.getByRole("button", { name }).click();
  await own.getByRole("button", { name: "Yes, don't warn about it" }).click();
  assert.deepEqual(await asked(page), ["remember address notice@mail.harbour-events.example"]);
});

test("keys pressed in a component do not reach the webmail's shortcuts", async () => {
  const page = await open("part=banners");
  await page.evaluate(() => {
    globalThis.heard = [];
    document.addEventListener("keydown", (event) => globalThis.heard.push(event.key));
  });
  await page.locator(".banner .toggle").first().focus();
  await page.keyboard.press("e");
  assert.deepEqual(await page.evaluate(() => globalThis.heard), []);
});

test("the popup answers while the user types, the last answer wins, and the text stays if no answer comes", async () => {
  const [input, other] = Object.keys(gallery.checks);
  const answer = (text) => ({
    what: "verdicts",
    verdicts: [{ input: text, verdict: gallery.checks[text] }],
    leftOut: 0,
    message: null,
    hints: [],
  });
  const background = { gallery, language: "en", state: { state: "out-of-reach" }, check: answer(input) };
  const page = await openPage(
    browser,
    "popup/popup.html",
    { viewport: { width: 380, height: 600 } },
    {
      prepare: (context) => context.addInitScript(fakeBackground, background),
    },
  );
  await page.locator("body.ready").waitFor();
  // The first answer waits for the test, and the later ones come at once.
  await page.evaluate(
    ([slow, fast]) => {
      let asked = 0;
      /** @type {any} */ (globalThis.chrome.runtime).sendMessage = async ({ kind, text }) => {
        if (kind !== "check") throw new Error("not asked here");
        asked += 1;
        const value = asked === 1 ? slow : fast;
        if (value === slow) await new Promise((resolve) => (globalThis.answerFirst = resolve));
        return text === "fail" ? { ok: false, error: "no" } : { ok: true, value };
      };
    },
    [answer(input), answer(other)],
  );
  await page.locator("#field").fill("first");
  await page.waitForFunction(() => globalThis.answerFirst);
  await page.locator("#field").fill("second");
  await page.locator("#answer", { hasText: "amaz0n-verify" }).waitFor();
  // A later task runs after everything that the first answer causes.
  await page.evaluate(() => (globalThis.answerFirst(), new Promise((done) => setTimeout(done))));
  assert.match(await page.locator("#answer").textContent(), /amaz0n-verify/);
  await page.locator("#field").fill("fail");
  await page.getByRole("button", { name: "Try again" }).waitFor();
  assert.equal(await page.locator("#field").inputValue(), "fail");
});

test("a slow file neither replaces the answer to a later input, nor loses to a text that was typed before it", async () => {
  const [input, other] = Object.keys(gallery.checks);
  const page = await openOwn("check/check.html", {});
  await page.evaluate(
    ([input, other, checks]) => {
      const { arrayBuffer } = Blob.prototype;
      Blob.prototype.arrayBuffer = async function () {
        await new Promise((resolve) => setTimeout(resolve, 400));
        return arrayBuffer.call(this);
      };
      /** @type {any} */ (globalThis.chrome.runtime).sendMessage = async ({ text }) => {
        const asked = text.includes("file") ? input : other;
        return {
          ok: true,
          value:
            text === ""
              ? { what: "nothing" }
              : {
                  what: "verdicts",
                  verdicts: [{ input: asked, verdict: checks[asked] }],
                  leftOut: 0,
                  message: null,
                  hints: [],
                },
        };
      };
    },
    [input, other, gallery.checks],
  );
  const choose = () =>
    page.locator("#file").setInputFiles({ name: "links.txt", mimeType: "text/plain", buffer: Buffer.from("a file") });
  const answer = async () => (await page.waitForTimeout(800), page.locator("#answer").textContent());
  await choose();
  await page.locator("#field").fill("second");
  assert.match(await answer(), /amaz0n-verify/);
  await page.evaluate(() => {
    const field = document.querySelector("#field");
    field.value = "third";
    field.dispatchEvent(new Event("input"));
    const data = new DataTransfer();
    data.items.add(new File(["a file"], "links.txt"));
    document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
  });
  assert.match(await answer(), /xn--mazon/);
});

for (const path of ["popup/popup.html", "check/check.html"]) {
  test(`a text typed as soon as a page opens stays in the field, and a late part of the page leaves the focus alone: ${path}`, async () => {
    const [input] = Object.keys(gallery.checks);
    const check = {
      what: "verdicts",
      verdicts: [{ input, verdict: gallery.checks[input] }],
      leftOut: 0,
      message: null,
      hints: [],
    };
    const page = await openPage(
      browser,
      path,
      { viewport: { width: 380, height: 600 } },
      {
        prepare: async (context) => {
          await context.addInitScript(fakeBackground, { gallery, language: "en", check });
          await context.addInitScript(() => {
            const { runtime } = globalThis.chrome;
            const { sendMessage } = runtime;
            runtime.sendMessage = async (request) => {
              if (request.kind === "surroundings") await new Promise((resolve) => (globalThis.goOn = resolve));
              // The page behind the popup does not answer.
              if (request.kind === "tab-state") await new Promise((resolve) => (globalThis.tell = resolve));
              return request.kind === "tab-state"
                ? { ok: true, value: { state: "out-of-reach" } }
                : sendMessage(request);
            };
          });
        },
      },
    );
    await page.waitForFunction(() => globalThis.goOn);
    await page.keyboard.insertText(input);
    assert.equal(await page.locator("#field").inputValue(), input);
    await page.evaluate(() => globalThis.goOn());
    await page.locator("#answer .report").waitFor();
    await page.locator("#clear").focus();
    await page.evaluate(() => globalThis.tell?.());
    await page.waitForTimeout(100);
    assert.equal(await page.evaluate(() => document.activeElement.id), "clear");
    await page.close();
  });
}

/** One of the extension's own pages, with a fake background. */
const openOwn = async (path, background) => {
  const page = await openPage(
    browser,
    path,
    { viewport: { width: 760, height: 700 } },
    {
      prepare: (context) => context.addInitScript(fakeBackground, { gallery, language: "en", ...background }),
    },
  );
  await page.locator("body.ready").waitFor();
  return page;
};

test("the block page offers the way back first, and opens the link in two steps", async () => {
  const [link] = gallery.mails["fake-button"].links;
  const page = await openOwn(`blocked/blocked.html#${encodeURIComponent(link.href)}`, { blocked: link });
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  assert.equal(await focused(), "Go back");
  await page.getByRole("button", { name: "Open once" }).click();
  assert.deepEqual(await asked(page), []);
  await page.getByRole("button", { name: "Yes, open it" }).click();
  assert.deepEqual(await asked(page), [{ kind: "open", url: link.href, how: "current" }]);
  await page.getByRole("button", { name: "Always allow this host" }).click();
  await page.getByRole("button", { name: "Yes, always allow it" }).click();
  // The confirmation opens first, and the link opens after it.
  assert.deepEqual((await asked(page)).slice(1), [
    { kind: "ask-to-remember", what: "host", value: "www.supportdubaitalent.example", href: link.href },
  ]);
});

test("the block page opens nothing if its address names no link", async () => {
  for (const hash of [
    "",
    "#",
    "#javascript%3Aalert(1)",
    "#data%3Atext%2Fhtml%2Cx",
    "#%E0%A4%A",
    "#not%20a%20link",
    "#chrome%3A%2F%2Fsettings",
  ]) {
    const page = await openOwn(`blocked/blocked.html${hash}`, {});
    await page.getByText("No link to explain").waitFor();
    assert.deepEqual(await page.getByRole("button").allTextContents(), ["Go back"], hash);
    await page.close();
  }
});

test("the block page closes its tab if the link opened that tab", async () => {
  const page = await openOwn("blocked/blocked.html#https%3A%2F%2Funlisted.example%2F", {});
  await page.evaluate(() => Object.defineProperty(history, "length", { value: 1 }));
  await page.getByRole("button", { name: "Go back" }).click();
  assert.deepEqual(await asked(page), [1]);
});

test("the settings remove names and sites from their lists", async () => {
  const remembered = [
    { what: "host", value: "one.example", since: "2026-06-30T10:00:00.000Z" },
    { what: "address", value: "two@one.example", since: "2026-07-02T10:00:00.000Z" },
  ];
  const granted = { sites: ["https://mail.lumen-lamps.example/*"], buyerMessages: false };
  const page = await openOwn("options/options.html", { remembered, granted });
  assert.match(await page.locator("#remembered li").first().textContent(), /^two@one\.examplesince Jul 2, 2026/);
  await page.getByRole("button", { name: "Remove one.example" }).click();
  await page.getByRole("button", { name: "Remove mail.lumen-lamps.example" }).click();
  await page.getByText("None besides the webmails").waitFor();
  assert.deepEqual(await asked(page), [
    { kind: "forget", what: "host", value: "one.example" },
    { kind: "unwatch", pattern: "https://mail.lumen-lamps.example/*" },
  ]);
  assert.equal(await page.locator("#remembered li").count(), 1);
});

test("buyers' messages are read after the user and the browser agree, on the hosts of Seller Central alone", async () => {
  const page = await openOwn("options/options.html", { granted: { sites: [], buyerMessages: false } });
  const box = page.getByRole("checkbox", { name: "Read Seller Central's buyer messages" });
  await box.check();
  await page.waitForFunction(() => globalThis.asked.length === 2);
  const [{ origins }, request] = await asked(page);
  assert.deepEqual(request, { kind: "set-buyer-messages", on: true });
  assert.ok(origins.length > 5);
  for (const origin of origins) assert.match(origin, /^https:\/\/sellercentral[a-z-]*\.amazon\.[a-z.]+\/\*$/);
  await page.evaluate(() => (globalThis.chrome.permissions.request = async () => false));
  await box.uncheck();
  await page.waitForFunction(() => globalThis.asked.length === 3);
  await box.click();
  await page.waitForFunction(() => !document.querySelector("#buyers").checked);
  assert.equal((await asked(page)).length, 3);
});

test("the permission to replace an error page is requested in the click, and can be given back", async () => {
  const page = await openOwn("options/options.html", { granted: { sites: [], buyerMessages: false } });
  const box = page.getByRole("checkbox", { name: "Show our explanation" });
  await box.check();
  assert.deepEqual(await asked(page), [{ permissions: ["webNavigation"] }]);
  await box.uncheck();
  await page.waitForFunction(() => !document.querySelector("#errors").checked);
});

test("the settings are saved as a file with the text that the background wrote", async () => {
  const text = '{"format":"touchstone-settings","version":1}\n';
  const page = await openOwn("options/options.html", {
    granted: { sites: [], buyerMessages: false },
    answers: { "export-settings": text },
  });
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save as a file" }).click(),
  ]);
  assert.match(file.suggestedFilename(), /^touchstone-settings-\d{4}-\d\d-\d\d\.json$/);
  assert.equal(readFileSync(await file.path(), "utf8"), text);
});

test("a setting that the organisation locks is disabled, and the page says why", async () => {
  const limits = { locked: ["language", "notifications", "journal"], remember: false };
  const page = await openOwn("options/options.html", { granted: { sites: [], buyerMessages: false }, limits });
  const operable = (name) => page.getByRole(name.startsWith("Only") ? "radio" : "checkbox", { name }).isEnabled();
  assert.deepEqual(
    [await operable("Only “Don't click”"), await operable("Keep a journal"), await operable("Keep the subjects")],
    [false, false, true],
  );
  assert.equal(await page.locator("#language").isEnabled(), false);
  assert.equal(await page.locator("#home select").isEnabled(), true);
  assert.equal(await page.locator(".locked:visible").count(), 4);
});

test("a user without a mail program copies Amazon's address and the text, and both ways look alike", async () => {
  const page = await openOwn("clicked/clicked.html", {});
  await page.evaluate(() => {
    globalThis.copied = [];
    Object.defineProperty(globalThis, "isSecureContext", { value: true });
    Object.defineProperty(navigator, "clipboard", {
      value: { writeText: async (text) => void globalThis.copied.push(text) },
    });
  });
  for (const what of ["mail", "link"]) {
    await page.locator(`#what [value=${what}]`).click();
    await page.locator("#where li").first().getByRole("button", { name: "Copy the address" }).click();
    await page.locator("#where li").first().getByText("Copied").waitFor();
  }
  assert.deepEqual(await page.evaluate(() => globalThis.copied), [
    "stop-spoofing@amazon.com",
    "stop-spoofing@amazon.com",
  ]);
  assert.deepEqual(await page.locator("#ways .button").evaluateAll((all) => all.map(({ className }) => className)), [
    "button plain",
    "button plain",
  ]);
});

test("a mail that cannot be read gets advice in the user's language, without technical messages", async () => {
  const page = await openOwn("check/check.html", { language: "de", check: { what: "unreadable", error: "no header" } });
  await page.locator("#field").fill("From: x");
  await page.locator("#answer .state").waitFor();
  assert.deepEqual(await page.locator("#answer > *").allTextContents(), [
    "Das ließ sich nicht als E-Mail lesen.",
    "Fügen Sie die ganze E-Mail mit ihren Kopfzeilen ein oder prüfen Sie ihre .eml-Datei.",
  ]);
});

test("the advice under several cards names the ones it is about, and under one card speaks of that one", async () => {
  const verdicts = (...inputs) => ({
    what: "verdicts",
    verdicts: inputs.map((input) => ({ input, verdict: gallery.checks[input] })),
    leftOut: 0,
    message: null,
    hints: [],
  });
  const at = (kind, level) =>
    Object.keys(gallery.checks).find(
      (input) => gallery.checks[input].kind === kind && gallery.checks[input].level === level,
    );
  const [ok, caution, danger, sender] = [
    at("link", "ok"),
    at("link", "caution"),
    at("link", "danger"),
    at("sender", "caution"),
  ];
  for (const [inputs, advice] of /** @type {[string[], string][]} */ ([
    [[ok, danger], "Do not open a link marked “Don't click”, and enter nothing there."],
    [[caution, ok], "Look in Seller Central before you use a link marked “Check first”."],
    [[sender, ok], "Before you answer a sender marked “Check first”, look in Seller Central: does it say the same?"],
    [[danger], "Do not open it, and enter nothing there."],
    [[ok, ok], "Where a mail asks you to sign in, open Seller Central yourself all the same."],
  ])) {
    const page = await openOwn("check/check.html", { check: verdicts(...inputs) });
    await page.locator("#field").fill(inputs.join("\n"));
    assert.equal(await page.locator(".advice > p").first().textContent(), advice);
    await page.close();
  }
});

test("the popup shows the way around a mail without scrolling, before the evidence; the check page shows both", async () => {
  const answers = {
    state: {
      state: "watching",
      adapter: "Gmail",
      origin: "https://mail.google.com",
      verdicts: [gallery.mails["fake-button"]],
    },
    home: { region: "US" },
  };
  const page = await openPage(
    browser,
    "popup/popup.html",
    { viewport: { width: 380, height: 600 } },
    {
      prepare: (context) => context.addInitScript(fakeBackground, { gallery, language: "en", ...answers }),
    },
  );
  const report = page.locator("#page .report");
  const below = (locator) => locator.evaluate((element) => element.getBoundingClientRect().bottom);
  assert.ok((await below(report.locator(".advice"))) < 600, "above the fold");
  assert.equal(await report.getByText("Sender", { exact: true }).isVisible(), false);
  await report.getByText("Why?", { exact: true }).click();
  assert.ok(await report.getByText("Sender", { exact: true }).isVisible());
  const whole = await openOwn("check/check.html", {
    check: { what: "message", verdict: gallery.mails["fake-button"], piece: false },
  });
  await whole.locator("#field").fill("From: x");
  await whole.locator(".report").getByText("Sender", { exact: true }).waitFor();
});

test('"Copied" appears if the browser copied, by the older interface too, and never if it refused', async () => {
  const page = await openOwn("clicked/clicked.html", {});
  await page.evaluate(() => {
    Object.defineProperty(globalThis, "isSecureContext", { value: true });
    Object.defineProperty(navigator, "clipboard", {
      value: { writeText: async () => Promise.reject(new Error("not allowed")) },
    });
  });
  const way = page.locator("#where li").first();
  await page.evaluate(() => (document.execCommand = () => ((globalThis.refused = true), false)));
  await way.getByRole("button", { name: "Copy the address" }).click();
  await page.waitForFunction(() => globalThis.refused);
  assert.equal(await way.getByRole("status").textContent(), "");
  await page.evaluate(() => delete document.execCommand);
  await way.getByRole("button", { name: "Copy the address" }).click();
  await way.getByText("Copied").waitFor();
  await page.locator("#subject").focus();
  await page.keyboard.press("Control+v");
  assert.equal(await page.locator("#subject").inputValue(), "stop-spoofing@amazon.com");
});
