// Mail bodies that are crafted to get a click past the guard, in the demo inbox and in both browsers. The guard holds each click before
// any request.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { kinds, missing } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { timeout } from "./drivers/until.mjs";
import { startInbox } from "./inbox/server.mjs";
import { openTouchstone } from "./touchstone.mjs";

const BAD = "https://evil.example/v";

/** Bodies in which the user clicks the element `#go`. */
const BODIES = {
  "an anchor that leads nowhere inside a link, across a table": `<a target="_blank" href="${BAD}"><table><tr><td><a id="go">Verify now</a></td></tr></table></a>`,
  "an anchor that leads nowhere inside a link, in a picture": `<a target="_blank" href="${BAD}"><svg width="200" height="40"><a id="go"><text x="5" y="20">Verify now</text></a></svg></a>`,
  "a link in a picture": `<svg width="200" height="40"><a id="go" target="_blank" href="${BAD}"><text x="5" y="20">Verify now</text></a></svg>`,
  "a link in a picture whose target an animation changes": `<svg width="200" height="40"><a id="go" target="_blank" href="https://sellercentral.amazon.com/"><set attributeName="href" to="${BAD}" begin="0s" dur="indefinite"/><text x="5" y="20">Verify now</text></a></svg>`,
  "a link in a picture that is shown by reference": `<svg width="200" height="40"><use id="go" href="#symbol"/></svg><p>Amazon Seller Central</p><svg width="1" height="1"><defs><g id="symbol"><a target="_blank" href="${BAD}"><rect width="200" height="40" fill="teal"/></a></g></defs></svg>`,
  "a form whose fields hide its name": `<form action="${BAD}" method="post" target="_blank"><input name="tagName"><input name="localName"><input name="nodeType"><button id="go">Verify now</button></form>`,
  "a form whose fields hide its attributes": `<form action="${BAD}" method="post" target="_blank"><input name="getAttribute"><input name="attributes"><input name="action"><button id="go">Verify now</button></form>`,
  "a form sent by a picture": `<form action="${BAD}" target="_blank"><input id="go" type="image" alt="Verify now" style="width:80px;height:30px"></form>`,
  "a button that sends a form elsewhere": `<form action="https://sellercentral.amazon.com/" target="_blank"><button id="go" formaction="${BAD}">Verify now</button></form>`,
  "an area of a picture's map": `<img usemap="#map" width="200" height="40" alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="><map name="map"><area id="go" shape="default" target="_blank" href="${BAD}" alt="Verify now"></map>`,
};

/** Runs in the page: replaces the open mail by another one, as its webmail would. */
function show(html) {
  const body = document.querySelector(".message-body") ?? document.body;
  body.innerHTML = `<p>Dear seller, your Amazon seller account is on hold. Sign in and verify your identity.</p>${html}<p>Amazon Seller Performance</p>`;
}

for (const kind of kinds) {
  describe(`attacks in ${kind}`, { skip: missing(kind) ?? false, concurrency: false }, () => {
    let browser, counter, inbox;

    before(
      async () => {
        counter = await startCounter();
        inbox = await startInbox();
        ({ browser } = await openTouchstone(kind, { counter }));
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

    async function openFake(body = "inline") {
      const page = await browser.page(inbox.mail("fake-verification", { body }));
      await page.waitForDrawn("banner");
      counter.reset();
      return { page, frame: body === "inline" ? undefined : await page.frame(".message-frame") };
    }

    async function assertHeld(page) {
      await page.waitForDrawn("dialog");
      assert.deepEqual(counter.fromPages(), []);
      await page.close();
    }

    for (const [name, html] of Object.entries(BODIES)) {
      test(`${name} is held`, { timeout }, async () => {
        const { page } = await openFake();
        await page.evaluate(show, html);
        await page.settled();
        // A map's area has no box of its own, so the click goes to its picture.
        await page.click(html.includes("usemap") ? "img[usemap]" : "#go");
        await assertHeld(page);
      });
    }

    // Where a sandbox forbids forms, the browser itself sends none.
    for (const body of ["src", "write", "blob"]) {
      test(`a form in a body embedded as ${body} is held`, { timeout }, async () => {
        const { page, frame } = await openFake(body);
        await frame.evaluate(show, BODIES["a form whose fields hide its name"]);
        await page.settled();
        await page.click("#go", { frame });
        await assertHeld(page);
      });
    }

    test("a link inside a closed shadow tree is held", { timeout }, async () => {
      const { page } = await openFake();
      await page.evaluate(show, `<div id="go" style="width:200px;height:40px"></div>`);
      await page.evaluate((href) => {
        const root = document.querySelector("#go").attachShadow({ mode: "closed" });
        const link = Object.assign(document.createElement("a"), { href, target: "_blank", textContent: "Verify now" });
        link.style.cssText = "display:block;width:200px;height:40px";
        root.append(link);
      }, BAD);
      await page.settled();
      await page.click("#go");
      await assertHeld(page);
    });

    test(
      "a link inside a closed shadow tree is held when a script clicks it and no element has the focus",
      { timeout },
      async () => {
        const { page } = await openFake();
        await page.evaluate(show, `<div id="go" style="width:200px;height:40px"></div>`);
        await page.evaluate((href) => {
          const root = document.querySelector("#go").attachShadow({ mode: "closed" });
          const links = ["https://sellercentral.amazon.com/", href].map((href) =>
            Object.assign(document.createElement("a"), { href, target: "_blank", textContent: "Verify now" }),
          );
          root.append(...links);
          window.follow = () => links[1].click();
        }, BAD);
        await page.settled();
        await page.evaluate(() => window.follow());
        await assertHeld(page);
      },
    );

    test("a link that is clicked at the moment it appears is held", { timeout }, async () => {
      const page = await browser.page(inbox.url);
      await page.waitFor(".list a");
      counter.reset();
      await page.evaluate((href) => {
        const pane = document.querySelector(".pane");
        pane.innerHTML = `<article><header>From: Amazon Seller Support &lt;help@northfield-garden.example&gt;</header>
          <div class="message-body">Your Amazon seller account is on hold. <a id="go" target="_blank" href="${href}">Verify now</a></div></article>`;
        document.querySelector("#go").click();
      }, BAD);
      await assertHeld(page);
    });
  });
}
