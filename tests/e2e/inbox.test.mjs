// The main job in the demo inbox, in both browsers: every mail gets its verdict, the guard stops clicks on bad links before any
// request and no click on a genuine link, and a link that the user lets through opens.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { messages, pageTexts } from "../gallery/tools.mjs";
import { kinds, missing } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { timeout, until } from "./drivers/until.mjs";
import { startInbox } from "./inbox/server.mjs";
import { eml, mail, mails } from "./mails.mjs";
import { allow, isWarned, mute, openTouchstone } from "./touchstone.mjs";
import { word } from "./words.mjs";

const words = messages("en");

const BAD = "bridgewater-dental.example";
const BUTTON = `a[href*="${BAD}/wp-content"]`;
const BODIES = ["inline", "src", "srcdoc", "opaque", "blob", "write"];

for (const kind of kinds) {
  describe(`demo inbox in ${kind}`, { skip: missing(kind) ?? false, concurrency: false }, () => {
    let browser, counter, desk, inbox;

    before(
      async () => {
        counter = await startCounter();
        inbox = await startInbox();
        ({ browser, desk } = await openTouchstone(kind, { counter }));
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

    /**
     * Opens a mail and returns its page, its verdict and, where the body stands in a frame, that frame. The header may be judged before
     * a body that loads later, so the verdict is asked for again until it is the one that is drawn.
     */
    async function openMail(id, { body = "inline", lang = "en" } = {}) {
      const page = await browser.page(inbox.mail(id, { body, lang }));
      await page.front();
      const verdict = await until(async () => {
        const verdict = await desk.verdictOn(page, mail(id).from);
        const drawn = (await page.drawn("banner")).map(({ level }) => level);
        return drawn.join() === (isWarned(verdict.level) ? verdict.level : "") && verdict;
      }, `the verdict on ${id} to be drawn`);
      return { page, verdict, frame: body === "inline" ? undefined : await page.frame(".message-frame") };
    }

    /** Goes through the dialog to its end. */
    async function openAnyway(page, { steps, names = [words.dialog_open, words.dialog_confirm_open] }) {
      for (const name of names.slice(0, steps)) await page.drawnClick("dialog", 0, { name });
    }

    const noDialog = (page) => until(async () => (await page.drawn("dialog")).length === 0, "the dialog to close");

    for (const { id, expect } of mails) {
      test(`${id} is ${expect.level}`, { timeout }, async () => {
        const { page, verdict } = await openMail(id);
        assert.deepEqual(
          { level: verdict.level, sender: verdict.sender.class },
          { level: expect.level, sender: expect.sender },
          JSON.stringify(verdict.findings),
        );
        // A wrong drawing would also be there by then.
        await page.settled();
        const drawn = await page.drawn();
        const kindsOf = (kind) => drawn.filter((one) => one.kind === kind).map(({ level }) => level);
        assert.deepEqual(kindsOf("banner"), isWarned(expect.level) ? [expect.level] : []);
        assert.ok(kindsOf("chip").length <= 1);
        if (expect.sender === "amazon") assert.equal(kindsOf("chip").length, 1);
        if (!isWarned(expect.level)) {
          const marked = verdict.links.filter((link) => link.marked).length;
          assert.equal(kindsOf("mark").length, marked);
          assert.ok(kindsOf("mark").every((level) => level === "info"));
        }
        await page.close();
      });
    }

    for (const body of BODIES) {
      test(`a body embedded as ${body} is guarded against every way of clicking`, { timeout }, async () => {
        const { page, frame } = await openMail("fake-verification", { body });
        // Marks are drawn near the visible part. A sealed frame does not know that part, and the banner may have moved the link down.
        await page.hover(BUTTON, { frame });
        await page.waitForDrawn("mark", { level: "danger" });
        await page.moveAway();
        counter.reset();
        const tabs = (await browser.pages()).length;
        for (const how of [
          {},
          { button: "middle" },
          { modifiers: ["Control"] },
          { modifiers: ["Shift"] },
          { count: 2 },
        ]) {
          await page.click(BUTTON, { ...how, frame });
          const [dialog] = await page.waitForDrawn("dialog");
          assert.equal(dialog.level, "danger");
          assert.match(await page.drawnText("dialog"), /bridgewater-dental\.example/);
          await page.drawnClick("dialog", 0, { name: words.step_back });
          await noDialog(page);
        }
        await page.focus(BUTTON, { frame });
        await page.press("Enter");
        await page.waitForDrawn("dialog");
        const controls = await page.drawnControls("dialog");
        assert.equal(controls.find((control) => control.focused)?.name, words.step_back);
        await page.press("Enter");
        await noDialog(page);
        assert.equal((await browser.pages()).length, tabs);
        assert.deepEqual(counter.fromPages(), []);
        await page.close();
      });
    }

    test("the deliberate way takes two steps at danger, and opens once", { timeout }, async () => {
      const { page } = await openMail("fake-verification");
      counter.reset();
      await page.click(BUTTON);
      await page.waitForDrawn("dialog");
      const tab = await browser.tabFrom(() => openAnyway(page, { steps: 2 }));
      await until(async () => (await tab.url()).startsWith(`https://${BAD}/`), "the page that was opened");
      await until(() => counter.to(BAD).length > 0, "the request");
      assert.deepEqual(
        counter.to(BAD).map(({ method, url }) => `${method} ${url}`),
        ["GET /wp-content/sc/verify?mid=A3K9QW"],
      );
      await tab.close();
      await page.close();
    });

    test("a genuine notice is not stopped at all", { timeout }, async () => {
      for (const body of ["inline", "srcdoc", "opaque"]) {
        const { page, frame } = await openMail("genuine-second-review", { body });
        await page.waitForDrawn("chip");
        await page.settled();
        assert.deepEqual(
          (await page.drawn()).map(({ kind, level }) => [kind, level]),
          [["chip", "ok"]],
          body,
        );
        counter.reset();
        const tab = await browser.tabFrom(() => page.click('a[href*="/performance/dashboard"]', { frame }));
        await until(() => counter.to("sellercentral.amazon.com").length > 0, "the genuine page");
        assert.deepEqual(await page.drawn("dialog"), []);
        await tab.close();
        await page.close();
      }
    });

    test(
      "a form is held with the typed text, and is sent once when the user lets it through",
      { timeout },
      async () => {
        const { page } = await openMail("form-in-mail");
        counter.reset();
        await page.type("tom@ourshop.example", { into: "input[name=email]" });
        await page.type("secret", { into: "input[name=password]" });
        await page.press("Enter");
        await page.waitForDrawn("dialog", { level: "danger" });
        await page.drawnClick("dialog", 0, { name: words.step_back });
        await noDialog(page);
        await page.click("form button[type=submit]");
        await page.waitForDrawn("dialog");
        assert.deepEqual(counter.fromPages(), []);
        const names = [words.dialog_send, words.dialog_confirm_send];
        const tab = await browser.tabFrom(() => openAnyway(page, { steps: 2, names }));
        await until(() => counter.to("tidewater-print.test").length > 0, "the form to arrive");
        assert.deepEqual(
          counter.to("tidewater-print.test").map(({ method, url }) => `${method} ${url}`),
          ["POST /sc/session"],
        );
        await tab.close();
        await page.close();
      },
    );

    test("a link that changes after it was judged is judged again before it opens", { timeout }, async () => {
      const { page } = await openMail("genuine-second-review");
      counter.reset();
      const link = 'a[href*="/performance/dashboard"]';
      await page.evaluate((link) => {
        const element = document.querySelector(link);
        element.id = "changed";
        // The listener runs in the task of the click, before any observer does.
        element.addEventListener(
          "pointermove",
          () => (element.href = "https://sellercentral.amazon.com.late-swap.example/"),
        );
      }, link);
      await page.click("#changed");
      await page.waitForDrawn("dialog", { level: "danger" });
      assert.match(await page.drawnText("dialog"), /late-swap\.example/);
      assert.deepEqual(counter.fromPages(), []);
      await page.close();
    });

    test("a script's click is guarded like a real one", { timeout }, async () => {
      const { page } = await openMail("fake-verification");
      counter.reset();
      await page.evaluate((link) => document.querySelector(link).click(), BUTTON);
      await page.waitForDrawn("dialog");
      assert.deepEqual(counter.fromPages(), []);
      await page.close();
    });

    test("a killed background answers again, and no click passes meanwhile", { timeout }, async () => {
      const { page } = await openMail("fake-verification");
      counter.reset();
      await browser.stopBackground();
      await page.click(BUTTON);
      await page.waitForDrawn("dialog", { level: "danger" });
      await page.drawnClick("dialog", 0, { name: words.step_back });
      await noDialog(page);
      // This link has no verdict, so the answer has to come from a background that does not run yet.
      await page.evaluate((link) => {
        const element = document.querySelector(link);
        element.addEventListener("pointermove", () => (element.href = "https://another.example/"), { once: true });
        element.id = "again";
      }, BUTTON);
      await browser.stopBackground();
      await page.click("#again");
      await page.waitForDrawn("dialog");
      assert.match(await page.drawnText("dialog"), /another\.example/);
      assert.deepEqual(counter.fromPages(), []);
      await page.close();
    });

    test("ten thousand links are all held until they are judged", { timeout }, async () => {
      const { page } = await openMail("fake-verification");
      counter.reset();
      await page.evaluate(() => {
        const body = document.querySelector(".message-body");
        for (let at = 0; at < 10_000; at++) {
          const link = document.createElement("a");
          link.href = `https://flood-${at}.example/verify`;
          link.target = "_blank";
          link.textContent = `Verify ${at} `;
          body.append(link);
        }
        body.lastElementChild.id = "last";
      });
      await page.click("#last");
      await page.waitForDrawn("dialog");
      assert.deepEqual(counter.fromPages(), []);
      await page.close();
    });

    test("a dangerous link that is copied shows its card", { timeout }, async () => {
      const { page } = await openMail("fake-verification");
      await page.evaluate((link) => {
        const range = document.createRange();
        range.selectNodeContents(document.querySelector(link).parentElement);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
      }, BUTTON);
      await page.press("Control+c");
      await page.waitForDrawn("card", { level: "danger" });
      await page.close();
    });

    test("the menu of a dangerous link shows its card", { timeout }, async () => {
      const { page } = await openMail("fake-verification");
      await page.click(BUTTON, { button: "right" });
      await page.waitForDrawn("card", { level: "danger" });
      await page.close();
    });

    test(
      "a click on a link at caution that the mail does not urge opens its card, and the card opens the link",
      { timeout },
      async () => {
        const { page } = await openMail("tool-newsletter");
        await page.evaluate(() => {
          const link = Object.assign(document.createElement("a"), {
            id: "bare",
            href: "http://203.0.113.9/a",
            target: "_blank",
          });
          link.textContent = "our page";
          document.querySelector(".message-body").append("About ", link, " in general.");
        });
        await page.waitForDrawn("mark", { level: "caution" });
        await page.settled();
        counter.reset();
        await page.click("#bare");
        await page.waitForDrawn("card", { level: "caution" });
        assert.deepEqual(await page.drawn("dialog"), []);
        assert.deepEqual(counter.fromPages(), []);
        const tab = await browser.tabFrom(() => page.drawnClick("card", 0, { name: "Open it anyway" }));
        await until(() => counter.to("203.0.113.9").length === 1, "the page that was opened");
        await tab.close();
        await page.close();
      },
    );

    test("a genuine Amazon link in another sender's mail is not called safe", { timeout }, async () => {
      const { page } = await openMail("genuine-second-review");
      await page.waitForDrawn("chip");
      await page.evaluate(() => document.querySelector(".from .value").append(" via bulk-mailer.example"));
      await until(async () => /can be forged/.test(await page.drawnText("chip")), "the chip to say so");
      assert.equal((await desk.verdictOn(page, mail("genuine-second-review").from)).level, "info");
      assert.deepEqual(await page.drawn("banner"), []);
      await page.close();
    });

    test("a mark explains itself on hover and on keyboard focus", { timeout }, async () => {
      const { page } = await openMail("fake-verification");
      await page.drawnHover("mark", 0);
      await page.waitForDrawn("card");
      await until(async () => /bridgewater-dental\.example/.test(await page.drawnText("card")), "the card's text");
      await page.moveAway();
      await until(async () => (await page.drawn("card")).length === 0, "the card to go");
      await page.focus(BUTTON);
      await page.press("Tab");
      await page.waitForDrawn("card");
      await page.close();
    });

    test("a move from a fake to a genuine mail leaves no drawing behind", { timeout }, async () => {
      const { page } = await openMail("fake-verification");
      await page.click('.list a[data-id="genuine-second-review"]');
      await page.waitForDrawn("chip", { level: "ok" });
      await until(async () => (await page.drawn()).length === 1, "only the chip to be left");
      await page.close();
    });

    test("the first banner asks where the user opens Seller Central, and no later one does", { timeout }, async () => {
      // Earlier tests saw warnings.
      await desk.page.evaluate(() => (globalThis.browser ?? chrome).storage.local.remove("homeAsked"));
      const { page } = await openMail("fake-verification");
      const asks = () => page.drawnEvaluate("banner", 0, (root) => root.querySelector("select") !== null);
      assert.equal(await asks(), true);
      const other = (await openMail("fake-verification")).page;
      assert.equal(await other.drawnEvaluate("banner", 0, (root) => root.querySelector("select") !== null), false);
      await other.close();
      await page.drawnEvaluate("banner", 0, (root) => {
        const select = root.querySelector("select");
        select.value = "elsewhere";
        select.dispatchEvent(new Event("change"));
      });
      await page.drawnClick("banner", 0, { name: words.home_save });
      await until(async () => !(await asks()), "the question to go");
      const names = async () => (await page.drawnControls("banner")).map(({ name }) => name);
      await until(async () => (await names()).includes(words.path_copy), "the button that copies the path");
      assert.ok(!(await names()).includes(words.path_open));
      await desk.ask({ kind: "set-home", home: { region: "DE" } });
      await until(async () => (await names()).includes(words.path_open), "the opening button");
      counter.reset();
      const tab = await browser.tabFrom(() => page.drawnClick("banner", 0, { name: words.path_open }));
      await until(() => counter.to("sellercentral.amazon.de").length > 0, "Seller Central");
      assert.equal(counter.to("sellercentral.amazon.de")[0].url, "/performance/notifications");
      await tab.close();
      await page.close();
    });

    test("the banner and the dialog open the prepared report, with the facts of the mail", { timeout }, async () => {
      const { page } = await openMail("fake-verification");
      const fields = async (act) => {
        const tab = await browser.tabFrom(act);
        const value = (id) => tab.evaluate((id) => document.querySelector(id)?.value ?? "", id);
        await until(async () => (await value("#subject")) !== "", "the filled report");
        const found = await Promise.all(["#url", "#sender", "#subject"].map(value));
        await tab.close();
        return found;
      };
      const mailed = mail("fake-verification");
      const reported = await fields(() => page.drawnClick("banner", 0, { name: words.step_report }));
      assert.ok(reported[1].includes(mailed.from.address));
      assert.equal(reported[2], mailed.subject);
      await page.click(`a[href="${reported[0]}"]`);
      await page.waitForDrawn("dialog");
      assert.deepEqual(await fields(() => page.drawnClick("dialog", 0, { name: words.step_report })), reported);
      await page.close();
    });

    test("every text appears in the chosen language", { timeout }, async () => {
      const { page } = await openMail("fake-button-zh", { lang: "zh" });
      await desk.ask({ kind: "set-language", language: "zh_CN" });
      await until(async () => /这封邮件自称亚马逊/.test(await page.drawnText("banner")), "the banner in Chinese");
      await page.click('a[href*="qinghe-logistics.example"]');
      await page.waitForDrawn("dialog");
      assert.ok((await page.drawnText("dialog")).includes(messages("zh_CN").step_back));
      await desk.ask({ kind: "set-language", language: "en" });
      await page.close();
    });

    test("a new drawing takes the place of the old one, and the mail does not move", { timeout }, async () => {
      const { page } = await openMail("fake-verification");
      await page.waitForDrawn("mark");
      await page.settled();
      await page.evaluate((selector) => {
        const old = document.querySelector("[data-touchstone=banner]");
        const link = document.querySelector(selector);
        window.places = new Set();
        window.isNew = () => !old.isConnected && document.querySelector("[data-touchstone=banner]") !== null;
        const look = () => {
          window.places.add(link.getBoundingClientRect().top);
          requestAnimationFrame(look);
        };
        look();
      }, BUTTON);
      await mute(browser, "host", "lumen-lamps.example");
      await until(() => page.evaluate(() => window.isNew()), "the new banner");
      await page.settled();
      assert.equal((await page.evaluate(() => [...window.places])).length, 1);
      await desk.ask({ kind: "forget", what: "host", value: "lumen-lamps.example" });
      await page.close();
    });

    test("the popup judges a pasted link, an address and a whole mail", { timeout }, async () => {
      assert.match(await desk.paste("https://sellercentral.amazon.de/performance/dashboard"), word("ok"));
      assert.match(await desk.paste("https://sellercentral-amazon-com.verify-desk.example/ap/signin"), word("danger"));
      assert.match(
        await desk.paste("Amazon Seller Support <help@northfield-garden.example>"),
        /northfield-garden\.example/,
      );
      assert.match(await desk.paste("hello"), /found no link or address/);
      assert.match(
        await desk.paste("Verify your Amazon account at https://amaz0n-verify.example/x now"),
        word("danger", "[^]*amaz0n-verify\\.example"),
      );
      // The text says more than its link alone.
      assert.match(
        await desk.paste(
          "Verify your Amazon account at https://northfield-garden.example/x now.\nAmazon Seller Support",
        ),
        new RegExp(`sends you to northfield-garden\\.example[^]*${pageTexts("en", "common").answer_piece}`),
      );
      const answer = await desk.paste(eml(mail("fake-verification")).toString("latin1"));
      assert.match(answer, word("danger"));
      assert.match(answer, /bridgewater-dental\.example/);
      assert.match(await desk.paste(eml(mail("genuine-second-review")).toString("latin1")), /matches an Amazon domain/);
    });

    test("the popup shows the verdict on the message open in the current tab", { timeout }, async () => {
      const { page } = await openMail("fake-verification");
      await desk.standBefore(await page.url());
      const shown = () => desk.page.evaluate(() => document.querySelector("#page").innerText);
      await until(async () => word("danger").test(await shown()), "the verdict in the popup");
      await page.close();
    });

    test(
      "a site that is not watched is watched once the user says so, and still after a restart",
      { timeout },
      async () => {
        const url = "https://mail.ourshop.example/read";
        counter.serve("mail.ourshop.example", () => ({ html: WEBMAIL }));
        const pattern = "https://mail.ourshop.example/*";
        const page = await browser.page(url);
        await page.waitFor(".mail-body a");
        assert.deepEqual(await page.drawn(), []);
        await browser.grant(pattern);
        const popup = await browser.extensionPage("popup/popup.html");
        // Elements move while the popup is drawn, so a click could miss.
        await popup.waitFor("body.ready");
        await popup.evaluate((pattern) => {
          const { permissions } = globalThis.browser ?? chrome;
          const button = document.createElement("button");
          button.id = "watch";
          button.textContent = "Watch";
          button.style.cssText = "position: fixed; inset: 0 auto auto 0; z-index: 1";
          // A popup gets no answer, because the browser's question takes the focus from it, which closes it.
          button.onclick = () => void permissions.request({ origins: [pattern] });
          document.body.append(button);
        }, pattern);
        await popup.click("#watch");
        await page.waitForDrawn("banner", { level: "danger" });
        // The registration of the site loads our script into every later page, and the browser keeps the registration.
        await browser.stopBackground();
        await page.goto(`${url}?again`);
        await page.waitForDrawn("banner", { level: "danger" });
        const kept = await popup.evaluate(async () => {
          const scripts = await (globalThis.browser ?? chrome).scripting.getRegisteredContentScripts();
          return scripts.map(({ matches, persistAcrossSessions }) => [matches, persistAcrossSessions]);
        });
        assert.deepEqual(kept, [[[pattern], true]]);
        await page.close();
        await popup.close();
      },
    );

    test(
      "the extension leaves a site at once that the user removes in the settings, also in open tabs",
      { timeout },
      async () => {
        const host = "mail.leaving.example";
        // This host differs from the earlier one, because the addresses of a warned message on another site stay refused.
        const bad = "southfield-garden.example";
        const html = WEBMAIL.replace("<a ", '<a target="_blank" ').replaceAll("northfield-garden.example", bad);
        counter.serve(host, (path) => ({ html: path === "/sealed" ? sealed(html) : html }));
        const pattern = `https://${host}/*`;
        await allow(browser, [pattern]);
        const pages = [];
        for (const path of ["plain", "sealed"]) {
          const page = await browser.page(`https://${host}/${path}`);
          await page.waitForDrawn("banner", { level: "danger" });
          await page.waitForDrawn("mark");
          pages.push(page);
        }
        const before = (await desk.noted()).length;
        // Without the permission the browser no longer tells the tab's address.
        const tabId = await desk.tabId(`https://${host}/plain`);
        const settings = await browser.extensionPage("options/options.html");
        await settings.waitFor("body.ready");
        await settings.click(`#sites button[aria-label*="${host}"]`);
        for (const page of pages) {
          await page.front();
          await until(async () => (await page.drawn()).length === 0, "everything drawn to be gone");
          const frame = (await page.url()).endsWith("sealed") ? await page.frame(".mail-body") : undefined;
          counter.reset();
          const tab = await browser.tabFrom(() => page.click("a", { frame }));
          await until(() => counter.to(bad).length === 1, "the request of a link that is not held");
          await tab.close();
          // This message differs from the one that was noted.
          await page.front();
          await page.evaluate(() => document.querySelector("h2").append(" today"));
          await page.settled();
          assert.deepEqual(await page.drawn(), []);
        }
        assert.equal((await desk.noted()).length, before);
        const title = await desk.page.evaluate(
          (tabId) => (globalThis.browser ?? chrome).action.getTitle({ tabId }),
          tabId,
        );
        assert.match(title, /not active/);
        for (const page of [...pages, settings]) await page.close();
      },
    );

    test("the extension makes no network request, and its policy would refuse one", { timeout }, async () => {
      counter.reset();
      const refused = await desk.page.evaluate(async () => {
        const outcomes = [];
        for (const url of ["https://collector.example/", "http://127.0.0.1:9/"]) {
          outcomes.push(
            await fetch(url, { mode: "no-cors" }).then(
              () => "sent",
              () => "refused",
            ),
          );
        }
        const image = new Image();
        outcomes.push(
          await new Promise((done) => {
            image.onload = () => done("sent");
            image.onerror = () => done("refused");
            image.src = "https://collector.example/i.gif";
          }),
        );
        return outcomes;
      });
      assert.deepEqual(refused, ["refused", "refused", "refused"]);
      assert.deepEqual(counter.fromPages(), []);
    });
  });
}

/** An unknown webmail. */
const WEBMAIL = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Mail</title></head><body>
<div class="mail"><h2>Verify your account</h2><div>From: Amazon Seller Support &lt;help@northfield-garden.example&gt;</div>
<div class="mail-body"><p>Dear seller, your Amazon seller account is on hold.</p>
<p><a href="https://northfield-garden.example/verify">Verify your account</a></p><p>Amazon Seller Support</p></div></div></body></html>`;

/** The same page with the body in a frame that no script outside can read. */
function sealed(html) {
  return html.replace(/<div class="mail-body">(.*?)<\/div>/s, (_, body) => {
    const page = body.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
    return `<iframe class="mail-body" sandbox="allow-popups" width="600" height="300" srcdoc="${page}"></iframe>`;
  });
}
