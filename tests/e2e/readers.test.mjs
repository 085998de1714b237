// One contract for both readers: the written mails give the same level, links and lines whether the mail reader reads their
// bytes or the page reader reads the elements that a browser makes of them. Both must be built: ./build.sh.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { start } from "../wasm/modules.mjs";
import { kinds, missing } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { require } from "./drivers/packages.mjs";
import { shownHtml, showsPlainText } from "./mails/parts.mjs";
import { openTouchstone } from "./touchstone.mjs";

const timeout = 240_000;
const root = fileURLToPath(new URL("../..", import.meta.url));
const HOST = "mail.ourshop.example";

/** Mails that the two readers read differently, and why. */
const LEVEL_DIFFERS = {
  "ordinary/aws-sns-alarm-en.eml":
    "a webmail makes the address in a plain text a link, whose text names the address it leads to",
  "attacks/raw-invitation-as-file-en.eml": "a page shows an invitation as a file, whose content nobody has opened",
  "attacks/raw-link-in-plain-part-only-de.eml": "a page does not show the plain alternative of a mail in HTML",
  "attacks/raw-lure-in-plain-part-only-en.eml": "a page does not show the plain alternative of a mail in HTML",
};

/** How a text is cut into lines: what the case is about, the HTML, the lines. */
const SPLIT = [
  ["a line break of the source is a space", "<p>one\ntwo</p>", ["one two"]],
  ["preformatted text keeps its line breaks", "<pre>one\ntwo</pre>", ["one", "two"]],
  [
    "a style that keeps line breaks",
    '<div style="white-space: pre-wrap">one\n<b>two</b>\nthree</div>',
    ["one", "two", "three"],
  ],
  [
    "a style inside it that does not",
    '<pre>one\ntwo <span style="white-space: normal">three\nfour</span></pre>',
    ["one", "two three four"],
  ],
  [
    "pre-line and break-spaces",
    '<p style="white-space:pre-line">a\nb</p><p style="white-space:break-spaces">c\nd</p>',
    ["a", "b", "c", "d"],
  ],
  ["nowrap keeps none", '<p style="white-space:nowrap">a\nb</p>', ["a b"]],
  ["an alternative text is one line", '<a href="https://a.example/"><img alt="one\ntwo"></a>', []],
  ["br and table cells", "<table><tr><td>a<br>b</td><td>c</td></tr></table>", ["a", "b", "c"]],
  ["a table inside a line", 'Ama<table style="display: inline-table"><tr><td>zon</td></tr></table>', ["Amazon"]],
  ["an inline element that is declared a block", 'a<span style="display:block">b</span>c', ["a", "b", "c"]],
  ["a block that is declared inline", '<div>Ama<div style="display:inline">zon</div></div>', ["Amazon"]],
  [
    "less usual blocks",
    "<figure>a<figcaption>b</figcaption></figure><details open><summary>c</summary>d</details><nav>e</nav>f",
    ["a", "b", "c", "d", "e", "f"],
  ],
];

const mails = ["ordinary", "attacks"].flatMap((folder) =>
  readdirSync(`${root}tests/mails/${folder}`).map((name) => ({
    name: `${folder}/${name}`,
    raw: readFileSync(`${root}tests/mails/${folder}/${name}`),
  })),
);

/** The page reader as a script that leaves `collect` in the page. */
async function pageReader() {
  const { outputFiles } = await require("esbuild").build({
    stdin: {
      contents: 'import { collect } from "./content/reader.ts"; globalThis.collect = collect;',
      resolveDir: `${root}extension`,
    },
    bundle: true,
    write: false,
    format: "iife",
    logLevel: "error",
    define: { TOUCHSTONE_TEST: "true", TOUCHSTONE_TABLES: '""' },
    loader: { ".tsv": "text" },
  });
  return outputFiles[0].text;
}

/** Runs in the page: what the page reader reads of a mail that stands in it, in a frame in which a mail cannot lead on by itself. */
async function readInPage(html) {
  const frame = document.querySelector("iframe") ?? document.createElement("iframe");
  frame.sandbox = "allow-same-origin";
  if (!frame.isConnected) document.body.append(frame);
  const body = frame.contentDocument.createElement("div");
  body.innerHTML = html;
  frame.contentDocument.body.replaceChildren(body);
  const { segments, links, leftOut } = await globalThis.collect([body]);
  return { segments, links, leftOut };
}

/** The lines that segments make. Hidden text stands for itself; which text is hidden is another test's matter. */
function linesOf(segments) {
  const lines = [];
  for (const { text, break: begins, image } of segments) {
    const [first, ...rest] = (image ? "" : text).split("\n");
    if (begins || lines.length === 0) lines.push(first);
    else lines[lines.length - 1] += first;
    lines.push(...rest);
  }
  return lines.map((line) => line.replace(/\s+/g, " ").trim()).filter(Boolean);
}

/** An address as a browser has it, so that both ways of writing it are one. */
const normal = (href, base) => (URL.canParse(href, base) ? new URL(href, base).href : href);

const linesAndLinks = ({ segments, links, base }) => ({
  lines: linesOf(segments),
  links: links.map(({ href }) => normal(href, base)),
});

/** What the mail reader adds of parts that a page does not show: the plain alternative, an invitation. */
const HAS_OTHER_TEXTS = /^content-type:\s*text\/(?:plain|calendar)/im;
const isOneHtmlText = ({ raw }) => !showsPlainText(raw) && !HAS_OTHER_TEXTS.test(raw.toString("latin1"));

for (const kind of kinds) {
  describe(`the two readers in ${kind}`, { skip: missing(kind) ?? false, concurrency: false }, () => {
    let browser, counter, page, judging, reading;

    before(
      async () => {
        [judging, reading] = [await start("touchstone"), await start("touchstone_mail")];
        counter = await startCounter();
        counter.serve(HOST, () => ({
          html: "<!DOCTYPE html><html><head><meta charset=utf-8></head><body></body></html>",
        }));
        ({ browser } = await openTouchstone(kind, { counter }));
        page = await browser.page(`https://${HOST}/`);
        // The reader is bundled with modules that look up the interface of extensions, which a page of Firefox does not have.
        await page.evaluate((source) => ((globalThis.chrome ??= {}), (0, eval)(source)), await pageReader());
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

    test("the written mails have the same level whichever reader reads them", { timeout }, async () => {
      const differ = [];
      for (const { name, raw } of mails) {
        const fromBytes = reading.readMail(raw);
        const read = await page.evaluate(readInPage, shownHtml(raw));
        const [bytes, elements] = [fromBytes, { ...fromBytes, ...read, leftOut: fromBytes.leftOut }].map((input) =>
          judging.judgeMessage(input),
        );
        if (bytes.level !== elements.level && LEVEL_DIFFERS[name] === undefined)
          differ.push(`${name}: ${bytes.level} from its bytes, ${elements.level} from a page`);
        if (bytes.level === elements.level && LEVEL_DIFFERS[name] !== undefined)
          differ.push(`${name} is listed, and does not differ`);
      }
      assert.deepEqual(differ, []);
    });

    for (const [rule, html, lines] of SPLIT) {
      test(`both readers split alike: ${rule}`, { timeout }, async () => {
        const elements = await page.evaluate(readInPage, html);
        const raw = Buffer.from(`From: a@b.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}`);
        assert.deepEqual([linesOf(elements.segments), linesOf(reading.readMail(raw).segments)], [lines, lines]);
      });
    }

    test("mails in HTML have the same lines and links whichever reader reads them", { timeout }, async () => {
      const shown = mails.filter(isOneHtmlText);
      assert.ok(shown.length > 300, `${shown.length} mails are one HTML text`);
      for (const { name, raw } of shown) {
        const elements = await page.evaluate(readInPage, shownHtml(raw));
        assert.deepEqual(linesAndLinks(elements), linesAndLinks(reading.readMail(raw)), name);
      }
    });
  });
}
