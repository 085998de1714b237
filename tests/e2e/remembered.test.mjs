// Decisions of a user about a warning, in both browsers: "Don't warn about this" from the card and from the banner, its limits, its list in
// the settings, and the page in place of an address that the browser refused to open.

import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { messages } from "../gallery/tools.mjs";
import { kinds, missing, open } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { discard, scratch } from "./drivers/processes.mjs";
import { timeout, until } from "./drivers/until.mjs";
import { startInbox } from "./inbox/server.mjs";
import { buildFor, confirmAt, confirmMute, leaveConfirmation, mute, openTouchstone } from "./touchstone.mjs";

const HOST = "bridgewater-dental.example";
const GENUINE = "genuine-second-review";
const BUTTON = `a[href*="${HOST}/wp-content"]`;

const words = messages("en");

for (const kind of kinds) {
  describe(`decisions in ${kind}`, { skip: missing(kind) ?? false, concurrency: false }, () => {
    let browser, build, counter, desk, inbox, page;

    before(
      async () => {
        counter = await startCounter();
        inbox = await startInbox();
        ({ browser, desk } = await openTouchstone(kind, { counter }));
        page = await browser.page(inbox.mail("fake-verification"));
      },
      { timeout },
    );

    after(
      async () => {
        await browser?.close();
        await inbox?.close();
        await counter?.close();
        if (build) discard(build);
      },
      { timeout },
    );

    const remembered = async () =>
      (await desk.ask({ kind: "surroundings" })).settings.remembered.map(({ what, value }) => [what, value]);

    test(
      "a host is muted from its card: its links are not stopped, and the warning about the sender stays",
      { timeout },
      async () => {
        await page.waitForDrawn("banner", { level: "danger" });
        await page.waitForDrawn("mark", { level: "danger" });
        await page.settled();
        await page.hover(BUTTON);
        await page.waitForDrawn("card");
        const press = async (name) => {
          await page.drawnHover("card", 0, { name });
          await page.drawnClick("card", 0, { name });
        };
        await press(/^Wrong warning/);
        const confirmation = await browser.tabFrom(() => press(/^Stop warning/));
        await confirmAt(confirmation);
        assert.deepEqual(await remembered(), [["host", HOST]]);
        // The user takes it back at once, and then decides again.
        await confirmation.click("#undo .button");
        await until(async () => (await remembered()).length === 0, "the host to be warned about again");
        await confirmAt(confirmation);
        assert.deepEqual(await remembered(), [["host", HOST]]);
        await leaveConfirmation(browser, confirmation);
        await page.front();
        await page.moveAway();
        await page.waitForDrawn("banner", { level: "caution" });
        counter.reset();
        const tab = await browser.tabFrom(() => page.click(BUTTON));
        await until(() => counter.to(HOST).length === 1, "the request");
        await tab.close();
      },
    );

    test("the address is muted from the banner, and then the mail has no warning", { timeout }, async () => {
      await page.front();
      await page.drawnClick("banner", 0, { name: "Why?" });
      await page.drawnClick("banner", 0, { name: /^Stop warning about this address/ });
      await confirmMute(browser, () => page.drawnClick("banner", 0, { name: /^Yes/ }));
      await page.front();
      await until(async () => (await page.drawn("banner")).length === 0, "the banner to go");
      assert.deepEqual(
        (await remembered()).map(([what]) => what),
        ["host", "address"],
      );
    });

    test("a name that is not muted still gets its warning", { timeout }, async () => {
      await page.evaluate(() => {
        document.querySelector(".message-body").innerHTML =
          '<p>Your Amazon seller account is on hold.</p><a id="go" href="https://amazon-verify.bridgewater-dental.example/">Verify now</a> ' +
          '<a href="https://sellercentral.amazon.com@bridgewater-dental.example/">Sign in</a><p>Amazon Seller Performance</p>';
      });
      await page.waitForDrawn("banner", { level: "danger" });
      counter.reset();
      await page.click("#go");
      await page.waitForDrawn("dialog");
      assert.deepEqual(counter.fromPages(), []);
      await page.close();
    });

    test("the settings list the muted names, and unmute them", { timeout }, async () => {
      const settings = await browser.extensionPage("options/options.html");
      await until(
        async () => (await settings.evaluate(() => document.body.innerText)).includes(HOST),
        "the host in the list",
      );
      for (let count = 2; count > 0; count--) {
        await until(
          async () =>
            (await settings.evaluate(
              () => [...document.querySelectorAll("button")].filter((one) => one.innerText.includes("Remove")).length,
            )) === count,
          `${count} to remove`,
        );
        await settings.evaluate(() =>
          [...document.querySelectorAll("button")]
            .find((one) => one.innerText.includes("Remove"))
            .setAttribute("data-first", ""),
        );
        await settings.click("[data-first]");
      }
      await until(async () => (await remembered()).length === 0, "nothing to be remembered");
      await settings.close();
      page = await browser.page(inbox.mail("fake-verification"));
      await page.waitForDrawn("banner", { level: "danger" });
    });

    test("the popup lists the muted names of the open mail, and unmutes them", { timeout }, async () => {
      await mute(browser, "host", HOST);
      await page.front();
      await page.waitForDrawn("banner", { level: "caution" });
      await desk.standBefore(await page.url());
      const muted = () => desk.page.evaluate(() => document.querySelector(".muted")?.innerText ?? "");
      await until(async () => (await muted()).includes(HOST), "the name in the popup");
      await desk.page.front();
      await desk.page.click(".muted button");
      await until(async () => (await remembered()).length === 0, "the name to be warned about again");
      await until(async () => (await muted()) === "", "the name to go from the popup");
      await page.front();
      await page.waitForDrawn("banner", { level: "danger" });
    });

    test(
      "a muted address silences its own links and no others, and the popup names and unmutes it",
      { timeout },
      async () => {
        const address = `notice@${HOST}`;
        await mute(browser, "address", address);
        await page.front();
        await until(async () => (await page.drawn("banner")).length === 0, "the banner to go");
        await page.evaluate(() => {
          document
            .querySelector(".message-body")
            .insertAdjacentHTML(
              "beforeend",
              '<p><a href="https://harbour-events.example/v">Verify your account</a></p>',
            );
        });
        await page.waitForDrawn("banner", { level: "danger" });
        await desk.standBefore(await page.url());
        const muted = () => desk.page.evaluate(() => document.querySelector(".muted")?.innerText ?? "");
        await until(async () => (await muted()).includes(address), "the address in the popup");
        await desk.page.front();
        await desk.page.click(".muted button");
        await until(async () => (await remembered()).length === 0, "the address to be warned about again");
        await until(async () => (await muted()) === "", "the address to go from the popup");
      },
    );

    test(
      "a company's mail gateway is named once, and then the next mail is judged by its target",
      { timeout },
      async () => {
        const GATE = "gate.kestrel-mail.example";
        const through = (target) => `https://${GATE}/c?k=1&amp;u=${encodeURIComponent(target)}`;
        const letter = (target) =>
          `<p>Your Amazon seller account needs verification.</p><a id="go" href="${through(target)}">Verify your account</a>`;
        const show = async (target) => {
          const opened = await browser.page(inbox.mail(GENUINE));
          await opened.waitForDrawn("chip");
          await opened.evaluate((html) => {
            document.querySelector(".message-body").innerHTML = html;
          }, letter(target));
          return opened;
        };
        const first = await show("https://sellercentral.amazon.com/performance");
        await first.waitForDrawn("banner", { level: "caution" });
        await first.click("#go");
        await first.waitForDrawn("dialog");
        await confirmMute(browser, async () => {
          await first.drawnHover("dialog", 0, { name: /mail gateway/ });
          await first.drawnClick("dialog", 0, { name: /mail gateway/ });
        });
        await until(async () => (await remembered()).length === 1, "the gateway to be remembered");
        assert.deepEqual(await remembered(), [["gateway", GATE]]);
        await first.front();
        await until(async () => (await first.drawn("banner")).length === 0, "the banner to go");
        await first.close();
        const second = await show("https://sellercentral.amazon.com/messaging");
        await second.evaluate(() => new Promise((done) => setTimeout(done, 500)));
        assert.deepEqual(await second.drawn("banner"), []);
        await second.close();
        const fake = await show("https://amazon-verify.example/login");
        await fake.waitForDrawn("banner", { level: "danger" });
        await fake.close();
        const settings = await browser.extensionPage("options/options.html");
        await settings.waitFor("#gateways button");
        assert.ok((await settings.evaluate(() => document.querySelector("#gateways").innerText)).includes(GATE));
        await settings.click("#gateways button");
        await until(async () => (await remembered()).length === 0, "the gateway to be forgotten");
        await settings.close();
        const again = await show("https://sellercentral.amazon.com/performance");
        await again.waitForDrawn("banner", { level: "caution" });
        await again.close();
      },
    );

    test(
      "with the permission to see navigations our page replaces the browser's error, and opens the address once on purpose",
      { timeout },
      async () => {
        await browser.close();
        build = seesNavigations(kind);
        browser = await open(kind, build, { counter });
        page = await browser.page(inbox.mail("fake-verification"));
        await page.waitForDrawn("banner", { level: "danger" });
        const url = await page.evaluate((selector) => document.querySelector(selector).href, BUTTON);
        counter.reset();
        const tab = await browser.tabFrom(() => page.evaluate((url) => void window.open(url), url));
        await until(async () => (await tab.url()).includes("blocked/blocked.html"), "our page");
        await until(
          async () => (await tab.evaluate(() => document.body.innerText)).includes(HOST),
          "the refused host on our page",
        );
        await counter.caughtUp(browser);
        assert.deepEqual(counter.fromPages(), []);
        await pressWay(tab, words.open_once);
        await pressWay(tab, words.dialog_confirm_open);
        await until(() => counter.to(HOST).length === 1, "the request");
        await tab.close();
      },
    );

    test(
      "from a link that was refused in the mail's own tab, our page leads back to the mail and asks for nothing",
      { timeout },
      async () => {
        const lost = await browser.page(inbox.mail(GENUINE));
        await lost.waitForDrawn("chip");
        await lost.goto(inbox.mail("fake-verification"));
        await lost.waitForDrawn("banner", { level: "danger" });
        const url = await lost.evaluate((selector) => document.querySelector(selector).href, BUTTON);
        const isAt = (part) => until(async () => (await lost.url()).includes(part), part);
        for (const way of [".dialog-stay button", "#ways button"]) {
          counter.reset();
          await lost.evaluate((url) => void setTimeout(() => location.assign(url)), url);
          await isAt("blocked/blocked.html");
          await lost.waitFor(".dialog-stay button");
          if (way === "#ways button") {
            // "Stop warning about this site" leads on to the question, and "Keep the warnings" past both pages.
            await pressWay(lost, words.allow_host);
            await pressWay(lost, words.allow_yes);
            await isAt("confirm/confirm.html");
            await lost.waitFor(way);
          }
          await lost.click(way);
          await isAt("mail/fake-verification");
          await lost.waitForDrawn("banner", { level: "danger" });
          await counter.caughtUp(browser);
          assert.deepEqual(counter.to(HOST), []);
        }
        await lost.close();
      },
    );
  });
}

/** Presses the button with this text on one of our pages, once it obeys. */
async function pressWay(page, name) {
  const find = (name) => {
    document.querySelector("#now")?.removeAttribute("id");
    const button = [...document.querySelectorAll("button")].find((one) => one.innerText === name);
    if (button?.getAttribute("aria-disabled") !== null) return false;
    button.id = "now";
    return true;
  };
  await until(() => page.evaluate(find, name), name);
  await page.click("#now");
}

/** The same build with the permission that a user grants in the settings, because no driver can answer Chromium's question. */
function seesNavigations(kind) {
  const folder = scratch("navigations");
  cpSync(buildFor(kind), folder, { recursive: true });
  const file = join(folder, "manifest.json");
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  manifest.permissions.push("webNavigation");
  delete manifest.optional_permissions;
  writeFileSync(file, JSON.stringify(manifest));
  return folder;
}
