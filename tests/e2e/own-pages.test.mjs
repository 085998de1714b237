// The toolbar in words, and the extension's own pages with its real background and under their real policy.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";

import { PAGES } from "../../extension/tools/page-list.mjs";
import { LANGUAGES, axeSource, messages, pageTexts, root } from "../gallery/tools.mjs";
import { kinds, missing } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { timeout, until } from "./drivers/until.mjs";
import { startInbox } from "./inbox/server.mjs";
import { mute, openTouchstone } from "./touchstone.mjs";

/** Runs in a page: numbers the controls that Tab should reach, and returns the numbers. Tab reaches one radio button of a group. */
function numberControls() {
  const groups = new Set();
  const controls = [
    ...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']"),
  ].filter((element) => {
    if (element.disabled || element.closest("[inert]") || !element.checkVisibility({ visibilityProperty: true }))
      return false;
    if (element.type !== "radio") return true;
    const group = element.name;
    const chosen = document.querySelector(`input[name="${group}"]:checked`);
    if (groups.has(group) || (chosen && chosen !== element)) return false;
    groups.add(group);
    return true;
  });
  controls.forEach((element, at) => (element.dataset.number = String(at)));
  return controls.map((element) => element.dataset.number);
}

/** Runs in a page: chooses an entry of a list, as the user would. */
function choose(selector, value) {
  const select = document.querySelector(selector);
  select.value = value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Runs in the settings: chooses a file with this text, as the user would. */
function chooseFile(text) {
  const files = new DataTransfer();
  files.items.add(new File([text], "team.json"));
  const input = document.querySelector("#file");
  input.files = files.files;
  input.dispatchEvent(new Event("change"));
}

for (const kind of kinds) {
  describe(`own pages in ${kind}`, { skip: missing(kind) ?? false, concurrency: false }, () => {
    let browser, desk, counter, inbox;

    before(
      async () => {
        counter = await startCounter();
        inbox = await startInbox();
        ({ browser, desk } = await openTouchstone(kind, { counter, language: "en-US" }));
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

    /** Waits until the toolbar has this title for a tab. */
    async function assertTitle(tabId, title) {
      const says = () =>
        desk.page.evaluate((tabId) => (globalThis.browser ?? chrome).action.getTitle({ tabId }), tabId);
      let last;
      await until(async () => (last = await says()) === title, `the title ${title}`).catch((error) => {
        throw new Error(`${error.message}; it is ${last}`, { cause: error });
      });
    }

    test(
      "the toolbar's title names the level of the open mail, and says if no mail was read or the page is not watched",
      { timeout },
      async () => {
        const page = await browser.page(inbox.mail("fake-verification"));
        const tabId = await desk.tabId(await page.url());
        await assertTitle(tabId, `Touchstone: ${messages("en").level_danger}`);
        await page.goto(inbox.url);
        await assertTitle(tabId, "Touchstone: active here, no email read");
        await page.goto("https://unlisted.example/");
        await assertTitle(tabId, "Touchstone: not active on this page");
        await page.close();
      },
    );

    test(
      "the popup says how it reads a page, says if it read no mail, and links to the settings",
      { timeout },
      async () => {
        const page = await browser.page(inbox.url);
        await page.waitFor(".list a");
        await until(async () => (await desk.stateOf(inbox.url)).state === "watching", "the page to be watched");
        await desk.standBefore(inbox.url);
        const shown = () => desk.page.evaluate(() => document.querySelector("#page").innerText);
        await until(async () => /reads it in a general way/.test(await shown()), "how the page is read");
        await until(async () => /No email read on this page/.test(await shown()), "that no mail was read");
        // The test only looks at the link, because a driver does not always learn of a tab that a page opens.
        assert.equal(
          await desk.page.evaluate(() => document.querySelector("#navigation a[href*=options]").textContent),
          "Settings",
        );
        await page.close();
      },
    );

    test("the settings list a muted name, and remove it", { timeout }, async () => {
      await mute(browser, "host", "one.example");
      const page = await browser.extensionPage("options/options.html");
      await page.waitFor("#remembered li");
      assert.match(await page.evaluate(() => document.querySelector("#remembered").innerText), /one\.example/);
      await page.click("#remembered button");
      await until(() => page.evaluate(() => document.querySelector("#remembered li") === null), "the name to be gone");
      assert.deepEqual((await desk.ask({ kind: "surroundings" })).settings.remembered, []);
      await page.close();
    });

    test(
      "before an import the user can see every value that the file would set, also by keyboard",
      { timeout },
      async () => {
        const page = await browser.extensionPage("options/options.html");
        await page.waitFor("body.ready");
        await page.front();
        const partners = Array.from({ length: 60 }, (_, at) => `partner-${at}.example`);
        await page.evaluate(
          chooseFile,
          JSON.stringify({ format: "touchstone-team", version: 1, policy: { partners } }),
        );
        await page.waitFor("#review .rolled");
        const shown = await page.evaluate(() => document.querySelector("#review").innerText);
        for (const partner of partners) assert.ok(shown.includes(partner), partner);
        const seen = () =>
          page.evaluate(() => {
            const box = document.querySelector("#review .rolled");
            const last = box.querySelector("li:last-child").getBoundingClientRect();
            return last.bottom <= box.getBoundingClientRect().bottom + 1;
          });
        assert.equal(await seen(), false);
        await page.evaluate(() => document.querySelector("#review .rolled").focus());
        await page.press("End");
        await until(seen, "the last partner to be seen");
        await page.evaluate(`(() => { ${axeSource}; return true; })()`);
        assert.deepEqual(
          await page.evaluate(async () =>
            (await globalThis.axe.run()).violations.map(({ id, nodes }) => `${id} ${nodes[0].html}`),
          ),
          [],
        );
        await page.close();
      },
    );

    test("a page reports a refused change and shows the setting in force", { timeout }, async () => {
      const store = (settings) =>
        desk.page.evaluate((settings) => (globalThis.browser ?? chrome).storage.local.set({ settings }), settings);
      const failed = messages("en").options_failed;
      const select = "#home select, #home-choice select, #path select, #way select";
      await store({ version: 99 });
      try {
        for (const path of [
          "popup/popup.html",
          "welcome/welcome.html",
          "clicked/clicked.html",
          "caller/caller.html",
          "practice/practice.html",
        ]) {
          const page = await browser.extensionPage(path);
          await page.waitFor("body.ready");
          // These pages ask at the step that needs the answer.
          if (/caller|practice/.test(path)) await page.click(".path-step button");
          await page.waitFor(select);
          await page.evaluate(choose, select, "JP");
          if (/caller|practice/.test(path)) await page.click(".question button");
          await until(
            () => page.evaluate((text) => document.body.innerText.includes(text), failed),
            `${path} to say so`,
          );
          await until(
            () => page.evaluate((select) => document.querySelector(select)?.value === "", select),
            `${path} to show the setting in force`,
          );
          assert.equal(await page.evaluate((select) => document.querySelector(select).disabled, select), false, path);
          await page.close();
        }
        const popup = await browser.extensionPage("popup/popup.html");
        await popup.waitFor("body.ready");
        await popup.evaluate(choose, "#language", "de");
        await until(
          () => popup.evaluate((text) => document.body.innerText.includes(text), failed),
          "the popup to say so",
        );
        await until(
          () => popup.evaluate(() => document.querySelector("#language").value === "en"),
          "the popup to show the setting in force",
        );
        await popup.close();
        const blocked = await browser.extensionPage("blocked/blocked.html#https%3A%2F%2Fevil.example%2Fv");
        await blocked.waitFor("#stopped button");
        assert.equal(await blocked.evaluate(() => document.querySelector("#failed").checkVisibility()), false);
        await blocked.close();
      } finally {
        await store({ version: 1 });
      }
      assert.equal((await desk.ask({ kind: "surroundings" })).settings.home, undefined);
    });

    test(
      "on every page Tab reaches each control once and in order, and no control traps the focus",
      { timeout },
      async () => {
        for (const name of PAGES) {
          const page = await browser.extensionPage(`${name}/${name}.html`);
          await page.waitFor("body.ready");
          await page.front();
          const wanted = await page.evaluate(numberControls);
          const focused = () => page.evaluate(() => document.activeElement?.dataset.number ?? null);
          // The walk begins where the page puts the focus at first.
          const reached = [await focused()].filter((number) => number !== null);
          for (;;) {
            await page.press("Tab");
            const number = await focused();
            if (number === null || reached.includes(number)) break;
            reached.push(number);
          }
          assert.deepEqual(reached, wanted.slice(wanted.indexOf(reached[0])), name);
          await page.close();
        }
      },
    );

    test("axe finds nothing on any page", { timeout }, async () => {
      for (const name of PAGES) {
        const page = await browser.extensionPage(`${name}/${name}.html`);
        await page.waitFor("body.ready");
        await page.evaluate(`(() => { ${axeSource}; return true; })()`);
        const found = await page.evaluate(async () =>
          (await globalThis.axe.run()).violations.map(({ id, nodes }) => `${id} ${nodes[0].html}`),
        );
        assert.deepEqual(found, [], name);
        await page.close();
      }
    });

    test("the settings lead to the third-party notices, in every language", { timeout }, async () => {
      const notices = readFileSync(`${root}THIRD-PARTY-NOTICES.txt`, "utf8").trimEnd();
      for (const language of LANGUAGES) {
        await desk.ask({ kind: "set-language", language });
        const page = await browser.extensionPage("options/options.html");
        await page.waitFor("body.ready");
        const link = await page.evaluate(() => {
          const { href, textContent } = document.querySelector("a[href*=notices]");
          return { href, textContent };
        });
        await page.goto(link.href);
        await page.waitFor("body.ready");
        const shown = await page.evaluate(() => ({
          title: document.querySelector("h1").textContent,
          text: document.querySelector("#notices").textContent.trimEnd(),
        }));
        assert.equal(link.textContent, pageTexts(language, "notices").notices_title);
        assert.equal(shown.title, link.textContent);
        assert.equal(shown.text, notices, language);
        await page.close();
      }
      await desk.ask({ kind: "set-language", language: "en" });
    });

    test("the block page explains an address and opens nothing by itself", { timeout }, async () => {
      counter.reset();
      const page = await browser.extensionPage(`blocked/blocked.html#${encodeURIComponent("https://evil.example/v")}`);
      await page.waitFor("#stopped button");
      assert.match(await page.evaluate(() => document.querySelector("#stopped").innerText), /evil\.example/);
      assert.equal(await page.evaluate(() => document.activeElement.textContent), messages("en").step_back);
      assert.deepEqual(counter.fromPages(), []);
      await page.close();
    });
  });
}
