// Ways around the guard for an author of mails or a webmail's own script, in both browsers. The test tries each with a foreign address and
// with a name alone. With a name alone no blocking rule applies, so only the guard holds the click. At the end the test prints the table
// of ways with the requests that they made.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { BUTTON, SENDERS, lure, startBareWebmail } from "./bare-webmail.mjs";
import { kinds, missing } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { timeout, until } from "./drivers/until.mjs";
import { openTouchstone } from "./touchstone.mjs";

const link = (url, more = "") => `<a id="go" target="_blank" href="${url}" style="${BUTTON}" ${more}>Verify now</a>`;
const PICTURE = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";

/** Runs in the page: fills the shadow tree of `#host`. */
function fillShadow({ mode, html }) {
  const template = document.createElement("template");
  template.innerHTML = html;
  document.querySelector("#host").attachShadow({ mode }).append(template.content);
}

/** Contents of a shadow tree, and the action that follows each. `light` is the content of the host itself. */
const SHADOWS = {
  "a form, its button clicked": {
    shadow: (url) =>
      `<form action="${url}" target="_blank" style="display:block;width:200px;height:40px"><button style="width:200px;height:40px">Verify now</button></form>`,
    follow: (page) => page.click("#host"),
  },
  "a form, Enter in its only field": {
    shadow: (url) =>
      `<form action="${url}" target="_blank"><input name="code" autofocus style="width:190px;height:34px"></form>`,
    follow: async (page) => {
      await page.click("#host");
      await page.press("Enter");
    },
  },
  "a form's button that sends it elsewhere": {
    shadow: (url) =>
      `<form action="https://sellercentral.amazon.com/" target="_blank"><button formaction="${url}" style="width:200px;height:40px">Verify now</button></form>`,
    follow: (page) => page.click("#host"),
  },
  "a link around a slot, with an element in it": {
    light: `<span id="go" style="${BUTTON}">Verify now</span>`,
    shadow: (url) => `<a href="${url}" target="_blank"><slot></slot></a>`,
    follow: (page) => page.click("#go"),
  },
  "a link around a slot, with text in it": {
    light: "Verify now, verify now, verify now",
    shadow: (url) => `<a href="${url}" target="_blank" style="display:block;width:200px;height:40px"><slot></slot></a>`,
    follow: (page) => page.click("#host"),
  },
  "a drawing shown by reference": {
    shadow: (url) =>
      `<svg width="200" height="40"><use href="#shown"/></svg><svg width="1" height="1"><defs><g id="shown"><a target="_blank" href="${url}"><rect width="200" height="40" fill="teal"/></a></g></defs></svg>`,
    follow: (page) => page.click("#host"),
  },
  "an area of a picture": {
    shadow: (url) =>
      `<img usemap="#m" width="200" height="40" alt="" src="${PICTURE}"><map name="m"><area shape="default" target="_blank" href="${url}" alt="Verify now"></map>`,
    follow: (page) => page.click("#host"),
  },
  "a plain link": {
    shadow: (url) => `<a href="${url}" target="_blank" style="display:block;width:200px;height:40px">Verify now</a>`,
    follow: (page) => page.click("#host"),
  },
};

/** Runs in the page: adds a listener of the page itself that opens a pressed link. */
const opener = (type, target) =>
  `${target}.addEventListener("${type}", (event) => {
    if (event.type === "keydown" && event.key !== "Enter") return;
    const link = event.composedPath().find((node) => node.localName === "a");
    if (!link?.closest(".message-body")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    window.open(link.href, "_blank", "noopener");
  }, true);`;

/** Runs in the page: the content of a webmail's own window for a message. */
const article = ({ html, sender }) =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><article class="message"><header><h2 class="subject">Your account</h2><div class="field">${sender}</div></header><div class="message-body">${html}</div></article></body></html>`;

const WRITINGS = {
  "the page itself": (html) => {
    document.open();
    document.write(html);
    document.close();
  },
  "the page itself, twice": (html) => {
    for (let at = 0; at < 2; at++) {
      document.open();
      document.write(html);
      document.close();
    }
  },
};

const POPUPS = {
  "at once": (html) => {
    const view = window.open("", `x${Math.random()}`, "width=700,height=600");
    view.document.open();
    view.document.write(html);
    view.document.close();
  },
  later: (html) => {
    const view = window.open("", `x${Math.random()}`, "width=700,height=600");
    setTimeout(() => {
      view.document.open();
      view.document.write(html);
      view.document.close();
    }, 900);
  },
};

/** Links that start a program on the reader's machine, and forms that a base address sends to another site. */
const OTHERS = {
  "a link that opens a document in Word": () => link("ms-word:ofe|u|https://shop.example/form.docx"),
  "a link to another browser": (url) => link(`microsoft-edge:${url}`),
  "a link to an app of a telephone": (url) => link(`intent://${new URL(url).host}/#Intent;scheme=https;end`),
  "a link to a search of the system": () => link("search-ms:query=x&crumb=location:%5C%5Cshop.example"),
  "a link to a registered program": () => link("web+shop:verify"),
  "a link to an unknown program": () => link("shop-helper://verify"),
  "a form whose action is a space, below a base address": (url) =>
    `<base href="${url}"><form action=" " target="_blank"><button id="go" style="${BUTTON}">Verify now</button></form>`,
  "a button whose action is a space, below a base address": (url) =>
    `<base href="${url}"><form action="https://sellercentral.amazon.com/" target="_blank"><button formaction=" " id="go" style="${BUTTON}">Verify now</button></form>`,
};

/** Formulas in a link that leads away. Firefox follows an element of a formula. Chromium follows the link around it. */
const FORMULAS = {
  "an element that leads to Amazon":
    '<mtext id="go" href="https://sellercentral.amazon.com/home">Verify now, verify now</mtext>',
  "a link that leads to Amazon":
    '<mrow><a id="go" href="https://sellercentral.amazon.com/home"><mi>Verifynow</mi></a></mrow>',
};

/** The moments at which the test clicks a link in a body that never ends loading. */
const MOMENTS = {
  "at once": () => {},
  "when nothing moves any more": (page) => page.settled(),
  "after some turns of its page": (page) => page.settled({ turn: 600 }),
};

/** Names of fields that hide the properties and methods of their form from scripts. */
const HIDDEN_BY_FIELDS = [
  "getAttribute",
  "parentElement",
  "ownerDocument",
  "closest",
  "checkVisibility",
  "getBoundingClientRect",
  "textContent",
  "matches",
];

for (const kind of kinds) {
  describe(`guard in ${kind}`, { skip: missing(kind) ?? false, concurrency: false }, () => {
    let browser, counter, desk, webmail;
    let turn = 0;
    const table = [];

    before(
      async () => {
        counter = await startCounter();
        webmail = await startBareWebmail();
        ({ browser, desk } = await openTouchstone(kind, { counter }));
      },
      { timeout },
    );

    after(
      async () => {
        await browser?.close();
        await webmail?.close();
        await counter?.close();
        for (const [way, requests] of table) console.log(`${kind}\t${requests}\t${way}`);
      },
      { timeout },
    );

    const closeOthers = async () => {
      for (const other of await browser.pages()) if (other !== desk.page) await other.close().catch(() => {});
    };

    /** Returns an address that no other case uses. */
    const nextUrl = () => `https://evil${++turn}.example/v?case=1`;

    /** Opens a mail and waits until it is judged and drawn. */
    async function openMail(html, more) {
      const page = await browser.page(webmail.show(`m${++turn}`, { html: lure(html), ...more }));
      await page.waitForDrawn("banner");
      await page.settled();
      counter.reset();
      return page;
    }

    /** Asserts that a dialog asks the user and that no request was made. */
    async function assertHeld(page, way) {
      await page.waitForDrawn("dialog");
      await counter.caughtUp(browser);
      const requests = counter.fromPages();
      table.push([way, requests.length]);
      assert.deepEqual(
        requests.map(({ host, url }) => host + url),
        [],
      );
      await closeOthers();
    }

    for (const [name, sender] of Object.entries(SENDERS)) {
      for (const mode of ["open", "closed"]) {
        for (const [what, { light = "", shadow, follow }] of Object.entries(SHADOWS)) {
          test(`${what}, in a shadow tree that is ${mode}, is held (${name})`, { timeout }, async () => {
            const url = nextUrl();
            const page = await openMail(
              `<div id="host" style="width:220px;height:50px">${light}</div> <p>${link(`${url}&other`).replace('id="go"', "")}</p>`,
              { sender },
            );
            await page.evaluate(fillShadow, { mode, html: shadow(url) });
            await page.settled();
            await follow(page);
            await assertHeld(page, `shadow tree ${mode}, ${what} (${name})`);
          });
        }
      }

      for (const target of ["document", "window"]) {
        for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click", "keydown"]) {
          test(
            `a webmail that opens links at ${type}, listening at the ${target}, does not open it (${name})`,
            { timeout },
            async () => {
              const page = await openMail(link(nextUrl()), { sender, script: opener(type, target) });
              if (type === "keydown") {
                await page.focus("#go");
                await page.press("Enter");
              } else {
                await page.click("#go");
              }
              await assertHeld(page, `opened by the page at ${type}, ${target} (${name})`);
            },
          );
        }
      }

      for (const [what, write] of Object.entries(WRITINGS)) {
        test(`${what} written anew is guarded (${name})`, { timeout }, async () => {
          const page = await browser.page(
            webmail.show(`m${++turn}`, { html: "<p>Good morning, we wish you a very pleasant day.</p>", sender }),
          );
          await page.settled();
          await page.evaluate(write, article({ html: lure(link(nextUrl())), sender }));
          await page.waitForDrawn("banner");
          await page.settled();
          counter.reset();
          await page.click("#go");
          await assertHeld(page, `${what} written anew (${name})`);
        });
      }

      for (const [when, write] of Object.entries(POPUPS)) {
        test(`a window that the webmail writes ${when} is guarded (${name})`, { timeout }, async () => {
          const page = await browser.page(
            webmail.show(`m${++turn}`, { html: "<p>Good morning, we wish you a very pleasant day.</p>", sender }),
          );
          await page.settled();
          const popup = await browser.tabFrom(() =>
            page.evaluate(write, article({ html: lure(link(nextUrl())), sender })),
          );
          await popup.waitForDrawn("banner");
          await page.settled();
          counter.reset();
          await popup.click("#go");
          await assertHeld(popup, `a window written ${when} (${name})`);
        });
      }

      for (const [what, html] of Object.entries(OTHERS)) {
        test(`${what} is held (${name})`, { timeout }, async () => {
          // The second link gives the rules a link to judge: Rust does not take the address of an unknown program for a link.
          const page = await openMail(`${html(nextUrl())} <p>${link(nextUrl()).replace('id="go"', "")}</p>`, {
            sender,
          });
          await page.click("#go");
          await assertHeld(page, `${what} (${name})`);
        });
      }

      for (const [what, formula] of Object.entries(FORMULAS)) {
        test(
          `a formula in a link, with ${what}, does not hide where the link leads (${name})`,
          { timeout, skip: kind === "firefox" },
          async () => {
            const formulas = `<a target="_blank" href="${nextUrl()}" style="${BUTTON}"><math>${formula}</math></a> <p>${link(nextUrl()).replace('id="go"', "")}</p>`;
            const page = await openMail(formulas, { sender });
            await page.click("#go");
            await until(
              async () => (await page.drawn("dialog")).length + (await page.drawn("card")).length > 0,
              "the user to be asked",
            );
            await counter.caughtUp(browser);
            assert.deepEqual(counter.fromPages(), []);
            await closeOthers();
          },
        );
      }

      test(
        `a form whose fields have the names of its own methods is read and held (${name})`,
        { timeout },
        async () => {
          const fields = HIDDEN_BY_FIELDS.map((field) => `<input type="hidden" name="${field}">`).join("");
          const page = await openMail(
            `<form action="${nextUrl()}" target="_blank">${fields}<button id="go" style="${BUTTON}">Verify now</button></form>`,
            { sender },
          );
          await page.click("#go");
          await assertHeld(page, `a form that hides its methods (${name})`);
        },
      );

      for (const [moment, wait] of Object.entries(MOMENTS)) {
        test(`a click ${moment} in a body that is still loading is held (${name})`, { timeout }, async () => {
          const id = `m${++turn}`;
          const page = await browser.page();
          counter.reset();
          void page
            .goto(webmail.show(id, { html: lure(link(nextUrl())), sender, body: "src", slow: true }))
            .catch(() => {});
          const frame = await page.frame(".message-frame");
          await page.waitFor("#go", { frame });
          await wait(page);
          // The banner that is drawn meanwhile moves the link away from under the pointer, so that a click may miss it.
          await until(async () => {
            await page.click("#go", { frame });
            await page.settled();
            return (await page.drawn("dialog")).length > 0 || counter.fromPages().length > 0;
          }, "the click to be held or to pass");
          await assertHeld(page, `a body that loads, ${moment} (${name})`);
        });
      }

      test(
        `a frame that is sent from one mail to the next is guarded while the next one loads (${name})`,
        { timeout },
        async () => {
          const first = webmail.show(`m${++turn}`, {
            html: '<p>Good morning, this is an ordinary mail with <a href="https://shop.example/">a link</a> to our shop.</p>',
            sender: "Tom &lt;tom@shop.example&gt;",
            body: "src",
          });
          const next = `m${++turn}`;
          webmail.show(next, { html: lure(link(nextUrl())), slow: true });
          const page = await browser.page(first);
          await page.settled();
          await page.hover(".message-frame");
          counter.reset();
          await page.evaluate(
            ([sender, body]) => {
              document.querySelector(".message-head").innerHTML =
                `<h2 class="subject">Your account</h2><div class="field">${sender}</div>`;
              document.querySelector(".message-frame").contentWindow.location.href = body;
            },
            [sender, `/body/${next}`],
          );
          const frame = await page.frame(".message-frame");
          await page.waitFor("#go", { frame });
          await page.click("#go", { frame });
          await assertHeld(page, `a frame sent on (${name})`);
        },
      );

      test(`a script that comes late holds a click from listeners that are older (${name})`, { timeout }, async () => {
        const page = await openMail(link(nextUrl()), { sender, script: opener("click", "window") });
        await page.evaluate(() => (window.old = document.querySelector("[data-touchstone=banner]")));
        await browser.update();
        await until(() => page.evaluate(() => !window.old.isConnected), "the old banner to be gone");
        await page.waitForDrawn("banner");
        await page.settled();
        counter.reset();
        await page.click("#go");
        await page.waitForDrawn("dialog");
        assert.deepEqual(counter.fromPages(), []);
        // The press has ended, so only the dialog covers the page.
        assert.deepEqual(await page.drawn("shield"), []);
        ({ desk } = await reopen());
        await assertHeld(page, `a script that came late (${name})`);
      });
    }

    /** Opens the desk again after the extension was replaced. */
    async function reopen() {
      const { Desk } = await import("./touchstone.mjs");
      return { desk: new Desk(await browser.extensionPage("popup/popup.html")) };
    }

    test("a click on a genuine link is reported to no other address", { timeout }, async () => {
      const ping = nextUrl();
      const page = await openMail(
        `<a id="good" target="_blank" href="https://sellercentral.amazon.com/home" ping="${ping}" attributionsrc="${ping}" style="${BUTTON}">Open</a> ${link(nextUrl())}`,
      );
      await page.click("#good");
      await counter.caughtUp(browser);
      assert.deepEqual(
        counter.fromPages().map(({ host }) => host),
        ["sellercentral.amazon.com"],
      );
      await closeOthers();
    });

    for (const when of ["with the page", "later"]) {
      test(`a mail that comes ${when} cannot redirect its page without a click`, { timeout }, async () => {
        const refresh = `<meta http-equiv="refresh" content="0; url=${nextUrl()}">`;
        const page = await openMail(`${when === "later" ? "" : refresh}${link(nextUrl())}`);
        const url = await page.url();
        await page.evaluate(
          (html) => document.querySelector(".message-body").insertAdjacentHTML("beforeend", html),
          when === "later" ? refresh : "",
        );
        await page.settled();
        await counter.caughtUp(browser);
        assert.deepEqual(counter.fromPages(), []);
        assert.equal(await page.url(), url);
        await closeOthers();
      });
    }

    test(
      "a telephone number in a mail that poses as Amazon is explained before the call, and in another mail it is not",
      { timeout },
      async () => {
        const number = (scheme) => `<a id="go" href="${scheme}:+18005550100" style="${BUTTON}">Call support</a>`;
        for (const scheme of ["tel", "sms"]) {
          const page = await openMail(`${number(scheme)} ${link(nextUrl()).replace('id="go"', "")}`);
          await page.click("#go");
          await page.waitForDrawn("card");
          assert.match(await page.drawnText("card"), /nothing shows that this number is Amazon's/);
          await closeOthers();
        }
        const page = await browser.page(
          webmail.show(`m${++turn}`, {
            html: `<p>Good morning, please call us about your order of last week.</p>${number("tel")}`,
            sender: "Tom &lt;tom@shop.example&gt;",
          }),
        );
        await page.settled();
        await page.evaluate(() => document.addEventListener("click", (event) => event.preventDefault()));
        await page.click("#go");
        await counter.caughtUp(browser);
        assert.deepEqual(await page.drawn("card"), []);
        await closeOthers();
      },
    );

    test(
      "a page gets the events of presses on its own elements and on links that are not held",
      { timeout },
      async () => {
        const page = await openMail(
          `<a id="good" href="https://sellercentral.amazon.com/home" target="_blank" style="${BUTTON}">Open</a> ${link(nextUrl())}`,
          {
            script: `window.heard = []; for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click", "keydown", "keyup"]) document.addEventListener(type, (event) => { heard.push(type); if (type === "click") event.preventDefault(); });`,
          },
        );
        await page.click(".subject");
        await page.click("#good");
        const once = ["pointerdown", "mousedown", "pointerup", "mouseup", "click"];
        assert.deepEqual(await page.evaluate(() => window.heard), [...once, ...once]);
        await page.evaluate(() => (window.heard.length = 0));
        await page.focus("#go");
        await page.press("j");
        assert.deepEqual(await page.evaluate(() => window.heard), ["keydown", "keyup"]);
        await closeOthers();
      },
    );
  });
}
