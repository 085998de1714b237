// A mail cannot choose its sender for the extension. Display names, subjects and bodies that look like a header, in every form in which
// pages show a sender, never get a better verdict than the mail's own From gets on the command line.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { start } from "../wasm/modules.mjs";
import { kinds, missing } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { timeout, until } from "./drivers/until.mjs";
import { startInbox } from "./inbox/server.mjs";
import { openTouchstone } from "./touchstone.mjs";

const FAKE = "seller-performance@amazon.com";
const REAL = "billing@orchard-lane.example";
const LEVELS = ["ok", "info", "caution", "danger"];

/** Display names that look like something else. */
const NAMES = [
  FAKE,
  `<${FAKE}>`,
  `Amazon <${FAKE}>`,
  `Amazon (${FAKE})`,
  `Amazon <${FAKE}> to you`,
  `Amazon <${FAKE}> an Sie`,
  `From: Amazon <${FAKE}>`,
  `发件人：亚马逊 <${FAKE}>`,
  "To: you",
  `${"Amazon ".repeat(40)}<${FAKE}>`,
  `Amazon <${FAKE}> via amazon.com`,
];

const escape = (text) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
const me = "seller@ourshop.example";

/** The ways in which pages show a sender. Each returns the HTML of a header. */
const LAYOUTS = {
  "one text": (name, address) => `<div>From: ${escape(`${name} <${address}>`)}</div><div>To: ${me}</div>`,
  "one text without a label": (name, address) => `<div>${escape(`${name} <${address}>`)}</div>`,
  "elements for name and address": (name, address) =>
    `<div><span>From:</span> <b>${escape(name)}</b> <span>&lt;${address}&gt;</span></div><div><span>To:</span> <span>${me}</span></div>`,
  "elements without a label": (name, address) => `<div><b>${escape(name)}</b> <span>&lt;${address}&gt;</span></div>`,
  "boxes in a row": (name, address) =>
    `<div style="display:flex"><b>${escape(name)}</b><span>&lt;${address}&gt;</span></div>`,
  "the address before the name": (name, address) =>
    `<div>From: <span>${address}</span> <b class="sender-name">${escape(name)}</b></div>`,
  "a title": (name, address) => `<div>From: <b title="${address}">${escape(name)}</b></div>`,
  "a title that holds both": (name, address) =>
    `<div>From: <b title="${escape(`${name} <${address}>`)}">${escape(name)}</b></div>`,
  "an aria-label": (name, address) =>
    `<div><span role="button" aria-label="${escape(`From: ${name}<${address}>`)}">${escape(name)}</span></div>`,
  "an attribute for the address": (name, address) => `<div><span email="${address}">${escape(name)}</span></div>`,
  "an attribute and a title with the name": (name, address) =>
    `<div><span data-email="${address}" title="${escape(name)}">${escape(name)}</span></div>`,
  "a mailto link": (name, address) => `<div>From: <a href="mailto:${address}">${escape(name)}</a></div>`,
  "recipients behind it": (name, address) =>
    `<div><b>${escape(name)}</b> <span>&lt;${address}&gt;</span> <span>to</span> <span>${me}</span></div>`,
  "a table": (name, address) =>
    `<table><tr><th>From</th><td>${escape(name)} &lt;${address}&gt;</td></tr><tr><th>To</th><td>${me}</td></tr></table>`,
  "a list of descriptions": (name, address) =>
    `<dl><div><dt>From:</dt><dd title="${address}">${escape(`${name} <${address}>`)}</dd></div><div><dt>To:</dt><dd>${me}</dd></div></dl>`,
};

/** A layout whose text may as well be a name, so the address in it is uncertain. */
const UNCERTAIN = "one text without a label";

/** Pages without white space, as frameworks write them, and pages whose header has other words than a sender in it. */
const DENSE = {
  "elements without white space": (name, address) =>
    `<div><span>${escape(name)}</span><span>${address}</span><span>Nov 3</span></div>`,
  "a subject with the word to": (name, address) =>
    `<div><span>Verify your identity <b>to</b> keep selling</span> <b>${escape(name)}</b> <span>&lt;${address}&gt;</span></div>`,
  "a subject that goes on after the word to": (name, address) =>
    `<div><b>Verify your identity</b> <span>to keep selling</span> <b>${escape(name)}</b> <span>&lt;${address}&gt;</span></div>`,
  "a lesser heading in the row": (name, address) =>
    `<div style="display:flex"><h3>An Ihrem Konto: to do</h3><b>${escape(name)}</b><span>&lt;${address}&gt;</span></div>`,
};

/** The ways in which pages show a name and no address, or the address only in another place. */
const NAME_ONLY = {
  "a text": (name) => `<div>${escape(name)}</div>`,
  "a text behind a label": (name) => `<div><span>From:</span> <b>${escape(name)}</b></div>`,
  "a text with a label": (name) => `<div>From: ${escape(name)}</div><div>To: ${me}</div>`,
  "a text beside a date": (name) => `<div><b>${escape(name)}</b> <span>Nov 3, 2026, 10:12</span></div>`,
  "a text behind a date": (name) => `<div><time>yesterday</time> <b>${escape(name)}</b></div>`,
  "a text behind initials": (name) => `<div><span>SP</span><b>${escape(name)}</b></div>`,
  "a text in brackets": (name) => `<div><b>&lt;${escape(name)}&gt;</b></div>`,
  "a title that repeats the text": (name) => `<div><b title="${escape(name)}">${escape(name)}</b></div>`,
  "the title of a picture": (name) => `<div><img alt="" title="${escape(name)}"><time>10:12</time></div>`,
  "the title of initials": (name) => `<div><span title="${escape(name)}">S</span></div>`,
  "the title of a text that is cut": (name) =>
    `<div><span title="${escape(name)}">${escape(name.slice(0, 9))}…</span></div>`,
  "an aria-label with a label": (name) =>
    `<div><button aria-label="From: ${escape(name)}">${escape(name)}</button></div>`,
  "an aria-label of a picture": (name) => `<div><span role="img" aria-label="${escape(name)}"></span></div>`,
  "a name with hidden details": (name, address) =>
    `<div><b>${escape(name)}</b></div><div hidden><span>From:</span> <span>${escape(name)}</span> <span>&lt;${address}&gt;</span></div>`,
  "a name and a title with the address elsewhere": (name, address) =>
    `<div><b>${escape(name)}</b></div><div><span title="${address}">Details</span></div>`,
};

/** Pieces of a page around the header in which a sender's words stand. */
const SUBJECT = `From: Amazon <${FAKE}>`;
const SUBJECTS = {
  "a heading": `<h2>${escape(SUBJECT)}</h2>`,
  "an element called subject": `<div class="msg-subject" title="${escape(SUBJECT)}">${escape(SUBJECT)}</div>`,
  "a lesser heading": `<h3>${escape(SUBJECT)}</h3>`,
  "an element without a name": `<div title="${escape(SUBJECT)}">${escape(SUBJECT)}</div>`,
};

const lure = (cell) =>
  `<p>Dear seller, your Amazon seller account is on hold.</p><p><a href="https://cell-${cell}.example/verify">Verify your account</a></p>`;

/** Bodies that bring a header of their own. */
const BODIES = {
  "a header and a body within the body": (cell) =>
    `<div class="message-body"><div class="message-head">From: ${escape(`Amazon <${FAKE}>`)}</div><div class="message-body">${lure(cell)}</div></div>`,
  "a header and a body where the page has no name for its own": (cell) =>
    `<div><div><span email="${FAKE}">Amazon</span></div><div>From: ${escape(`Amazon <${FAKE}>`)}</div><div class="message-body">${lure(cell)}</div></div>`,
  "a header before a frame": (cell) =>
    `<div class="message-body"><div>From: <a href="mailto:${FAKE}">Amazon</a></div><iframe style="width:500px;height:200px" srcdoc="${escape(lure(cell))}"></iframe></div>`,
};

/** Bodies that try to keep the page's header out of reach of the nearest one. */
const nested = (depth, html) => "<div>".repeat(depth) + html + "</div>".repeat(depth);
const ownHeader = (cell) =>
  `<div>From: ${escape(`Amazon <${FAKE}>`)}</div><div class="message-body">${lure(cell)}</div>`;
const FAR_BODIES = {
  "a header and a body many elements deep": (cell) => `<div>${nested(20, ownHeader(cell))}</div>`,
  "a header and a body behind very many elements": (cell) =>
    `<div>${"<i></i>".repeat(1_100)}<div>${ownHeader(cell)}</div></div>`,
  "two bodies, one with a header": (cell) =>
    `<div><div>${ownHeader(cell)}</div><div class="message-body">Enough words for a body that stands below the first one.</div></div>`,
};
/** Layouts in which only an attribute holds the address. Many pages have such attributes, so far from a body they do not count. */
const SILENT_FAR = ["an attribute for the address", "an attribute and a title with the name"];

for (const kind of kinds) {
  describe(`the sender of a mail in ${kind}`, { skip: missing(kind) ?? false, concurrency: false }, () => {
    let browser, counter, desk, inbox, judging, page;
    let cells = 0;

    before(
      async () => {
        judging = await start("touchstone");
        counter = await startCounter();
        inbox = await startInbox();
        ({ browser, desk } = await openTouchstone(kind, { counter }));
        page = await browser.page(inbox.url);
        await page.waitFor(".list a");
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

    /** Shows a mail and returns the verdict on it. */
    async function verdictOn(html, cell) {
      await page.evaluate((html) => {
        const article = document.createElement("article");
        article.innerHTML = html;
        document.querySelector(".pane").replaceChildren(article);
      }, html);
      const url = await page.url();
      return until(async () => {
        const { verdicts = [] } = await desk.stateOf(url);
        return verdicts.find(({ links }) => links.some(({ href }) => href.includes(`//cell-${cell}.example/`)));
      }, `a verdict on cell ${cell}`).catch(async (error) => {
        throw new Error(`${error.message}; there is ${JSON.stringify(await desk.stateOf(url))}`, { cause: error });
      });
    }

    /** The verdict on a mail with this header. */
    const verdictOf = (header, cell) =>
      verdictOn(`<header>${header}</header><div class="message-body">${lure(cell)}</div>`, cell);

    const onCommandLine = (name, address, cell) =>
      judging.judgeMessage({
        from: { name, address },
        replyTo: [],
        subject: "",
        segments: [
          {
            text: "Dear seller, your Amazon seller account is on hold.",
            break: true,
            quoted: false,
            hidden: false,
            image: false,
          },
          { text: "Verify your account", break: true, quoted: false, hidden: false, image: false, link: 0 },
        ],
        links: [{ href: `https://cell-${cell}.example/verify`, button: false, form: false }],
        attachments: [],
        recipients: [me],
        user: [],
        leftOut: 0,
        attached: [],
      });

    const notBetter = (verdict, expected, what) => {
      assert.ok(
        ["unknown", expected.sender.class].includes(verdict.sender.class),
        `${what}: ${JSON.stringify(verdict.sender)}`,
      );
      assert.ok(
        [null, expected.sender.address].includes(verdict.sender.address),
        `${what}: ${JSON.stringify(verdict.sender)}`,
      );
      // A page that shows no sender has one contradiction less.
      const least = verdict.sender.address === null ? "caution" : expected.level;
      assert.ok(
        LEVELS.indexOf(verdict.level) >= LEVELS.indexOf(least),
        `${what}: ${verdict.level}, on the command line ${expected.level}`,
      );
    };

    for (const [layout, header] of Object.entries(LAYOUTS)) {
      test(`a display name is no address, shown by ${layout}`, { timeout }, async () => {
        for (const name of NAMES) {
          const cell = ++cells;
          const verdict = await verdictOf(header(name, REAL), cell);
          notBetter(verdict, onCommandLine(name, REAL, cell), name);
        }
      });

      test(
        `a genuine sender is ${layout === UNCERTAIN ? "uncertain" : "known"}, shown by ${layout}`,
        { timeout },
        async () => {
          const { sender } = await verdictOf(header("Amazon Seller Performance", FAKE), ++cells);
          if (layout === UNCERTAIN) {
            assert.deepEqual([sender.class, sender.address], ["unknown", null]);
            assert.deepEqual(sender.reasons, [{ code: "uncertain-address" }]);
          } else assert.deepEqual([sender.class, sender.address], ["amazon", FAKE]);
        },
      );
    }

    for (const [layout, header] of Object.entries(DENSE)) {
      test(`senders are known, shown by ${layout}`, { timeout }, async () => {
        const genuine = await verdictOf(header("Amazon Seller Performance", FAKE), ++cells);
        assert.deepEqual([genuine.sender.class, genuine.sender.address], ["amazon", FAKE]);
        const stranger = await verdictOf(header("Amazon Seller Performance", REAL), ++cells);
        assert.deepEqual([stranger.sender.class, stranger.sender.address], ["impersonation", REAL]);
        assert.equal(stranger.level, "danger");
      });
    }

    for (const [layout, header] of Object.entries(NAME_ONLY)) {
      test(`a name that is an address is never Amazon's, shown by ${layout}`, { timeout }, async () => {
        const label = /label/.test(layout);
        // Behind a label, a page that shows names only looks like one that shows names and addresses.
        for (const name of [FAKE, `<${FAKE}>`, ...(label ? [] : [`Amazon <${FAKE}>`, `From: Amazon <${FAKE}>`])]) {
          const cell = ++cells;
          const verdict = await verdictOf(header(name, REAL), cell);
          notBetter(verdict, onCommandLine(name, REAL, cell), name);
        }
      });
    }

    test("a name that is an address stays uncertain while the address is shown on hover", { timeout }, async () => {
      const cell = ++cells;
      const expected = onCommandLine(FAKE, REAL, cell);
      notBetter(await verdictOf(`<div class="row"><b>${FAKE}</b></div>`, cell), expected, "before");
      const url = await page.url();
      for (const tip of [REAL, FAKE]) {
        await page.evaluate((tip) => {
          const shown = document.createElement("span");
          shown.setAttribute("role", "tooltip");
          shown.textContent = tip;
          document.querySelector(".pane .row").append(shown);
        }, tip);
        const { verdicts } = await desk.stateOf(url);
        for (const verdict of verdicts) notBetter(verdict, expected, tip);
        await page.evaluate(() => document.querySelector(".pane [role=tooltip]").remove());
      }
    });

    for (const [where, subject] of Object.entries(SUBJECTS)) {
      test(`a subject is no sender, shown by ${where}`, { timeout }, async () => {
        for (const [layout, header] of Object.entries(LAYOUTS)) {
          for (const parts of [subject + header("Case Desk", REAL), header("Case Desk", REAL) + subject]) {
            const cell = ++cells;
            const verdict = await verdictOn(
              `<header>${parts}</header><div class="message-body">${lure(cell)}</div>`,
              cell,
            );
            notBetter(verdict, onCommandLine("Case Desk", REAL, cell), layout);
          }
        }
      });
    }

    for (const [what, body] of Object.entries(FAR_BODIES)) {
      test(`a body cannot hide the page's header: ${what}`, { timeout }, async () => {
        for (const [layout, header] of Object.entries(LAYOUTS).filter(([layout]) => !SILENT_FAR.includes(layout))) {
          const cell = ++cells;
          await page.goto(inbox.url);
          await page.waitFor(".list a");
          const verdict = await verdictOn(`<header>${header("Case Desk", REAL)}</header>${body(cell)}`, cell);
          notBetter(verdict, onCommandLine("Case Desk", REAL, cell), layout);
        }
      });
    }

    test("a row of recipients never names a sender, under any label", { timeout }, async () => {
      const labels = [
        "Recipients",
        "Empfänger",
        "Destinataires",
        "Destinatario",
        "Copia",
        "Kopie",
        "Odbiorca",
        "副本",
        "密送",
        "受信者",
        "받는사람",
      ];
      for (const label of labels) {
        const cell = ++cells;
        const header = `<div><b>Amazon Seller Performance</b></div><div>${label}: ${escape(`Amazon <${FAKE}>`)}</div>`;
        const verdict = await verdictOn(
          `<header>${header}</header><div class="message-body">${lure(cell)}</div>`,
          cell,
        );
        assert.deepEqual([verdict.sender.class, verdict.level], ["unknown", "caution"], label);
      }
    });

    for (const [what, body] of Object.entries(BODIES)) {
      test(`a body names no sender: ${what}`, { timeout }, async () => {
        for (const [layout, header] of Object.entries(LAYOUTS)) {
          const cell = ++cells;
          const verdict = await verdictOn(`<header>${header("Case Desk", REAL)}</header>${body(cell)}`, cell);
          notBetter(verdict, onCommandLine("Case Desk", REAL, cell), layout);
        }
      });
    }
  });
}
