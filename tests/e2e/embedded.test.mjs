// Embedded contents belong to the message: frames in frames, objects, embeds, with the page's origin or an opaque one. Their links are
// judged with the message and held like any other. Contents that no script can read are reported as unread.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { kinds, missing } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { timeout, until } from "./drivers/until.mjs";
import { allow, openTouchstone } from "./touchstone.mjs";

const HOST = "mail.ourshop.example";
const SENDER = "help@northfield-garden.example";

const escape = (text) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
const SIZE = 'style="width: 600px; height: 240px; border: 0"';
const SEALED = "allow-popups allow-popups-to-escape-sandbox";

/** A page with nothing but a link that fills it. */
const linkPage = (host) =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body style="margin:0"><a id="go" target="_blank" href="https://${host}/verify" style="display:block;height:220px">Verify your account</a></body></html>`;
const frame = (html, attributes = "") => `<iframe ${SIZE} ${attributes} srcdoc="${escape(html)}"></iframe>`;
const framed = (html, attributes) =>
  `<!DOCTYPE html><body style="margin:0"><p>See below.</p>${frame(html, attributes)}</body>`;

/** Ways to embed a page in a body: the HTML, and the frames on the way to the link. Each leads to a host of its own. */
const WAYS = {
  "a frame in the body": { html: (host) => frame(linkPage(host)), frames: ["iframe"] },
  "a frame in a frame": { html: (host) => frame(framed(linkPage(host))), frames: ["iframe", "iframe"] },
  "an object": {
    html: (host) => `<object ${SIZE} type="text/html" data="/part/${host}"></object>`,
    frames: ["object"],
  },
  "an embedded content": { html: (host) => `<embed ${SIZE} type="text/html" src="/part/${host}">`, frames: ["embed"] },
  "an object in a frame": {
    html: (host) =>
      frame(`<body style="margin:0"><object ${SIZE} type="text/html" data="https://${HOST}/part/${host}"></object>`),
    frames: ["iframe", "object"],
  },
  "a sealed frame in the body": { html: (host) => frame(linkPage(host), `sandbox="${SEALED}"`), frames: ["iframe"] },
  "a sealed frame in a frame": {
    html: (host) => frame(framed(linkPage(host), `sandbox="${SEALED}"`)),
    frames: ["iframe", "iframe"],
  },
  "a sealed frame in a sealed frame": {
    html: (host) => frame(framed(linkPage(host), `sandbox="${SEALED}"`), `sandbox="${SEALED}"`),
    frames: ["iframe", "iframe"],
  },
  "a frame in a sealed frame": {
    html: (host) => frame(framed(linkPage(host)), `sandbox="${SEALED}"`),
    frames: ["iframe", "iframe"],
  },
};

const webmail = (
  body,
  from = `Amazon Seller Support <${SENDER}>`,
) => `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Mail</title></head><body>
<div class="mail"><h2>Your account</h2><div>From: ${escape(from)}</div><div>To: seller@ourshop.example</div>
<div class="mail-body">${body}</div></div></body></html>`;

for (const kind of kinds) {
  describe(`embedded contents in ${kind}`, { skip: missing(kind) ?? false, concurrency: false }, () => {
    let browser, counter, desk;
    let body = "";
    let from;

    before(
      async () => {
        counter = await startCounter();
        counter.serve(HOST, (path) => ({
          html: path.startsWith("/part/") ? linkPage(path.slice("/part/".length)) : webmail(body, from),
        }));
        ({ browser, desk } = await openTouchstone(kind, { counter }));
        await allow(browser, [`https://${HOST}/*`]);
        await desk.ask({ kind: "watch", origin: `https://${HOST}` });
      },
      { timeout },
    );

    after(
      async () => {
        await browser?.close();
        await counter?.close();
      },
      { timeout },
    );

    let count = 0;
    async function open(html, sender) {
      [body, from] = [html, sender];
      return browser.page(`https://${HOST}/read/${++count}`);
    }

    async function verdictWhere(page, holds, what) {
      const url = await page.url();
      let last;
      return until(async () => {
        last = (await desk.stateOf(url)).verdicts ?? [];
        return last.find(holds);
      }, what).catch((error) => {
        throw new Error(`${error.message}; there is ${JSON.stringify(last)}`, { cause: error });
      });
    }

    for (const [way, { html, frames }] of Object.entries(WAYS)) {
      for (const text of ["", "<p>Dear seller, your Amazon seller account is on hold.</p>"]) {
        test(
          `the link in ${way} belongs to the message${text ? ", beside a text" : ""}, and is held`,
          { timeout },
          async () => {
            const host = `embedded-${++count}.example`;
            const page = await open(text + html(host));
            const verdict = await verdictWhere(
              page,
              // While the frame loads, a verdict may rest on a part of it.
              ({ level, links }) => level === "danger" && links.some(({ href }) => href.includes(host)),
              `a verdict of danger with ${host}`,
            );
            assert.equal(verdict.sender.address, SENDER);
            assert.ok(!verdict.findings.some(({ code }) => code === "not-all-judged"));
            let around;
            for (const selector of frames.slice(0, -1)) around = await page.frame(selector, { frame: around });
            counter.reset();
            // The link fills its frame, so a click on the frame's element hits it. Not every driver reaches into an object's frame.
            await page.click(frames.at(-1), { frame: around });
            await page.waitForDrawn("dialog", { level: "danger" });
            assert.deepEqual(counter.to(host), []);
            await page.close();
          },
        );
      }
    }

    test("a frame of another site that no script can read is reported as unread", { timeout }, async () => {
      const page = await open(
        `<p>Dear seller, your Amazon seller account is on hold.</p><iframe ${SIZE} src="https://stranger.example/page"></iframe>`,
      );
      await verdictWhere(
        page,
        ({ findings }) => findings.some(({ code }) => code === "not-all-judged"),
        "a mail that was not read whole",
      );
      await page.close();
    });

    test("a mail that holds only such a frame also gets a verdict", { timeout }, async () => {
      const page = await open(`<iframe ${SIZE} src="https://stranger.example/page"></iframe>`);
      await verdictWhere(page, ({ findings }) => findings.some(({ code }) => code === "not-all-judged"), "a verdict");
      await page.close();
    });

    test("a genuine notice in a sealed frame has level ok", { timeout }, async () => {
      const html = `<p>Hello, please look at your account health.</p><a href="https://sellercentral.amazon.com/performance/dashboard">Account Health</a>`;
      const page = await open(
        frame(html, `sandbox="${SEALED}"`),
        "Amazon Seller Performance <seller-performance@amazon.com>",
      );
      await verdictWhere(page, ({ level, links }) => level === "ok" && links.length === 1, "a verdict of ok");
      await page.close();
    });
  });
}
