// The pages that teach: the live sample of the first page, the practice, the guide after a click, and the page about calls.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";

import { fakeBackground } from "./fake-background.mjs";
import { buildSite, gallery, launch, openPage } from "./site.mjs";
import { load, messages, pageTexts } from "./tools.mjs";
import { states as practiceStates } from "./states/practice.mjs";
import { states as welcomeStates } from "./states/welcome.mjs";

const { MAILS } = await load("extension/pages/practice/mails.ts");
const ofWelcome = welcomeStates().first;
const ofPractice = { judged: practiceStates().question.judged, home: "elsewhere" };

let browser;
before(async () => {
  await buildSite();
  browser = await launch();
});
after(() => browser.close());

/** Opens a page with a fake background. */
async function open(path, background) {
  const page = await openPage(
    browser,
    path,
    { viewport: { width: 760, height: 900 } },
    { prepare: (context) => context.addInitScript(fakeBackground, { gallery, language: "en", ...background }) },
  );
  await page.locator("body.ready").waitFor();
  return page;
}

const asked = (page) => page.evaluate(() => globalThis.asked.filter(({ kind }) => kind === "open"));

/** The texts of a page in English. */
const textsOf = (name) => ({ ...messages("en"), ...pageTexts("en", name) });

test("the sample mail on the first page is held by the real dialog, and opens nothing whatever the user decides", async () => {
  const texts = textsOf("welcome");
  const page = await open("welcome/welcome.html", ofWelcome);
  await page.locator(".letter-button").click();
  assert.equal(await page.locator("dialog[open]").count(), 1);
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("dialog").count(), 0);
  assert.equal(await page.locator("#tried").textContent(), texts.welcome_try_stayed);
  assert.ok(
    await page.evaluate(() => document.activeElement.matches(".letter-button")),
    "the focus is back on the button",
  );
  await page.keyboard.press("Enter");
  for (const key of ["dialog_open", "dialog_confirm_open"])
    await page.getByRole("button", { name: texts[key] }).click();
  assert.equal(await page.locator("#tried").textContent(), texts.welcome_try_opened);
  assert.deepEqual(await asked(page), []);
  await page.close();
});

test("the sample's banner unfolds its reasons, and its mark opens its card by keyboard", async () => {
  const page = await open("welcome/welcome.html", ofWelcome);
  await page.locator("#sample .toggle").click();
  assert.ok(await page.locator("#sample .why .evidence").isVisible());
  await page.locator("#sample .mark").focus();
  await page.keyboard.press("Enter");
  assert.ok(await page.locator("#sample .card").isVisible());
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#sample .card").isVisible(), false);
  await page.close();
});

test("the first page begins with the set-up, shows the shortcuts as the browser has them set, and folds the proof", async () => {
  const shortcuts = { _execute_action: "Alt+Y" };
  const page = await open("welcome/welcome.html", { ...ofWelcome, shortcuts });
  const texts = textsOf("welcome");
  assert.deepEqual(await page.locator("#keys li > :first-child").allTextContents(), [
    "Alt+Y",
    texts.welcome_keys_none,
    "ts",
  ]);
  const order = await page.evaluate(() => {
    const top = (selector) => document.querySelector(selector).getBoundingClientRect().top;
    return ["#home", "#pin", "#webmails", "#sample", "#keys"].map(top);
  });
  assert.deepEqual(
    order,
    order.toSorted((one, other) => one - other),
  );
  assert.equal(await page.locator("#check").isVisible(), false);
  await page.locator(".proof > summary").click();
  assert.ok(await page.locator("#check").isVisible());
  await page.close();
});

/** The mail of the practice that is shown. */
async function shownMail(page) {
  const subject = await page.locator("#question .letter-subject").allTextContents();
  const own = pageTexts("en", "practice");
  return MAILS.find(({ name }) => own[`practice_mail_${name}_subject`] === subject[0]);
}

test("in the practice the keys 1 and 2 answer, the answer marks its places in the mail, and the progress is shown", async () => {
  const page = await open("practice/practice.html", ofPractice);
  const own = pageTexts("en", "practice");
  const count = MAILS.length + 1;
  for (let number = 1; number <= count; number += 1) {
    const mail = await shownMail(page);
    assert.equal(await page.locator(".progress li").count(), count);
    assert.equal(
      await page
        .locator(".progress li")
        .nth(number - 1)
        .getAttribute("class"),
      "now",
    );
    assert.equal(await page.locator(".letter mark").count(), 0);
    await page.keyboard.press("Control+1");
    await page.keyboard.press("9");
    assert.equal(await page.locator(".answer").count(), 0, "only the keys of the choices answer");
    await page.keyboard.press(!mail ? "4" : mail.answer === "check" ? "1" : "2");
    await page.locator(".answer.right > h2").waitFor();
    assert.equal(
      await page
        .locator(".progress li")
        .nth(number - 1)
        .getAttribute("class"),
      "right",
    );
    const marks = await page.locator(".letter mark").allTextContents();
    assert.equal(marks.length, mail?.places.length ?? 0, mail?.name);
    if (mail) {
      const said = await page.locator(".answer .note").first().textContent();
      for (const mark of marks) assert.ok(said.includes(mark), `${mail.name}: ${mark}`);
      const title = await page.locator(".answer > h2").textContent();
      if (mail.name === "partner") assert.ok(title.includes(own.practice_is_check_firm));
    }
    await page.keyboard.press("Enter");
  }
  assert.ok((await page.locator("#question h2").textContent()).includes(`${count} of ${count}`));
  await page.close();
});

test("the practice leaves keys in a list of choices alone", async () => {
  const page = await open("practice/practice.html", { ...ofPractice, home: undefined });
  await page.locator("#way .path-step button").click();
  await page.locator("#way select").focus();
  await page.keyboard.press("1");
  assert.equal(await page.locator(".answer").count(), 0);
  await page.close();
});

const guide = async (background) => open("clicked/clicked.html", { home: { region: "DE" }, ...background });
const tick = (page, one) => page.locator(`#happened [value=${one}]`).check();

test("after something was installed, every further step names another device, and nothing opens Amazon or a mail program", async () => {
  const page = await guide({});
  assert.ok((await page.locator("#steps .place .button[title]").count()) > 0);
  for (const one of ["installed", "access"]) {
    await tick(page, one);
    await page.locator(".rest > summary").click();
    const steps = await page.evaluate(() =>
      [...document.querySelectorAll("#steps .step")].map((step) => [
        step.querySelector(".tick input").value,
        step.querySelector(".device") !== null,
      ]),
    );
    for (const [step, elsewhere] of steps) assert.equal(elsewhere, !["stop", "offline"].includes(step), step);
    assert.equal(await page.locator("#steps .place button").count(), 0);
    for (const kind of ["mail", "link", "call", "buyer"]) {
      await page.locator(`#what [value=${kind}]`).check();
      assert.equal(await page.locator("#report .button[title], #mailto").count(), 0, kind);
    }
    assert.equal(await page.locator("#home").isVisible(), false);
    await page.locator(`#happened [value=${one}]`).uncheck();
  }
  assert.ok((await page.locator("#steps .place .button[title]").count()) > 0);
  await page.close();
});

test("two or three steps stand apart from the others, and the steps that nothing calls for are folded", async () => {
  const page = await guide({});
  assert.equal(await page.locator(".first .step").count(), 0);
  await tick(page, "password");
  assert.equal(await page.locator(".first .step").count(), 3);
  assert.equal(await page.locator(".rest .step").first().isVisible(), false);
  await tick(page, "paid");
  assert.equal(await page.locator(".first .step").count(), 3);
  await page.close();
});

test("the guide shows stored ticks again, keeps new ones, and forgets all of them when the user is done", async () => {
  const stored = { clickedTicks: { happened: ["password"], done: ["stop"] } };
  const page = await guide({ stored });
  const own = pageTexts("en", "clicked");
  assert.ok(await page.locator("#happened [value=password]").isChecked());
  assert.ok(await page.locator("#steps [value=stop]").isChecked());
  assert.equal(await page.locator("#kept").textContent(), own.clicked_kept_here);
  await page.locator("#steps [value=codes]").check();
  const kept = () => page.evaluate(async () => (await chrome.storage.local.get("clickedTicks")).clickedTicks);
  assert.deepEqual(await kept(), { happened: ["password"], done: ["stop", "codes"] });
  await page.getByRole("button", { name: own.clicked_finish }).click();
  assert.equal(await kept(), undefined);
  assert.equal(await page.locator("main :checked:not([type=radio])").count(), 0);
  await page.close();
});

test("the guide says that the ticks end with the page if they could not be stored", async () => {
  const page = await guide({});
  await page.evaluate(() => (chrome.storage.local.set = async () => Promise.reject(new Error("no room"))));
  await tick(page, "password");
  await page.getByText(pageTexts("en", "clicked").clicked_kept, { exact: true }).waitFor();
  await page.close();
});

test("the way to report says that the link is in the text only while it is there", async () => {
  const page = await guide({});
  const own = pageTexts("en", "clicked");
  const said = page.locator("#link-said");
  assert.equal((await said.textContent()).trim(), own.clicked_link_missing);
  await page.locator("#url").fill("https://evil.example/v");
  assert.equal((await said.textContent()).trim(), own.clicked_link_there);
  assert.ok((await page.locator("#text").inputValue()).includes("https://evil.example/v"));
  await page.close();
});

test("the page about calls answers from its ticks, and says where to go on after something was given", async () => {
  const page = await open("caller/caller.html", { home: "elsewhere" });
  const texts = textsOf("caller");
  const result = page.locator("#result");
  assert.equal(await result.textContent(), texts.caller_result_none);
  for (const value of ["notice", "contact"]) await page.locator(`[value=${value}]`).check();
  assert.ok((await result.textContent()).startsWith(texts.caller_result_info_word));
  await page.locator("[value=contact]").uncheck();
  assert.ok((await result.textContent()).startsWith(texts.level_caution));
  await page.locator("[value=pay]").check();
  assert.ok((await result.textContent()).startsWith(texts.level_danger));
  assert.equal(await result.locator("a").getAttribute("href"), "../clicked/clicked.html");
  await page.close();
});
