// Ways around the guard that an author of mails, or a webmail's own script, can take. Each is tried with a foreign address and
// with a name alone (then nothing is dangerous enough for a rule of the browser's, so the guard is all there is), in both browsers.
// At the end the table of ways with the requests they made is printed.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { BUTTON, SENDERS, lure, startBareWebmail } from "./bare-webmail.mjs";
import { kinds, missing } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { until } from "./drivers/until.mjs";
import { openTouchstone } from "./touchstone.mjs";

const timeout = 60_000;
/** What is drawn above a mail has its place by then. */
const SETTLED = 500;
/** Long enough for a request that should not be made. */
const QUIET = 700;

const pause = (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds));

const link = (url, more = "") => `<a id="go" target="_blank" href="${url}" style="${BUTTON}" ${more}>Verify now</a>`;
const PICTURE = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";

/** Runs in the page: fills the shadow tree of `#host`. */
function fillShadow({ mode, html }) {
  const template = document.createElement("template");
  template.innerHTML = html;
  document.querySelector("#host").attachShadow({ mode }).append(template.content);
}

/** What stands in a shadow tree, and how it is followed. `light` stands in the host itself. */
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

/** Runs in the page: opens what is pressed by a listener of the page's own. */
const opener = (type, target) =>
  `${target}.addEventListener("${type}", (event) => {
    if (event.type === "keydown" && event.key !== "Enter") return;
    const link = event.composedPath().find((node) => node.localName === "a");
    if (!link?.closest(".message-body")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    window.open(link.href, "_blank", "noopener");
  }, true);`;

/** Runs in the page: what a webmail's own window for a message is filled with. */
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

/** Links that start something on the reader's machine, and forms that a base address sends away. */
const OTHERS = {
  "a link that opens a document in Word": () => link("ms-word:ofe|u|https://shop.example/form.docx"),
  "a link to another browser": (url) => link(`microsoft-edge:${url}`),
  "a link to an app of a telephone": (url) => link(`intent://${new URL(url).host}/#Intent;scheme=https;end`),
  "a link to a search of the system": () => link("search-ms:query=x&crumb=location:%5C%5Cshop.example"),
  "a link to a registered program": () => link("web+shop:verify"),
  "a link to a program nobody knows": () => link("shop-helper://verify"),
  "a form whose action is a space, below a base address": (url) =>
    `<base href="${url}"><form action=" " target="_blank"><button id="go" style="${BUTTON}">Verify now</button></form>`,
  "a button whose action is a space, below a base address": (url) =>
    `<base href="${url}"><form action="https://sellercentral.amazon.com/" target="_blank"><button formaction=" " id="go" style="${BUTTON}">Verify now</button></form>`,
};

/** Formulas in a link that leads away. Only Firefox follows an element of a formula; elsewhere a click follows the link around it. */
const FORMULAS = {
  "an element that leads to Amazon":
    '<mtext id="go" href="https://sellercentral.amazon.com/home">Verify now, verify now</mtext>',
  "a link that leads to Amazon":
    '<mrow><a id="go" href="https://sellercentral.amazon.com/home"><mi>Verifynow</mi></a></mrow>',
};

/** Names of fields that hide what scripts read of their form. */
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

    /** A link that no other case has. */
    const nextUrl = () => `https://evil${++turn}.example/v?case=1`;

    /** Opens a mail that is read and drawn. */
    async function openMail(html, more) {
      const page = await browser.page(webmail.show(`m${++turn}`, { html: lure(html), ...more }));
      await page.waitForDrawn("banner");
      await pause(SETTLED);
      counter.reset();
      return page;
    }

    /** The user is asked, and nothing was asked of anybody. */
    async function assertHeld(page, way) {
      await page.waitForDrawn("dialog");
      await pause(QUIET);
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
            await pause(SETTLED);
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
          await pause(SETTLED);
          await page.evaluate(write, article({ html: lure(link(nextUrl())), sender }));
          await page.waitForDrawn("banner");
          await pause(SETTLED);
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
          await pause(SETTLED);
          const popup = await browser.tabFrom(() =>
            page.evaluate(write, article({ html: lure(link(nextUrl())), sender })),
          );
          await popup.waitForDrawn("banner");
          await pause(SETTLED);
          counter.reset();
          await popup.click("#go");
          await assertHeld(popup, `a window written ${when} (${name})`);
        });
      }

      for (const [what, html] of Object.entries(OTHERS)) {
        test(`${what} is held (${name})`, { timeout }, async () => {
          // A second link is there to be judged: a program nobody knows is no link to Rust.
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
            await pause(QUIET);
            assert.deepEqual(counter.fromPages(), []);
            await closeOthers();
          },
        );
      }

      test(`a form whose fields are called like its own methods is read and held (${name})`, { timeout }, async () => {
        const fields = HIDDEN_BY_FIELDS.map((field) => `<input type="hidden" name="${field}">`).join("");
        const page = await openMail(
          `<form action="${nextUrl()}" target="_blank">${fields}<button id="go" style="${BUTTON}">Verify now</button></form>`,
          { sender },
        );
        await page.click("#go");
        await assertHeld(page, `a form that hides its methods (${name})`);
      });

      for (const wait of [0, 300, 1200]) {
        test(
          `a click ${wait} ms after a body that is still loading appears is held (${name})`,
          { timeout },
          async () => {
            const id = `m${++turn}`;
            const page = await browser.page();
            counter.reset();
            void page
              .goto(webmail.show(id, { html: lure(link(nextUrl())), sender, body: "src", slow: 4_000 }))
              .catch(() => {});
            const frame = await page.frame(".message-frame");
            await page.waitFor("#go", { frame });
            await pause(wait);
            // The banner that is drawn meanwhile moves the link away from under the pointer, so that a click may miss it.
            await until(async () => {
              await page.click("#go", { frame });
              await pause(SETTLED);
              return (await page.drawn("dialog")).length > 0 || counter.fromPages().length > 0;
            }, "the click to be held or to pass");
            await assertHeld(page, `a body that loads, after ${wait} ms (${name})`);
          },
        );
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
          webmail.show(next, { html: lure(link(nextUrl())), slow: 4_000 });
          const page = await browser.page(first);
          await pause(SETTLED);
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
        await browser.update();
        await pause(2_000);
        await page.waitForDrawn("banner");
        await pause(SETTLED);
        counter.reset();
        await page.click("#go");
        await page.waitForDrawn("dialog");
        assert.deepEqual(counter.fromPages(), []);
        // The press is over: nothing of ours lies over the page but the question.
        assert.deepEqual(await page.drawn("shield"), []);
        ({ desk } = await reopen());
        await assertHeld(page, `a script that came late (${name})`);
      });
    }

    /** A desk again, after the extension was replaced. */
    async function reopen() {
      const { Desk } = await import("./touchstone.mjs");
      return { desk: new Desk(await browser.extensionPage("popup/popup.html")) };
    }

    test("a genuine link tells no other address that it was clicked", { timeout }, async () => {
      const ping = nextUrl();
      const page = await openMail(
        `<a id="good" target="_blank" href="https://sellercentral.amazon.com/home" ping="${ping}" attributionsrc="${ping}" style="${BUTTON}">Open</a> ${link(nextUrl())}`,
      );
      await page.click("#good");
      await pause(QUIET);
      assert.deepEqual(
        counter.fromPages().map(({ host }) => host),
        ["sellercentral.amazon.com"],
      );
      await closeOthers();
    });

    for (const when of ["with the page", "later"]) {
      test(`a mail that comes ${when} cannot lead its page on without a click`, { timeout }, async () => {
        const refresh = `<meta http-equiv="refresh" content="0; url=${nextUrl()}">`;
        const page = await openMail(`${when === "later" ? "" : refresh}${link(nextUrl())}`);
        const url = await page.url();
        await page.evaluate(
          (html) => document.querySelector(".message-body").insertAdjacentHTML("beforeend", html),
          when === "later" ? refresh : "",
        );
        await pause(1_500);
        assert.deepEqual(counter.fromPages(), []);
        assert.equal(await page.url(), url);
        await closeOthers();
      });
    }

    test(
      "a number in a mail that poses as Amazon is explained before it is called, and in another mail it is not",
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
        await pause(2 * SETTLED);
        await page.evaluate(() => document.addEventListener("click", (event) => event.preventDefault()));
        await page.click("#go");
        await pause(QUIET);
        assert.deepEqual(await page.drawn("card"), []);
        await closeOthers();
      },
    );

    test("a page hears of its own presses and of links that are not held", { timeout }, async () => {
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
    });
  });
}
