// The second line of defence in both browsers: blocking rules refuse the addresses of a dangerous message in every spelling, and never
// refuse everyday addresses. Each case has its own host, so that no rule of an earlier case helps. tests/unit/rules.test.mjs tries all
// spellings and many more everyday addresses quickly.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { kinds, missing } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { timeout, until } from "./drivers/until.mjs";
import { startInbox } from "./inbox/server.mjs";
import { openTouchstone } from "./touchstone.mjs";

const styled = "display:inline-block;width:160px;height:36px;background:#0a6;color:#fff";

/** Spellings of one address `HOST/Path/v?case=1`: a browser takes each to the same page. */
const SPELLINGS = (host) => [
  `https://${host}/Path/v?case=1`,
  `https://${host}/Path/v?case=1#`,
  `https://${host}/Path/v?case=1#!/login`,
  `https://${host}/Path/v?case=1#:~:text=a`,
  `http://${host}/Path/v?case=1`,
  `https://${host}:8443/Path/v?case=1`,
  `https://${host.toUpperCase()}/path/V?case=1`,
  `https://user:pw@${host}/Path/v?case=1`,
  `https://${host}./Path/v?case=1`,
  `https://${host}//Path//v?case=1`,
  `https://${host}/Path/v/?case=1`,
  `https://${host}/%50ath/%76?case=1`,
  `https://${host}/Path/x/../v?case=1&more=2`,
];

/** Runs in the page: replaces the open mail by another one, as its webmail would. */
function show([html, isFake]) {
  const body = document.querySelector(".message-body") ?? document.body;
  body.innerHTML = isFake
    ? `<p>Dear seller, your Amazon seller account is on hold. Sign in and verify your identity.</p>${html}<p>Amazon Seller Performance</p>`
    : `<p>Hello, here is the price list that you asked for.</p>${html}<p>Kind regards, Anna Berg</p>`;
}

const only = process.env.BROWSER_KIND;
for (const kind of kinds.filter((one) => !only || one === only)) {
  describe(`rules in ${kind}`, { skip: missing(kind) ?? false, concurrency: false }, () => {
    let browser, counter, desk, inbox, page;
    let number = 0;
    /** Returns a host that no earlier case has used. */
    const freshHost = (domain = "example") => `evil${kind.length}x${(number += 1)}.${domain}`;

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

    const inForce = () =>
      desk.page.evaluate(async () =>
        Object.keys((await (globalThis.browser ?? chrome).storage.session.get("rules")).rules ?? {}),
      );
    const closeOthers = async () => {
      for (const other of await browser.pages())
        if (other !== desk.page && other !== page) await other.close().catch(() => {});
    };

    /** Opens a dangerous mail with this HTML, and waits until it is judged and its rules are in force. */
    async function openMail(html, key) {
      await page?.close().catch(() => {});
      page = await browser.page(inbox.mail("fake-verification"));
      await page.waitForDrawn("banner");
      await page.evaluate(show, [html, true]);
      await page.settled();
      await page.waitForDrawn("banner", { level: "danger" });
      if (key) await until(async () => (await inForce()).includes(key), `a rule ${key}`);
      counter.reset();
    }

    /** Returns how many requests a host gets when a script of the page opens an address. */
    async function fromPage(url, host) {
      counter.reset();
      await page.evaluate((url) => void window.open(url, "_blank", "noopener"), url);
      await counter.caughtUp(browser);
      const asked = counter.to(host).length + counter.to(`${host}.`).length;
      await closeOthers();
      return asked;
    }

    /** The same when the user types it into another tab. */
    async function typed(url, host) {
      counter.reset();
      const tab = await browser.page();
      await tab.goto(url).catch(() => {});
      await counter.caughtUp(browser);
      await tab.close();
      return counter.to(host).length;
    }

    /** Fills the session storage completely, in pieces, because larger ones crash Chromium's own pages. */
    async function fillStorage() {
      for (let size = 200_000, at = 0; size > 20; at++) {
        const isKept = await desk.page.evaluate(
          ([at, size]) =>
            (globalThis.browser ?? chrome).storage.session.set({ [`filler ${at}`]: "x".repeat(size) }).then(
              () => true,
              () => false,
            ),
          [at, size],
        );
        if (!isKept) size = Math.floor(size / 2);
      }
    }

    const link = (url) => `<a id="go" href="${url}" style="${styled}">Verify now</a>`;

    test(
      "every spelling of an address on a host that no table knows is refused, and typing it opens it",
      { timeout },
      async () => {
        const host = freshHost();
        await openMail(link(`https://${host}/Path/v?case=1`), `host ${host}`);
        for (const url of [...SPELLINGS(host), `https://${host}/Path/v`, `https://www.${host}/`])
          assert.equal(await fromPage(url, new URL(url).hostname.replace(/\.$/, "")), 0, url);
        assert.equal(await typed(`https://${host}/Path/v?case=1`, host), 1);
      },
    );

    test(
      "on a host with pages of many authors, every spelling of one address is refused, and other pages are not",
      { timeout },
      async () => {
        const host = freshHost("pages.dev");
        await openMail(link(`https://${host}/Path/v?case=1`), `odd-spelling ${host}`);
        for (const url of SPELLINGS(host)) assert.equal(await fromPage(url, host), 0, url);
        for (const url of [`https://${host}/other`, `https://${host}/Path/v?case=2`, `https://${host}/`])
          assert.equal(await fromPage(url, host), 1, url);
        assert.equal(await typed(`https://${host}/Path/v?case=1`, host), 1);
      },
    );

    test("an address too long for an expression is refused in its spellings as well", { timeout }, async () => {
      const host = freshHost("web.app");
      const path = `/${"secure-seller-identity-".repeat(12)}/v`;
      await openMail(link(`https://${host}${path}?case=1`), `odd-spelling ${host}`);
      for (const url of [
        `https://${host}${path}?case=1#x`,
        `https://${host}.:8443${path.toUpperCase()}?case=1`,
        `https://u@${host}${path.replace("v", "%76")}?case=1`,
      ]) {
        assert.equal(await fromPage(url, host), 0, url);
      }
    });

    for (const method of ["get", "post"]) {
      test(`a form is refused although its fields change its address: ${method}`, { timeout }, async () => {
        for (const domain of ["example", "netlify.app"]) {
          const host = freshHost(domain);
          await openMail(
            `<form id="f" action="https://${host}/collect?case=1" method="${method}" target="_blank"><input name="otp" value="1"><button style="${styled}">Verify now</button></form>`,
            `odd-spelling ${host}`,
          );
          await page.evaluate(() => HTMLFormElement.prototype.submit.call(document.querySelector("#f")));
          await counter.caughtUp(browser);
          assert.deepEqual(counter.to(host), [], host);
          await closeOthers();
        }
      });
    }

    test(
      "a link that the menu opens is refused from every origin, until another menu is opened",
      { timeout },
      async () => {
        const [one, two] = [freshHost(), freshHost()];
        const url = (host) => `https://${host}/v?case=1`;
        const menu = (url) =>
          desk.page.evaluate((url) => void (globalThis.browser ?? chrome).tabs.create({ url, active: false }), url);
        const armed = async () => (await inForce()).filter((key) => key.startsWith("armed ")).join();
        const openMenu = async (host) => {
          await openMail(link(url(host)), `host ${host}`);
          const before = await armed();
          await page.click("#go", { button: "right" });
          await until(async () => (await armed()) !== "" && (await armed()) !== before, `${host} to be armed`);
        };
        await openMenu(one);
        await menu(`${url(one)}#x`);
        await counter.caughtUp(browser);
        assert.deepEqual(counter.to(one), []);
        assert.equal(await typed(url(one), one), 0, "while its menu counts as open, it is refused from every origin");
        await openMenu(two);
        assert.equal(await typed(url(one), one), 1);
      },
    );

    test("no mail makes the browser refuse everyday addresses", { timeout }, async () => {
      const everyday = [
        "https://mail.google.com/mail/u/0/",
        "https://outlook.live.com/mail/0/",
        "https://login.microsoftonline.com/common/oauth2",
        "https://www.payoneer.com/login",
        "https://erp.lingxing.com/login",
        "https://sellercentral.amazon.com/home",
        "https://signin.aws.amazon.com/",
        "https://www.dropbox.com/login",
        "https://www.elster.de/eportal/login",
        "https://www.mizuhobank.co.jp/",
      ];
      await openMail(everyday.map((url) => `<a href="${url}" style="${styled}">Verify now</a>`).join(" "));
      await counter.caughtUp(browser);
      for (const url of everyday) {
        const { host } = new URL(url);
        assert.ok((await fromPage(url, host)) >= 1, `from the page: ${url}`);
        assert.ok((await typed(url, host)) >= 1, `typed: ${url}`);
      }
    });

    test(
      "a host that an innocent message links to as well is no longer refused as a whole, the dangerous address still is",
      { timeout },
      async () => {
        const host = freshHost();
        await openMail(link(`https://${host}/v`), `host ${host}`);
        const calm = await browser.page(inbox.mail("genuine-second-review"));
        await calm.waitForDrawn("chip", { level: "ok" });
        await calm.evaluate(show, [`<a href="https://${host}/prices">Price list</a>`, false]);
        await until(async () => !(await inForce()).includes(`host ${host}`), "the rule for the host to end");
        await calm.close();
        assert.equal(await fromPage(`https://${host}/prices`, host), 1);
        assert.equal(await fromPage(`https://${host}/v#x`, host), 0);
      },
    );

    test(
      "190 links of 60 kB leave room in the session storage, and their rules are in force",
      { timeout },
      async () => {
        const host = freshHost();
        const long = "a".repeat(60_000);
        await openMail(
          Array.from({ length: 190 }, (_, at) => `<a href="https://${host}/${at}/${long}">Verify now</a> `).join(""),
          `host ${host}`,
        );
        assert.equal(await fromPage(`https://${host}/3/x`, host), 0);
        const used = await desk.page.evaluate(
          async () => JSON.stringify(await (globalThis.browser ?? chrome).storage.session.get(null)).length,
        );
        assert.ok(used < 200_000, `${used} characters in the session's storage`);
      },
    );

    test(
      "if the session storage is full, the card does not say that a link is refused, and rules in force stay",
      { timeout },
      async () => {
        const [one, two] = [freshHost(), freshHost()];
        await openMail(link(`https://${one}/v`), `host ${one}`);
        await fillStorage();
        try {
          await page.evaluate(show, [`<a id="go" href="https://${two}/v" style="${styled}">Verify now</a>`, true]);
          await page.settled();
          await page.click("#go", { button: "right" });
          await until(
            async () =>
              !/does not open this link/.test(await page.drawnText("card").catch(() => "does not open this link")),
            "the card not to claim that the link is refused",
          );
          await page.press("Escape");
          assert.equal(await fromPage(`https://${one}/v#x`, one), 0);
          await page.front();
          counter.reset();
          await page.click("#go");
          await page.waitForDrawn("dialog");
          assert.deepEqual(counter.to(two), []);
        } finally {
          await desk.page.evaluate(async () => {
            const { session } = (globalThis.browser ?? chrome).storage;
            await session.remove(Object.keys(await session.get(null)).filter((key) => key.startsWith("filler ")));
          });
        }
      },
    );
  });
}
