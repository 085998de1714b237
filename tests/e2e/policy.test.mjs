// An organisation's policy in both browsers: from a real policy file, and from a team file that is imported on the settings page.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { messages } from "../gallery/tools.mjs";
import { kinds, missing } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { timeout, until } from "./drivers/until.mjs";
import { startInbox } from "./inbox/server.mjs";
import { amend, enact, unwritable } from "./policies.mjs";
import { Desk, mute, openTouchstone } from "./touchstone.mjs";

const HOST = "bridgewater-dental.example";
const BUTTON = `a[href*="${HOST}/wp-content"]`;
const PARTNER = "amazon-verify.example";
const WEBMAIL = "https://mail.lumen-lamps.example/*";

const POLICY = {
  organisation: "Lumen Lamps",
  marketplace: "DE",
  notifications: "danger",
  journal: false,
  webmails: [WEBMAIL, "https://*.lumen-lamps.example/*"],
  partners: [PARTNER],
  userMayChange: ["notifications"],
  openDanger: false,
};

for (const kind of kinds) {
  describe(`a managed ${kind}`, { skip: missing(kind) ?? unwritable(kind) ?? false, concurrency: false }, () => {
    let browser, counter, desk, inbox, repeal;

    before(
      async () => {
        counter = await startCounter();
        inbox = await startInbox();
        repeal = enact(kind, POLICY);
        ({ browser, desk } = await openTouchstone(kind, { counter, language: "en-US" }));
      },
      { timeout },
    );

    after(
      async () => {
        await browser?.close();
        repeal?.();
        await inbox?.close();
        await counter?.close();
      },
      { timeout },
    );

    /** The error text of a request that the background refuses. */
    const refusal = (request) =>
      desk.page.evaluate(
        async (request) => (await (globalThis.browser ?? chrome).runtime.sendMessage(request)).error ?? null,
        request,
      );

    test("a setting of the organisation holds, is shown, and no request can change it", { timeout }, async () => {
      const { settings, limits } = await desk.ask({ kind: "surroundings" });
      assert.deepEqual([settings.home, settings.notifications, settings.journal], [{ region: "DE" }, "danger", false]);
      assert.deepEqual(limits, {
        locked: ["marketplace", "journal"],
        openDanger: false,
        pause: false,
        remember: true,
      });
      for (const request of [
        { kind: "set-home", home: "elsewhere" },
        { kind: "set-journal", on: true },
      ]) {
        assert.match(await refusal(request), /set by the organisation/, request.kind);
      }
      const page = await browser.extensionPage("options/options.html");
      await page.waitFor("#organisation");
      const shown = await page.evaluate(() => document.querySelector("#organisation").innerText);
      for (const part of [/Lumen Lamps/, /mail\.lumen-lamps\.example/, new RegExp(PARTNER), /webmails\[2\]/])
        assert.match(shown, part);
      assert.deepEqual(
        await page.evaluate(() =>
          ["#journal", "#home select", "#language", "[name=shown]"].map((one) => document.querySelector(one).disabled),
        ),
        [true, true, false, false],
      );
      await page.close();
      assert.deepEqual((await desk.ask({ kind: "organisation" })).asked, [WEBMAIL]);
    });

    test("a trusted partner's host is not warned about, another one is", { timeout }, async () => {
      const links = [
        `https://${PARTNER}/`,
        "https://amazon-verify-2.example/",
        `https://sellercentral.amazon.com@${PARTNER}/`,
      ];
      const verdicts = await desk.ask({ kind: "judge-links", links });
      assert.deepEqual(
        verdicts.map(({ level }) => level),
        ["info", "danger", "danger"],
      );
    });

    test(
      "a dangerous link stays closed: no dialog offers to open it, and the background refuses to",
      { timeout },
      async () => {
        const page = await browser.page(inbox.mail("fake-verification"));
        await page.waitForDrawn("banner", { level: "danger" });
        const url = await page.evaluate((selector) => document.querySelector(selector).href, BUTTON);
        counter.reset();
        await page.click(BUTTON);
        await page.waitForDrawn("dialog");
        assert.match(await page.drawnText("dialog"), /Your organisation doesn't let you open links like this/);
        assert.deepEqual(
          (await page.drawnControls("dialog")).filter(({ name }) => /anyway/.test(name)),
          [],
        );
        assert.equal(await refusal({ kind: "open", url, how: "current" }), "stays-closed");
        assert.equal(
          await refusal({ kind: "open", url: "https://amazon-verify-2.example/", how: "current" }),
          "stays-closed",
        );
        // The user cannot open it by muting its host either.
        await page.drawnClick("dialog", 0, { name: messages("en").step_back });
        await mute(browser, "host", HOST);
        await page.click(BUTTON);
        await page.waitForDrawn("dialog", { level: "danger" });
        assert.equal(await refusal({ kind: "open", url, how: "current" }), "stays-closed");
        assert.deepEqual(counter.fromPages(), []);
        await page.close();
      },
    );

    test("no site can be paused, because its dangerous links would open", { timeout }, async () => {
      const page = await browser.page(inbox.mail("fake-verification"));
      await page.waitForDrawn("banner", { level: "danger" });
      const url = await page.url();
      assert.match(await refusal({ kind: "pause", origin: new URL(url).origin }), /set by the organisation/);
      const popup = new Desk(await browser.extensionPage("popup/popup.html"));
      await popup.standBefore(url);
      const shown = () => popup.page.evaluate(() => document.querySelector("#page").innerText);
      await until(async () => /Read as|in a general way/.test(await shown()), "the page in the popup");
      assert.doesNotMatch(await shown(), /pause/i);
      await popup.page.close();
      // A site that was paused before is not paused any more.
      await desk.page.evaluate(
        (origin) => (globalThis.browser ?? chrome).storage.local.set({ paused: [origin] }),
        new URL(url).origin,
      );
      assert.equal((await desk.stateOf(url)).state, "watching");
      const fresh = await browser.page(url);
      await fresh.waitForDrawn("banner", { level: "danger" });
      counter.reset();
      await fresh.click(BUTTON);
      await fresh.waitForDrawn("dialog");
      assert.deepEqual(counter.fromPages(), []);
      await fresh.close();
      await desk.page.evaluate(() => (globalThis.browser ?? chrome).storage.local.remove("paused"));
      await page.close();
    });

    // Firefox reads its policies when it starts.
    test(
      "a change of the organisation's settings takes effect at once, also in open mails",
      { timeout, skip: kind !== "chromium" },
      async () => {
        // An earlier test muted the host, which had no effect there.
        await desk.ask({ kind: "forget", what: "host", value: HOST });
        const page = await browser.page(inbox.mail("fake-verification"));
        await page.waitForDrawn("banner", { level: "danger" });
        await page.click(BUTTON);
        await page.waitForDrawn("dialog");
        assert.deepEqual(
          (await page.drawnControls("dialog")).filter(({ name }) => /anyway/.test(name)),
          [],
        );
        await page.drawnClick("dialog", 0, { name: messages("en").step_back });
        amend(kind, { ...POLICY, openDanger: true, partners: [] });
        await until(async () => (await desk.ask({ kind: "surroundings" })).limits.openDanger, "the other policy");
        await page.click(BUTTON);
        await page.waitForDrawn("dialog");
        await until(
          async () => (await page.drawnControls("dialog")).some(({ name }) => /anyway/.test(name)),
          "the button that opens the link",
        );
        const [verdict] = await desk.ask({ kind: "judge-links", links: [`https://${PARTNER}/`] });
        assert.equal(verdict.level, "danger", "the host is no partner any more");
        await page.close();
        amend(kind, POLICY);
        await until(
          async () => !(await desk.ask({ kind: "surroundings" })).limits.openDanger,
          "the first policy again",
        );
      },
    );

    test(
      "while only danger is shown, a mail at caution has no banner until the user changes that",
      { timeout },
      async () => {
        const page = await browser.page(inbox.mail("quiz-payments-amazon"));
        await until(
          async () => (await desk.stateOf(await page.url())).verdicts?.[0]?.level === "caution",
          "a verdict at caution",
        );
        assert.deepEqual(await page.drawn("banner"), []);
        await desk.ask({ kind: "set-notifications", notifications: "caution" });
        await page.waitForDrawn("banner", { level: "caution" });
        await page.close();
      },
    );
  });

  describe(`a team file in ${kind}`, { skip: missing(kind) ?? false, concurrency: false }, () => {
    let browser, desk;

    before(async () => ({ browser, desk } = await openTouchstone(kind, { language: "en-US" })), { timeout });
    after(() => browser?.close(), { timeout });

    test(
      "the user sees its settings before the import; then it holds like a policy, and can be removed",
      { timeout },
      async () => {
        const page = await browser.extensionPage("options/options.html");
        await page.waitFor("body.ready");
        const choose = (content) =>
          page.evaluate((content) => {
            const files = new DataTransfer();
            files.items.add(new File([content], "team.json", { type: "application/json" }));
            const input = document.querySelector("#file");
            input.files = files.files;
            input.dispatchEvent(new Event("change"));
          }, content);
        const says = (text) =>
          until(() => page.evaluate((text) => document.querySelector("#review").innerText.includes(text), text), text);
        const limits = async () => (await desk.ask({ kind: "surroundings" })).limits;
        const file = { format: "touchstone-team", version: 1, policy: { ...POLICY, webmails: [WEBMAIL] } };

        await choose(JSON.stringify({ ...file, policy: { ...file.policy, openDanger: "no" } }));
        await says("policy.openDanger");
        await choose(JSON.stringify(file));
        await says(PARTNER);
        assert.equal((await limits()).openDanger, true, "nothing changes before the user agrees");
        await page.click("#review .button.main");
        await page.waitFor("#organisation");
        assert.deepEqual(await limits(), {
          locked: ["marketplace", "journal"],
          openDanger: false,
          pause: false,
          remember: true,
        });
        assert.deepEqual((await desk.ask({ kind: "organisation" })).asked, [WEBMAIL]);
        await page.click("#set > .button:last-child");
        await until(async () => (await limits()).openDanger, "the policy to be gone");
        await page.close();
      },
    );
  });
}
