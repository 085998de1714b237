// Every way to follow a link that a browser's driver can take, in both browsers, with the requests that it made: none before the
// deliberate way. Where the page sees no event (a script that opens a window, the browser's own menu), our blocking rules make the
// browser refuse the request. At the end the test prints the table of ways.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { messages } from "../gallery/tools.mjs";
import { kinds, missing } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { timeout, until } from "./drivers/until.mjs";
import { startInbox } from "./inbox/server.mjs";
import { openTouchstone } from "./touchstone.mjs";

/** A host without any deception: the message makes it dangerous, so a rule blocks this exact address. */
const BAD = "https://evil.example/v?case=1";
/** A host that is itself a lookalike: a rule blocks the whole host. */
const LOOKALIKE = "https://amazon-verify-account.example/v";
const GENUINE = "https://sellercentral.amazon.com/home";

const styled = "display:inline-block;width:160px;height:36px;background:#0a6;color:#fff";

/** Elements at `#go` that lead to `BAD`. An element that cannot have the focus is not tried with keys. */
const LINKS = {
  "a link": `<a id="go" href="${BAD}" style="${styled}">Verify now</a>`,
  "a link for a new tab": `<a id="go" target="_blank" href="${BAD}" style="${styled}">Verify now</a>`,
  "a link for the whole window": `<a id="go" target="_top" href="${BAD}" style="${styled}">Verify now</a>`,
  "a link for the frame around": `<a id="go" target="_parent" href="${BAD}" style="${styled}">Verify now</a>`,
  "a link for a window with a name": `<a id="go" target="mail" href="${BAD}" style="${styled}">Verify now</a>`,
  "an area of a picture": `<img usemap="#m" width="160" height="36" alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="><map name="m"><area id="go" shape="default" target="_blank" href="${BAD}" alt="Verify now"></map>`,
  "a link in a drawing": `<svg width="160" height="36"><a id="go" target="_blank" href="${BAD}"><rect width="160" height="36" fill="#0a6"/></a></svg>`,
  "a button that sends a form elsewhere": `<form action="${GENUINE}" target="_blank"><button id="go" formaction="${BAD}" style="${styled}">Verify now</button></form>`,
  "a form": `<form action="${BAD}" target="_blank"><input type="password" name="p"><button id="go" style="${styled}">Verify now</button></form>`,
  "a link that a script of the page opens": `<a id="go" href="${BAD}" onclick="window.open(this.href);return false" style="${styled}">Verify now</a>`,
  "a link behind the page's own redirect": `<a id="go" href="https://mail.qq.com/cgi-bin/mail_spam?action=check_link&url=${encodeURIComponent(BAD)}" onclick="window.open(this.href);return false" style="${styled}">Verify now</a>`,
};

/** The actions on a link. Keys reach only elements that can have the focus. */
const DEEDS = {
  "a click": (page) => page.click(target),
  "a middle click": (page) => page.click(target, { button: "middle" }),
  "a click with Ctrl": (page) => page.click(target, { modifiers: ["Control"] }),
  "a click with Shift": (page) => page.click(target, { modifiers: ["Shift"] }),
  "a click with Meta": (page) => page.click(target, { modifiers: ["Meta"] }),
  "a double click": (page) => page.click(target, { count: 2 }),
  Enter: async (page) => {
    await page.focus("#go");
    await page.press("Enter");
  },
};
const target = "#go, img[usemap]";
/** Whether a case is a form. The middle button and held keys do not apply to forms. */
const isForm = (what) => /form/.test(what);

/** Runs in the page: replaces the open mail by another one, as its webmail would. */
function show(html) {
  const body = document.querySelector(".message-body") ?? document.body;
  body.innerHTML = `<p>Dear seller, your Amazon seller account is on hold. Sign in and verify your identity.</p>${html}<p>Amazon Seller Performance</p>`;
}

const only = process.env.BROWSER_KIND;
for (const kind of kinds.filter((one) => !only || one === only)) {
  describe(`ways in ${kind}`, { skip: missing(kind) ?? false, concurrency: false }, () => {
    let browser, counter, desk, inbox, page;
    const table = [];

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
        for (const [way, requests] of table) console.log(`${kind}\t${requests}\t${way}`);
      },
      { timeout },
    );

    /** Opens a mail with this HTML, and waits until it is judged and drawn. */
    async function openMail(html) {
      page = await browser.page(inbox.mail("fake-verification"));
      await page.waitForDrawn("banner");
      await page.evaluate(show, html);
      await page.settled();
      await page.waitForDrawn("banner", { level: "danger" });
      counter.reset();
    }

    /** Asserts that no request was made, and adds a row to the table. */
    async function assertNone(way) {
      const requests = counter.fromPages();
      table.push([way, requests.length]);
      assert.deepEqual(
        requests.map(({ host, url }) => host + url),
        [],
      );
    }

    const closeOthers = async () => {
      for (const other of await browser.pages()) if (other !== desk.page) await other.close().catch(() => {});
    };

    for (const [what, html] of Object.entries(LINKS)) {
      test(`${what} is held in every way of following it`, { timeout }, async () => {
        await openMail(html);
        for (const [how, deed] of Object.entries(DEEDS)) {
          if (isForm(what) && /middle|Ctrl|Shift|Meta/.test(how)) continue;
          if (/area|drawing/.test(what) && how === "Enter") continue;
          await deed(page);
          await page.waitForDrawn("dialog");
          await assertNone(`${what}, ${how}`);
          await page.press("Escape");
          await until(async () => (await page.drawn("dialog")).length === 0, "the dialog to close");
        }
        await closeOthers();
      });
    }

    test("a dangerous link cannot be dragged away; its card says why", { timeout }, async () => {
      await openMail(LINKS["a link"]);
      await page.evaluate(() => {
        window.dragged = 0;
        document.addEventListener("dragstart", () => (window.dragged += 1));
      });
      await page.drag("#go", { by: { x: 40, y: -200 } });
      await page.waitForDrawn("card", { level: "danger" });
      assert.equal(await page.evaluate(() => window.dragged), 0);
      await assertNone("dragged");
      await closeOthers();
    });

    test("before the browser's own menu opens a dangerous link is explained", { timeout }, async () => {
      await openMail(LINKS["a link"]);
      await page.click("#go", { button: "right" });
      await page.waitForDrawn("card", { level: "danger" });
      assert.ok((await page.drawnText("card")).includes(messages("en").card_refused));
      await assertNone("right click");
      await closeOthers();
    });

    /** Ways that fire no event on a link: scripts of the page, and the actions of the browser's menu. */
    const UNSEEN = {
      "window.open by a script": (url) => page.evaluate((url) => void window.open(url), url),
      "window.open without a referrer": (url) =>
        page.evaluate((url) => void window.open(url, "_blank", "noopener,noreferrer"), url),
      "location set by a script": (url) => page.evaluate((url) => void (location.href = url), url),
      "a click on a link that is not in the page": (url) =>
        page.evaluate(
          (url) => Object.assign(document.createElement("a"), { href: url, target: "_blank" }).click(),
          url,
        ),
      "a form sent by a script": (url) =>
        page.evaluate((url) => {
          const form = Object.assign(document.createElement("form"), { action: url, method: "post", target: "_blank" });
          document.body.append(form);
          form.submit();
        }, url),
      "a new tab, as the browser's menu opens it": async (url) => {
        await openMenu();
        await desk.page.evaluate((url) => void (globalThis.browser ?? chrome).tabs.create({ url, active: false }), url);
      },
      "a new window, as the browser's menu opens it": async (url) => {
        await openMenu();
        await desk.page.evaluate((url) => void (globalThis.browser ?? chrome).windows.create({ url }), url);
      },
    };

    const stored = () =>
      desk.page.evaluate(async () =>
        Object.keys((await (globalThis.browser ?? chrome).storage.session.get("rules")).rules ?? {}),
      );
    const armed = async () => (await stored()).filter((key) => key.startsWith("armed ")).join();

    /** Opens the menu on the link. From then on its address is refused from every origin. */
    async function openMenu() {
      const before = await armed();
      await page.click("#go", { button: "right" });
      await until(async () => (await armed()) !== "" && (await armed()) !== before, "the link to be armed");
    }

    let number = 0;

    /** Waits for the browser to take the rule, which it does a moment after the banner is drawn. */
    const ruledOut = (host) =>
      until(async () => {
        const rules = await desk.page.evaluate(() =>
          (globalThis.browser ?? chrome).declarativeNetRequest.getSessionRules(),
        );
        return JSON.stringify(rules).includes(host);
      }, `a rule for ${host}`);

    for (const [how, open] of Object.entries(UNSEEN)) {
      for (const bad of [BAD, LOOKALIKE]) {
        // Each case has a host of its own, so that no rule of an earlier case helps.
        const url = bad.replace(".example", `-${(number += 1)}.example`);
        test(`${how} asks nothing of ${new URL(url).host}`, { timeout }, async () => {
          await openMail(`<a id="go" href="${url}" style="${styled}">Verify now</a>`);
          await ruledOut(new URL(url).hostname);
          await open(url);
          await counter.caughtUp(browser);
          await assertNone(`${how}, ${bad === BAD ? "danger by the message" : "danger by its host"}`);
          await closeOthers();
        });
      }
    }

    test("a page cannot open any address of a dangerous host, and a user who types one can", { timeout }, async () => {
      await openMail(`<a id="go" href="${BAD}" style="${styled}">Verify now</a> <a href="${LOOKALIKE}">Verify now</a>`);
      for (const url of ["https://evil.example/other", "https://www.amazon-verify-account.example/"]) {
        await page.evaluate((url) => void window.open(url, "_blank", "noopener"), url);
        await counter.caughtUp(browser);
        await assertNone(`window.open of ${url}`);
      }
      const tab = await browser.page();
      for (const url of ["https://evil.example/v?case=1", LOOKALIKE, GENUINE]) {
        counter.reset();
        await tab.goto(url);
        assert.equal(counter.to(new URL(url).host).length, 1, url);
      }
      await closeOthers();
    });

    test("no rule refuses a link to Amazon in a dangerous mail", { timeout }, async () => {
      const redirect = `${GENUINE}?next=1`;
      await openMail(`<a id="go" href="${BAD}" style="${styled}">Verify</a><a href="${redirect}">Help</a>`);
      const tab = await browser.page();
      await tab.goto(redirect);
      assert.equal(counter.to("sellercentral.amazon.com").length, 1);
      await closeOthers();
    });

    test("the rules outlive the background", { timeout }, async () => {
      await openMail(`<a id="go" href="${BAD}" style="${styled}">Verify now</a>`);
      await browser.stopBackground();
      await page.evaluate((url) => void window.open(url), BAD);
      await counter.caughtUp(browser);
      await assertNone("window.open by a script, background dead");
      await closeOthers();
    });

    test(
      "a message causes rules for at most two hundred addresses, and rules end by themselves",
      { timeout },
      async () => {
        const rules = () =>
          desk.page.evaluate(() => (globalThis.browser ?? chrome).declarativeNetRequest.getSessionRules());
        const many = Array.from({ length: 300 }, (_, at) => `<a href="${BAD}&n=${at}">Verify now</a> `).join("");
        const before = (await rules()).length;
        await openMail(many);
        await until(async () => (await rules()).length > before + 100, "the rules");
        await counter.caughtUp(browser);
        assert.ok((await rules()).length <= before + 200 + 10, "bounded by the message");
        // The link that the user is about to follow gets a rule all the same.
        await page.evaluate(() => document.querySelector(".message-body a:nth-of-type(290)").scrollIntoView());
        await page.click(".message-body a:nth-of-type(290)", { button: "right" });
        await page.waitForDrawn("card");
        // The card appears at once. The browser gets the rule meanwhile, long before a user can choose an entry of the menu.
        await until(armed, "the rule for it");
        counter.reset();
        await page.evaluate((url) => void window.open(url), `${BAD}&n=289`);
        await counter.caughtUp(browser);
        await assertNone("window.open by a script, of the last of three hundred links, after its menu");
        await closeOthers();
        // The stored ends of the rules pass, as after half an hour.
        await desk.page.evaluate(async () => {
          const { storage } = globalThis.browser ?? chrome;
          const { rules } = await storage.session.get("rules");
          await storage.session.set({
            rules: Object.fromEntries(Object.entries(rules).map(([key, rule]) => [key, { ...rule, until: 1 }])),
          });
        });
        await openMail(LINKS["a link"]);
        await until(async () => (await rules()).length <= 8, "the old rules to end");
        await closeOthers();
      },
    );

    test(
      "a user who opens a link by the menu learns that it was refused, and can open it once on purpose",
      { timeout },
      async () => {
        await openMail(LINKS["a link"]);
        await openMenu();
        await page.waitForDrawn("card");
        const url = await page.url();
        // No driver reaches the browser's own menu, so the test opens a tab from this one, as the menu does.
        await desk.page.evaluate(
          async ([url, bad]) => {
            const { tabs } = globalThis.browser ?? chrome;
            const [opener] = (await tabs.query({})).filter((tab) => tab.url === url);
            await tabs.create({ url: bad, openerTabId: opener.id, active: false });
          },
          [url, BAD],
        );
        await page.waitForDrawn("notice", { level: "danger" });
        assert.deepEqual(await page.drawn("card"), [], "the card of the menu gives way to the notice");
        await assertNone("the menu's new tab");
        await page.front();
        const tab = await browser.tabFrom(async () => {
          for (const name of [/^Open/, "Yes, open it"]) {
            await page.drawnClick("notice", 0, { name });
          }
        });
        await until(() => counter.to("evil.example").length > 0, "the request");
        assert.equal(counter.to("evil.example").length, 1);
        await tab.close();
        // The permission to open it holds for one request.
        counter.reset();
        await page.evaluate((url) => void window.open(url), BAD);
        await counter.caughtUp(browser);
        await assertNone("window.open by a script, after it was let through once");
        await closeOthers();
      },
    );
  });
}
