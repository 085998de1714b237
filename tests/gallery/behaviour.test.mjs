// Tests how the components react to a user and to a script in the page, with the real events of a real browser.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test, { after, before } from "node:test";
import { fakeBackground } from "./fake-background.mjs";
import { filled, weeks } from "./states/journal.mjs";
import { buildSite, gallery, launch, openPage } from "./site.mjs";
import { messages, pageTexts } from "./tools.mjs";

const words = messages("en");

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

test("the dialog opens on the way back to the email, and Enter there opens nothing", async () => {
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
  assert.deepEqual([...seen].sort(), [
    "Back to the email",
    "Copy the path",
    "Open it anyway",
    "Report to Amazon",
    "What does this mean?",
    "Why?",
  ]);
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
  const way = page.locator(".anyway .button").first();
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

test("the first banner asks where Seller Central is opened, and then shows the way that fits", async () => {
  const page = await open("part=banners");
  const banner = page.locator(".banner").nth(2);
  assert.equal(await banner.getByRole("button", { name: words.path_open }).count(), 0);
  assert.equal(await banner.getByRole("button", { name: words.home_save }).count(), 0);
  await banner.getByRole("combobox", { name: words.home_question }).selectOption("JP");
  await banner.getByRole("button", { name: words.home_save }).click();
  assert.equal(await banner.locator("select").count(), 0);
  await banner.getByRole("button", { name: words.path_open }).click();
  assert.deepEqual(await asked(page), [
    'home {"region":"JP"}',
    "notifications https://sellercentral.amazon.co.jp/performance/notifications",
  ]);
});

test("a later banner asks only after a press on its step, and then goes on to Seller Central", async () => {
  const page = await open("part=banners");
  const banner = page.locator(".banner").nth(4);
  assert.equal(await banner.locator("select").count(), 0);
  await banner.getByRole("button", { name: words.path_open }).click();
  await banner.getByRole("combobox", { name: words.home_question }).selectOption("DE");
  await banner.getByRole("button", { name: words.home_save }).click();
  await banner.getByRole("button", { name: words.path_open }).waitFor();
  assert.deepEqual(await asked(page), [
    'home {"region":"DE"}',
    "notifications https://sellercentral.amazon.de/performance/notifications",
  ]);
});

test("the row of an opened mail has the word of its banner, and a row before that no level's word below danger", async () => {
  const page = await open("part=rows");
  const chips = await page.evaluate(() =>
    [...document.querySelectorAll(".rows.wide .row-chip")].map(({ shadowRoot }) => shadowRoot.textContent),
  );
  const after = chips.slice(chips.indexOf(words.level_danger));
  const { level_danger: danger, level_caution: caution, level_ok: ok } = words;
  assert.deepEqual(after, [danger, danger, danger, caution, caution, ok, words.chip_relay, words.class_sender_amazon]);
  const before = chips.slice(0, chips.indexOf(words.level_danger));
  assert.deepEqual(
    before.filter((text) => [danger, caution, ok].includes(text)),
    [],
  );
  assert.ok(before.some((text) => text.includes(words.row_sender.replace("{text}", ""))));
});

test("a held form is sent anyway and says where to, and a held link is opened anyway and says where it leads", async () => {
  const ofLink = ["dialog_leads", "dialog_open", "dialog_confirm_open"].map((key) => words[key]);
  const ofForm = ["dialog_form", "dialog_send", "dialog_confirm_send"].map((key) => words[key]);
  for (const { name, said, other } of [
    { name: "form", said: ofForm, other: ofLink },
    { name: "fake-button", said: ofLink, other: ofForm },
  ]) {
    const page = await open(`dialog=${name}`);
    const dialog = page.locator(".dialog");
    await dialog.getByText(said[0]).waitFor();
    assert.ok(!(await dialog.textContent()).includes(other[0]), name);
    await dialog.getByRole("button", { name: said[1] }).click();
    await dialog.getByRole("button", { name: said[2] }).click();
    assert.deepEqual(await asked(page), ["decide open"]);
    await page.close();
  }
});

test("a form is called a form wherever it stays unsent", async () => {
  const page = await open("part=notices");
  const notice = page.locator(".notice").nth(5);
  const text = await notice.textContent();
  for (const key of ["notice_form", "dialog_form", "send_once"]) assert.ok(text.includes(words[key]), key);
  for (const key of ["notice_sentence", "dialog_leads", "open_once", "stopped_unknown"])
    assert.ok(!text.includes(words[key]), key);
  for (const [name, said, other] of [
    ["form-unchecked", "dialog_unchecked_form", "dialog_unchecked_sentence"],
    ["form-closed", "stays_unsent", "stays_closed"],
  ]) {
    const held = await open(`dialog=${name}`);
    const dialog = await held.locator(".dialog").textContent();
    assert.ok(dialog.includes(words[said]) && !dialog.includes(words[other]), name);
    await held.close();
  }
  // The reasons of a form call it a form, too. A gateway rewrites links, so nothing asks about one beside a form.
  for (const [name, isLink] of /** @type {[string, boolean][]} */ ([
    ["fake-lookalike", true],
    ["form-of-fake-lookalike", false],
    ["unknown-gateway", true],
    ["form-of-unknown-gateway", false],
  ])) {
    const held = await open(`dialog=${name}`);
    const dialog = await held.locator(".dialog").textContent();
    assert.equal(/\blinks?\b/i.test(dialog), isLink, `${name}: ${dialog}`);
    const asks = name.endsWith("gateway") && isLink;
    const question = held.getByRole("button", { name: words.gateway_question });
    assert.equal(await question.count(), asks ? 1 : 0, name);
    await held.close();
  }
});

test("every warning has one primary step, and the steps stand in the same order", async () => {
  const order = [words.step_back, words.path_open, words.path_copy, words.step_report];
  const steps = async (box) => {
    const labels = await box.locator(":is(.dialog-stay, .warning-steps, .path-line) .button").allTextContents();
    return labels.filter((label) => order.includes(label));
  };
  for (const [path, box, expected] of [
    ["part=banners", ".banner >> nth=0", [words.path_open, words.step_report]],
    ["part=banners", ".banner >> nth=1", [words.path_copy, words.step_report]],
    ["part=ways", ".card >> nth=0", [words.step_back, words.path_open]],
    ["part=cards", ".card >> nth=0", [words.path_open]],
    ["part=notices", ".notice >> nth=0", [words.step_back, words.path_open, words.step_report]],
    ["part=notices", ".notice >> nth=5", [words.step_back, words.path_open, words.step_report]],
    ["dialog=fake-button", ".dialog", [words.step_back, words.path_open, words.step_report]],
    ["dialog=fake-lookalike", ".dialog", [words.step_back, words.path_copy, words.step_report]],
  ]) {
    const page = await open(String(path));
    const surface = page.locator(String(box));
    assert.deepEqual(await steps(surface), expected, String(path));
    assert.deepEqual(await surface.locator(".button.main").allTextContents(), expected.slice(0, 1), String(path));
    await page.close();
  }
});

test("banner, dialog and notice report what they warn about, with the mail that it stands in", async () => {
  const page = await open("part=banners");
  await page.locator(".banner").first().getByRole("button", { name: words.step_report }).click();
  const [link] = gallery.mails["fake-button"].links;
  const { sender } = gallery.mails["fake-button"];
  const subject = gallery.mails["fake-button"].claim.evidence.find(({ source }) => source === "subject")?.text;
  assert.deepEqual(await asked(page), [`report danger ${link.href} ${sender.address} ${subject}`]);
  const other = await open("dialog=fake-button");
  await other.getByRole("button", { name: words.step_report }).click();
  const reported = [`report danger ${link.href} notice@mail.harbour-events.example Verify now`];
  assert.deepEqual(await asked(other), reported);
  const third = await open("part=notices");
  await third.locator(".notice").first().getByRole("button", { name: words.step_report }).click();
  assert.deepEqual(await asked(third), reported);
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
  await notice.getByRole("button", { name: words.allow_host }).click();
  assert.deepEqual(await asked(page), ["open"]);
  await notice.getByText("no longer warn about links to").waitFor();
  await notice.getByRole("button", { name: words.allow_yes }).click();
  assert.deepEqual(await asked(page), ["open", "remember host amaz0n-sellers-login.example"]);
});

test("a notice offers our page in place of the browser's error page, and says what the browser will ask and why", async () => {
  const page = await open("part=notices");
  const offers = page.locator(".notice summary", { hasText: words.notice_explain });
  assert.equal(await offers.count(), 1);
  const notice = page.locator(".notice").nth(2);
  await notice.getByText(words.errors_why).waitFor({ state: "hidden" });
  await offers.click();
  await notice.getByText(words.errors_why).waitFor();
  await notice.getByRole("button", { name: words.notice_explain_go }).click();
  assert.deepEqual(await asked(page), ["offer"]);
});

test("a notice announces itself to a screen reader, and Escape closes it", async () => {
  const page = await open("part=notices");
  const notice = page.locator(".notice").first();
  assert.match(
    await notice.getByRole("status").first().textContent(),
    new RegExp(`${messages("en").notice_sentence}.*supportdubaitalent\\.example`),
  );
  assert.match(await notice.getAttribute("aria-label"), /^Touchstone: /);
  await notice.getByRole("button", { name: words.step_back }).focus();
  await page.keyboard.press("Escape");
  await notice.getByRole("button", { name: words.step_back }).click();
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
    [5, 0],
  ]) {
    assert.equal(
      await page.locator(".notice").nth(at).getByRole("button", { name: words.allow_host }).count(),
      count,
      String(at),
    );
  }
});

test("a card mutes one host, and only after it names that host", async () => {
  const page = await open("part=ways");
  const card = page.locator(".card").nth(1);
  await card.scrollIntoViewIfNeeded();
  await card.getByRole("button", { name: "Wrong warning?" }).click();
  assert.deepEqual(await asked(page), []);
  await card.getByRole("button", { name: "Stop warning about amaz0n-sellers-login.example" }).click();
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
  const name = "Stop warning about this address";
  assert.equal(await forged.getByRole("button", { name }).count(), 0);
  await own.getByRole("button", { name }).scrollIntoViewIfNeeded();
  await own.getByRole("button", { name }).click();
  await own.getByRole("button", { name: "Yes, stop warning about it" }).click();
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

/** A page of our own whose clock the test moves, with the texts that it asked about. */
const openTyped = async (path) => {
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
        await context.clock.install({ time: 0 });
        await context.addInitScript(fakeBackground, {
          gallery,
          language: "en",
          state: { state: "out-of-reach" },
          check,
        });
        await context.addInitScript(() => {
          const { runtime } = globalThis.chrome;
          const { sendMessage } = runtime;
          globalThis.judged = [];
          runtime.sendMessage = (request) => {
            if (request.kind === "check" && request.text !== "") globalThis.judged.push(request.text);
            return sendMessage(request);
          };
        });
      },
    },
  );
  await page.locator("body.ready").waitFor();
  await page.clock.pauseAt(60_000);
  return page;
};

for (const path of ["popup/popup.html", "check/check.html"]) {
  test(`half of a typed word has no verdict, and a changed text keeps no answer to the old one: ${path}`, async () => {
    const page = await openTyped(path);
    const judged = () => page.evaluate(() => globalThis.judged);
    const type = async (text, pause) => {
      for (const letter of text) {
        await page.keyboard.insertText(letter);
        await page.clock.runFor(pause);
      }
    };
    await type("amazon.com", 100);
    assert.deepEqual(await judged(), []);
    assert.equal(await page.locator("#answer .report").count(), 0);
    await page.clock.runFor(150);
    assert.deepEqual(await judged(), ["amazon.com"]);
    await page.locator("#answer .report").waitFor();
    // A slow typist gets more time.
    await type("-verify", 350);
    assert.equal(await page.locator("#answer .report").count(), 0);
    assert.match(await page.locator("#answer").textContent(), /Reading/);
    assert.deepEqual(await judged(), ["amazon.com"]);
    await page.clock.runFor(900);
    assert.deepEqual(await judged(), ["amazon.com", "amazon.com-verify"]);
    // A text that is inserted as a whole is judged at once.
    await page.locator("#field").fill("");
    await page.keyboard.insertText("amazon.de");
    await page.locator("#answer .report").waitFor();
    assert.deepEqual((await judged()).slice(2), ["amazon.de"]);
    await page.close();
  });
}

test("of a long text the field shows the beginning, says so, and gives way to the next text as a whole", async () => {
  const page = await openOwn("check/check.html", { check: { what: "unreadable" } });
  await page.evaluate(() => {
    // The gallery has no worker.
    globalThis.jobs = [];
    /** @type {any} */ (globalThis).Worker = class {
      /** @type {(event: { data: any }) => void} */
      onmessage;
      postMessage(job) {
        globalThis.jobs.push(job);
        this.onmessage({ data: { what: "unreadable" } });
      }
      terminate() {}
    };
  });
  const paste = (text) =>
    page.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData });
      return document.querySelector("#field").dispatchEvent(event);
    }, text);
  const jobs = () => page.evaluate(() => globalThis.jobs.map(({ text }) => text));
  const long = (letter) => letter.repeat(200_000);
  await page.locator("#field").fill("[]");
  await page.locator("#field").press("ArrowLeft");
  assert.equal(await paste(long("a")), false);
  const note = page.getByText(pageTexts("en", "common").answer_beginning);
  await note.waitFor();
  await page.getByText(pageTexts("en", "common").answer_unreadable).waitFor();
  assert.deepEqual(await jobs(), [`[${long("a")}]`]);
  assert.ok((await page.locator("#field").inputValue()).length < 2_000);
  await page.locator("#field").press("x");
  assert.equal((await jobs()).length, 1, "the field takes no letter that would drop the rest");
  await paste(long("b"));
  await page.waitForFunction(() => globalThis.jobs.length === 2);
  assert.equal((await jobs())[1], long("b"));
  await page.locator("#field").press("Backspace");
  assert.equal(await page.locator("#field").inputValue(), "");
  assert.equal(await note.isVisible(), false);
  await page.close();
});

test("the help counts what a search shows, and says when it shows only what comes closest", async () => {
  const { states } = await import("./states/help.mjs");
  const page = await openOwn("help/help.html", states().start);
  const searched = async (asked) => {
    await page.locator("#search").fill(asked);
    return {
      said: await page.locator("#found").textContent(),
      shown: await page.locator(".entry:visible, .topic:visible").count(),
    };
  };
  for (const asked of [
    "pause",
    "icon",
    "outlook",
    "wechat",
    "stolen",
    "gateway",
    "refund",
    "consent-",
    "amazon",
    "Seller Central",
  ]) {
    const { said, shown } = await searched(asked);
    assert.ok(shown > 0, asked);
    assert.equal(said, `${shown} ${shown === 1 ? "result" : "results"}`, asked);
  }
  const { said, shown } = await searched("how could someone pause it please");
  assert.match(said, /closest/);
  assert.ok(shown > 0);
  assert.deepEqual(await searched("zzz"), { said: "Nothing found. Try one word only.", shown: 0 });
  assert.equal(await page.getByRole("heading", { level: 2 }).filter({ visible: true }).count(), 0, "no empty part");
  assert.deepEqual((await searched("")).said, "");
  await page.close();
});

test("the idle popup says what the journal noted this week, and without that teaches by one example", async () => {
  const [input] = Object.keys(gallery.checks);
  const verdicts = [{ input, verdict: gallery.checks[input] }];
  const check = { what: "verdicts", verdicts, leftOut: 0, message: null, hints: [] };
  const page = await openOwn("popup/popup.html", { state: { state: "out-of-reach" }, check });
  const idle = page.locator("#idle");
  await idle.getByRole("heading", { name: "How to read an address" }).waitFor();
  await idle.getByRole("button", { name: "Check this example" }).click();
  await page.locator("#answer .report").waitFor();
  assert.match(await page.locator("#field").inputValue(), /^https:\/\/sellercentral\.amazon\.com\.[\w-]+\.example\//);
  assert.equal(await idle.isVisible(), false);
  await page.getByRole("button", { name: "Clear" }).click();
  await idle.getByText("How to read an address").waitFor();
  await filled(weeks(gallery.mails))(page);
  await idle.getByText(/^Touchstone warned you about \d+ emails\.$/).waitFor();
  assert.equal(await idle.getByText("How to read an address").count(), 0);
  const levels = await idle
    .getByRole("img")
    .evaluateAll((shapes) => shapes.map((shape) => shape.getAttribute("aria-label")));
  assert.deepEqual([...new Set(levels)], [gallery.messages.en.level_danger], "the most serious come first");
  await page.close();
});

test("the popup about an open mail shows that mail and not the last days", async () => {
  const state = {
    state: "watching",
    adapter: "Gmail",
    origin: "https://mail.google.com",
    verdicts: [gallery.mails.genuine],
  };
  const page = await openOwn("popup/popup.html", { state });
  await page.locator("#page .report").waitFor();
  await page.locator("#idle > *").waitFor({ state: "attached" });
  assert.equal(await page.locator("#idle").isVisible(), false);
  await page.close();
});

test("the popup lets the user point at a mail that cannot be read, and closes", async () => {
  const state = {
    state: "watching",
    adapter: "generic",
    origin: "https://mail.firm.example",
    verdicts: [],
    unread: true,
  };
  const page = await openOwn("popup/popup.html", { state });
  await page.getByText(popupTexts.page_unread).waitFor();
  await page.evaluate(() => (window.close = () => globalThis.asked.push("closed")));
  await page.getByRole("button", { name: popupTexts.popup_choose }).click();
  await page.waitForFunction(() => globalThis.asked.includes("closed"));
  const [request] = (await asked(page)).filter(({ kind }) => kind === "choose-body");
  assert.equal(request.kind, "choose-body");
  await page.close();
});

test("the popup offers to point at a mail wherever the recipe finds no sender, and in no known webmail", async () => {
  const nobody = { ...gallery.mails.genuine, sender: { ...gallery.mails.genuine.sender, address: null } };
  const [none, unknown, known] = [[], [nobody], [gallery.mails.genuine]];
  for (const [adapter, verdicts, offers] of /** @type {[string, any[], number][]} */ ([
    ["generic", none, 1],
    ["generic", unknown, 1],
    ["generic", known, 0],
    ["Gmail", none, 0],
    ["Gmail", unknown, 0],
  ])) {
    const state = { state: "watching", adapter, origin: "https://mail.firm.example", verdicts, unread: false };
    const page = await openOwn("popup/popup.html", { state });
    await page.locator("#page > *").first().waitFor();
    const found = await page.getByRole("button", { name: popupTexts.popup_choose }).count();
    assert.equal(found, offers, `${adapter} with ${verdicts.length}`);
    await page.close();
  }
});

test("the settings list the sites of chosen mails and take one back, which can be undone", async () => {
  const bodies = [{ origin: "https://mail.firm.example", selector: "div.sheet", since: "2026-03-12T10:00:00.000Z" }];
  const page = await openOwn("options/options.html", {
    settings: { bodies },
    granted: { sites: [], buyerMessages: false },
  });
  const list = page.locator("#bodies");
  await list.getByText("mail.firm.example").waitFor();
  await list.getByRole("button").click();
  await list.getByText(pageTexts("en", "options").options_bodies_none).waitFor();
  await page.locator("#undo button").first().click();
  await list.getByText("mail.firm.example").waitFor();
  const kinds = (await asked(page)).map(({ kind }) => kind);
  assert.deepEqual(
    kinds.filter((kind) => kind === "forget-body" || kind === "undo"),
    ["forget-body", "undo"],
  );
  await page.close();
});

test("the check page is never blank, and each example is checked by a press", async () => {
  const check = { what: "verdicts", verdicts: [], leftOut: 0, message: null, hints: [] };
  const page = await openOwn("check/check.html", { check });
  const examples = page.locator("#idle .examples button");
  assert.equal(await examples.count(), 3);
  for (let at = 0; at < 3; at += 1) {
    const text = await examples.nth(at).locator("bdi").textContent();
    await examples.nth(at).click();
    await page.locator("#answer > *").first().waitFor();
    assert.equal(await page.locator("#field").inputValue(), text);
    assert.equal(await page.locator("#idle").isVisible(), false);
    await page.getByRole("button", { name: "Clear" }).click();
    await examples.nth(at).waitFor();
  }
  await page.close();
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
  assert.equal(await focused(), words.step_back);
  const buttons = await page.getByRole("button").allTextContents();
  const steps = [words.step_back, words.path_copy, words.step_report];
  assert.deepEqual(
    buttons.filter((text) => steps.includes(text)),
    steps,
  );
  await page.getByRole("button", { name: "Open once" }).click();
  assert.deepEqual(await asked(page), []);
  await page.getByRole("button", { name: "Yes, open it" }).click();
  assert.deepEqual(await asked(page), [{ kind: "open", url: link.href, how: "current" }]);
  await page.getByRole("button", { name: words.allow_host }).click();
  await page.getByRole("button", { name: words.allow_yes }).click();
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

test("the block page reports its link, and its reasons", async () => {
  const [link] = gallery.mails["fake-button"].links;
  const page = await openOwn(`blocked/blocked.html#${encodeURIComponent(link.href)}`, {
    blocked: link,
    answers: { report: true },
  });
  await page.evaluate(() => {
    const { runtime } = globalThis.chrome;
    const send = runtime.sendMessage;
    runtime.sendMessage = (request) => (request.kind === "report" && globalThis.asked.push(request), send(request));
  });
  await page.getByRole("button", { name: words.step_report }).click();
  const [{ kind, facts }] = await asked(page);
  assert.deepEqual([kind, facts.url, facts.level], ["report", link.href, "danger"]);
  assert.ok(facts.reasons.length > 0);
});

test("the block page closes its tab if the link opened that tab", async () => {
  const page = await openOwn("blocked/blocked.html#https%3A%2F%2Funlisted.example%2F", {});
  await page.evaluate(() => Object.defineProperty(history, "length", { value: 1 }));
  await page.getByRole("button", { name: words.step_back }).click();
  assert.deepEqual(await asked(page), [1]);
});

test("the block page closes a tab that was opened for the link, even behind the browser's error page", async () => {
  const page = await openOwn("blocked/blocked.html#https%3A%2F%2Funlisted.example%2F", {});
  await page.evaluate(() => {
    Object.defineProperty(history, "length", { value: 2 });
    /** @type {any} */ (globalThis.chrome.tabs).getCurrent = async () => ({ id: 1, openerTabId: 7 });
  });
  await page.getByRole("button", { name: words.step_back }).click();
  await page.waitForFunction(() => globalThis.asked.length === 1);
  assert.deepEqual(await asked(page), [1]);
});

test("the first page offers to replace the browser's error page, says what is asked, and takes no for an answer", async () => {
  const { states } = await import("./states/welcome.mjs");
  const page = await openOwn("welcome/welcome.html#error-page-offer", states().first);
  const offer = page.locator("#error-page-offer");
  // A notice leads to this place, so that the next press is the answer.
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), pageTexts("en", "common").errors_allow);
  await offer.getByText("may read your browsing history").waitFor();
  await page.evaluate(() => {
    const { permissions } = globalThis.chrome;
    const { request } = permissions;
    permissions.request = async () => ((permissions.request = request), false);
  });
  const allow = offer.getByRole("button", { name: pageTexts("en", "common").errors_allow });
  await allow.click();
  await offer.getByText("nothing changes").waitFor();
  await allow.click();
  await offer.getByText("You can switch it off in the settings.").waitFor();
  assert.deepEqual((await asked(page)).at(-1), { permissions: ["webNavigation"] });
  assert.equal(await allow.count(), 0);
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
  await page.getByText("Touchstone already works in the webmails").waitFor();
  assert.deepEqual(await asked(page), [
    { kind: "forget", what: "host", value: "one.example" },
    { kind: "unwatch", pattern: "https://mail.lumen-lamps.example/*" },
  ]);
  assert.equal(await page.locator("#remembered li").count(), 1);
});

test("a removal can be taken back for ten seconds, by the pointer or by a key, and longer while the pointer is on the line", async () => {
  const remembered = ["one.example", "two.example"].map((value) => ({ what: "host", value, since: "2026-06-30" }));
  const page = await openPage(
    browser,
    "options/options.html",
    { viewport: { width: 760, height: 700 } },
    {
      prepare: async (context) => {
        await context.clock.install({ time: 0 });
        await context.addInitScript(fakeBackground, {
          gallery,
          language: "en",
          remembered,
          granted: { sites: [], buyerMessages: false },
        });
      },
    },
  );
  await page.locator("body.ready").waitFor();
  const undo = page.locator("#undo").getByRole("button", { name: "Undo" });
  const names = async () => (await page.locator("#remembered bdi").allTextContents()).sort();
  const remove = async (name) => {
    await page.getByRole("button", { name: `Remove ${name}` }).click();
    await page.locator("#undo").getByText(`Removed ${name}.`).waitFor();
  };
  // The place of the line is a live region from the beginning, so that a screen reader announces the line.
  assert.equal(await page.locator("#undo").getAttribute("role"), "status");
  await remove("one.example");
  assert.deepEqual(await names(), ["two.example"]);
  await undo.hover();
  await page.clock.runFor(60_000);
  await undo.click();
  await page.getByText("Undone.").waitFor();
  assert.deepEqual(await names(), ["one.example", "two.example"]);
  await remove("two.example");
  await page.keyboard.press("Control+z");
  await page.getByText("Undone.").waitFor();
  assert.deepEqual(await names(), ["one.example", "two.example"]);
  // The page was drawn anew each time, and the line stood outside of what was drawn.
  await remove("one.example");
  await page.mouse.move(0, 0);
  await page.clock.runFor(9_000);
  assert.equal(await undo.count(), 1);
  await page.clock.runFor(2_000);
  assert.equal(await undo.count(), 0);
  await page.keyboard.press("Control+z");
  assert.deepEqual(await names(), ["two.example"]);
});

/** Takes the last change back by the line with "Undo", which says what was done. */
const undoes = async (page, said) => {
  await page.locator("#undo").getByText(said, { exact: true }).waitFor();
  await page.locator("#undo").getByRole("button", { name: "Undo" }).click();
  await page.locator("#undo").getByText("Undone.").waitFor();
};

const SITE = "https://mail.firm.example/*";
const settingsTexts = pageTexts("en", "options");
const saidOf = (texts, key, text) => texts[key].replace("{text}", text);
for (const [what, { background = {}, act, said, shown, requests }] of Object.entries({
  "a site that is no longer watched": {
    background: { granted: { sites: [SITE], buyerMessages: false } },
    act: (page) => page.getByRole("button", { name: "Remove mail.firm.example" }).click(),
    said: saidOf(settingsTexts, "undo_unwatched", "mail.firm.example"),
    shown: (page) => page.locator("#sites li"),
    // The browser asks again, because it took the permission back.
    requests: [{ kind: "unwatch", pattern: SITE }, { origins: [SITE] }, { kind: "watch", origin: SITE.slice(0, -2) }],
  },
  "a site that the organisation asked for": {
    background: { organisation: { source: "team", asked: [SITE] } },
    act: (page) => page.getByRole("button", { name: settingsTexts.options_allow, exact: true }).click(),
    said: saidOf(pageTexts("en", "common"), "undo_watched", "mail.firm.example"),
    shown: (page) => page.locator("#sites").getByText(settingsTexts.options_sites_none),
    requests: [{ origins: [SITE] }, { kind: "watch", origin: SITE.slice(0, -2) }, { kind: "unwatch", pattern: SITE }],
  },
  "a pause that was ended": {
    background: { pauses: [{ origin: "https://mail.firm.example", since: 0, until: 4e12 }] },
    act: (page) => page.getByRole("button", { name: "Resume on mail.firm.example" }).click(),
    said: saidOf(pageTexts("en", "common"), "undo_resumed", "mail.firm.example"),
    shown: (page) => page.locator("#pauses li"),
    requests: [
      { kind: "resume", origin: "https://mail.firm.example" },
      { kind: "pause", origin: "https://mail.firm.example", until: 4e12 },
    ],
  },
  "a removed team file": {
    background: { organisation: { source: "team", name: "Lumen" } },
    act: (page) => page.getByRole("button", { name: settingsTexts.options_team_remove }).click(),
    said: settingsTexts.undo_removed_team,
    shown: (page) => page.locator("#set").getByText("Lumen"),
    requests: [{ kind: "remove-team" }, { kind: "undo", id: "an id" }],
  },
  "a site of an imported file": {
    background: { organisation: { imported: [SITE] } },
    act: (page) => page.getByRole("button", { name: "Remove mail.firm.example" }).click(),
    said: saidOf(settingsTexts, "undo_removed", "mail.firm.example"),
    shown: (page) => page.locator("#imported li"),
    requests: [
      { kind: "drop-imported", pattern: SITE },
      { kind: "undo", id: "an id" },
    ],
  },
  "an imported file": {
    background: {
      answers: {
        "review-import": { what: "settings", changes: [{ of: "notifications", before: "caution", after: "danger" }] },
      },
    },
    act: async (page) => {
      const file = { name: "settings.json", mimeType: "application/json", buffer: Buffer.from("{}") };
      await page.locator("#file").setInputFiles(file);
      await page.getByRole("button", { name: settingsTexts.options_take, exact: true }).click();
    },
    said: settingsTexts.options_taken,
    shown: (page) => page.locator("input[name=shown][value=caution]:checked"),
    requests: [
      { kind: "import", text: "{}" },
      { kind: "undo", id: "an id" },
    ],
  },
}))
  test(`the settings take back ${what}`, async () => {
    const page = await openOwn("options/options.html", { granted: { sites: [], buyerMessages: false }, ...background });
    await shown(page).waitFor();
    await act(page);
    await shown(page).waitFor({ state: "hidden" });
    await undoes(page, said);
    await shown(page).waitFor();
    assert.deepEqual(await asked(page), requests);
    // Nothing on the page says any longer that the change was made.
    assert.equal(await page.getByText(said, { exact: true }).count(), 0);
    await page.close();
  });

const popupTexts = pageTexts("en", "popup");
const WATCHED = { state: "watching", adapter: "Gmail", origin: "https://mail.firm.example", verdicts: [] };
for (const [what, { background, act, said, shown, requests }] of Object.entries({
  "a muted sender that it warns about again": {
    background: {
      state: { ...WATCHED, verdicts: [gallery.mails["fake-lookalike"]] },
      remembered: [{ what: "address", value: gallery.mails["fake-lookalike"].sender.address, since: "2026-06-30" }],
    },
    act: (page) => page.getByRole("button", { name: popupTexts.popup_unmute }).click(),
    said: saidOf(popupTexts, "undo_unmuted", gallery.mails["fake-lookalike"].sender.address),
    shown: (page) => page.locator(".muted li"),
    requests: [
      { kind: "forget", what: "address", value: gallery.mails["fake-lookalike"].sender.address },
      { kind: "undo", id: "an id" },
    ],
  },
  "a pause": {
    background: { state: WATCHED },
    act: async (page) => {
      await page.getByText(popupTexts.popup_pause, { exact: true }).click();
      await page.getByRole("button", { name: popupTexts.popup_pause_tab }).click();
    },
    said: saidOf(popupTexts, "undo_paused", "mail.firm.example"),
    shown: (page) => page.getByText(popupTexts.page_watching),
    requests: [
      { kind: "pause", origin: "https://mail.firm.example", tabId: 1 },
      { kind: "resume", origin: "https://mail.firm.example", tabId: 1 },
    ],
  },
  "a pause that was ended": {
    background: { state: { state: "paused", pause: { origin: "https://mail.firm.example", since: 0 } } },
    act: (page) => page.getByRole("button", { name: popupTexts.popup_resume }).click(),
    said: saidOf(pageTexts("en", "common"), "undo_resumed", "mail.firm.example"),
    shown: (page) => page.getByText(popupTexts.page_paused),
    requests: [
      { kind: "resume", origin: "https://mail.firm.example" },
      { kind: "pause", origin: "https://mail.firm.example" },
    ],
  },
  "a site that it watches": {
    background: { state: { state: "not-watched", origin: "https://mail.firm.example", asked: false } },
    act: (page) => page.getByRole("button", { name: popupTexts.page_watch }).click(),
    said: saidOf(pageTexts("en", "common"), "undo_watched", "mail.firm.example"),
    shown: (page) => page.getByRole("button", { name: popupTexts.page_watch }),
    requests: [{ origins: [SITE] }, { kind: "watch", origin: SITE.slice(0, -2) }, { kind: "unwatch", pattern: SITE }],
  },
}))
  test(`the popup takes back ${what}`, async () => {
    const page = await openOwn("popup/popup.html", background);
    await shown(page).waitFor();
    await act(page);
    await shown(page).waitFor({ state: "hidden" });
    await undoes(page, said);
    await shown(page).waitFor();
    assert.deepEqual(await asked(page), requests);
    await page.close();
  });

test("the journal brings one entry or all of them back, and its second step can be cancelled", async () => {
  const texts = pageTexts("en", "journal");
  const page = await openOwn("journal/journal.html", {});
  await filled(weeks(gallery.mails))(page);
  const stored = () =>
    page.evaluate(async () => {
      const request = indexedDB.open("journal");
      await new Promise((done) => (request.onsuccess = done));
      const all = request.result.transaction("warnings").objectStore("warnings").getAll();
      await new Promise((done) => (all.onsuccess = done));
      request.result.close();
      return all.result;
    });
  const before = await stored();
  const count = (n) => page.locator("#count").getByText(`${n} warnings`, { exact: true }).waitFor();
  await count(before.length);
  await page.locator("#list .delete").first().click();
  await count(before.length - 1);
  await undoes(page, texts.journal_deleted);
  await count(before.length);
  assert.deepEqual(await stored(), before);
  const first = page.getByRole("button", { name: texts.journal_delete_all });
  await first.click();
  await page.locator("#delete-all").getByRole("button", { name: words.cancel, exact: true }).click();
  assert.equal(await first.evaluate((press) => press === document.activeElement), true);
  assert.equal((await stored()).length, before.length);
  await first.click();
  await alive(page);
  await page.waitForFunction(() => !document.querySelector("#delete-all [aria-disabled=true]"));
  await page.getByRole("button", { name: texts.journal_delete_all_yes }).click();
  await page.locator("#entries").waitFor({ state: "hidden" });
  assert.deepEqual(await stored(), []);
  await undoes(page, texts.journal_deleted_all);
  await count(before.length);
  assert.deepEqual(await stored(), before);
  await page.close();
});

test("cleared ticks come back, beside those that were set since", async () => {
  const texts = pageTexts("en", "clicked");
  const page = await openOwn("clicked/clicked.html", {
    stored: { clickedTicks: { happened: ["password"], done: ["stop"] } },
  });
  const ticked = () =>
    page.locator("input[type=checkbox]:checked").evaluateAll((boxes) => boxes.map((box) => box.value));
  assert.deepEqual(await ticked(), ["password", "stop"]);
  await page.getByRole("button", { name: texts.clicked_finish }).click();
  assert.deepEqual(await ticked(), []);
  await page.getByRole("checkbox", { name: texts.clicked_did_code }).check();
  await undoes(page, texts.clicked_cleared);
  assert.deepEqual((await ticked()).sort(), ["code", "password", "stop"]);
  await page.close();
});

test("the settings name the version and the date of the tables, and a report to copy names no site", async () => {
  const remembered = [{ what: "host", value: "one.example", since: "2026-06-30T10:00:00.000Z" }];
  const page = await openOwn("options/options.html", { remembered, granted: { sites: [], buyerMessages: false } });
  await page.locator("#about").getByText("Version 1.2.3, lists of addresses from November 25, 2026").waitFor();
  await page.evaluate(() => {
    Object.defineProperty(globalThis, "isSecureContext", { value: true });
    Object.defineProperty(navigator, "clipboard", {
      value: { writeText: async (text) => void (globalThis.copied = text) },
    });
  });
  await page.locator("#about").getByRole("button", { name: "Copy the text" }).click();
  await page.locator("#about").getByText("Copied").waitFor();
  const copied = await page.evaluate(() => globalThis.copied);
  assert.match(copied, /^Touchstone 1\.2\.3, 2026-11-25, en\n.*\n\nWhat happened:/);
  assert.doesNotMatch(copied, /one\.example/);
});

for (const name of [
  { what: "host", value: "one.example" },
  { what: "gateway", value: "gate.example" },
  { what: "host", value: "one.example", href: "https://one.example/v" },
])
  test(`the confirmation stays while it can be taken back: ${name.what}${name.href ? " with a link" : ""}`, async () => {
    const texts = pageTexts("en", "confirm");
    const { what, value, href } = name;
    const text = (key) => texts[`${what === "gateway" ? "confirm_gateway" : "confirm"}_${key}`];
    const page = await openPage(
      browser,
      "confirm/confirm.html#name=1",
      { viewport: { width: 760, height: 700 } },
      {
        prepare: async (context) => {
          await context.clock.install({ time: 0 });
          await context.addInitScript(fakeBackground, { gallery, language: "en", answers: { "take-confirm": name } });
        },
      },
    );
    await page.locator("body.ready").waitFor();
    const confirm = async () => {
      await page.getByRole("button", { name: text("yes"), exact: true }).click();
      await page.getByRole("heading", { name: text("done") }).waitFor();
      await page.locator("#undo").getByText(text("done_line").replace("{text}", value)).waitFor();
    };
    await confirm();
    await page.locator("#undo").getByRole("button", { name: "Undo" }).click();
    await page.getByText("Undone.").waitFor();
    assert.deepEqual(await asked(page), [
      { kind: "remember", what, value },
      { kind: "forget", what, value },
    ]);
    // The question is open again.
    await confirm();
    await page.mouse.move(0, 0);
    if (href) {
      await page.getByRole("button", { name: texts.confirm_open }).click();
      assert.deepEqual((await asked(page)).at(-1), { kind: "open", url: href, how: "current" });
    }
    await page.clock.runFor(11_000);
    assert.equal(await page.locator("#undo").getByRole("button").count(), 0);
    // The page closes by itself, but not over a link that is still to be opened.
    assert.equal((await asked(page)).includes(1), !href);
  });

test("every second step can be cancelled", async () => {
  const page = await open("part=notices");
  const notice = page.locator(".notice").nth(2);
  await notice.scrollIntoViewIfNeeded();
  for (const name of ["Open once", words.allow_host]) {
    await notice.getByRole("button", { name }).click();
    await notice.getByRole("button", { name: "Cancel" }).click();
    assert.equal(await notice.getByRole("button", { name: "Cancel" }).count(), 0, name);
    assert.equal(await notice.getByRole("button", { name }).count(), 1, name);
  }
  assert.deepEqual(await asked(page), []);
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
    [
      await operable(`Only “${messages("en").level_danger}”`),
      await operable("Keep a journal"),
      await operable("Keep the subjects"),
    ],
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
  const german = pageTexts("de", "common");
  assert.deepEqual(await page.locator("#answer > *").allTextContents(), [
    german.answer_unreadable,
    german.answer_unreadable_note,
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
  /** The advice of a key, with the word of the level that its name ends with. */
  const said = (key) => pageTexts("en", "common")[key].replace("{level}", messages("en")[key.replace(/.*_/, "level_")]);
  for (const [inputs, advice] of /** @type {[string[], string][]} */ ([
    [[ok, danger], said("advice_links_danger")],
    [[caution, ok], said("advice_links_caution")],
    [[sender, ok], said("advice_senders_caution")],
    [[danger], said("advice_link_danger")],
    [[ok, ok], said("advice_link_ok")],
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
