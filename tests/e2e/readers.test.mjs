// Holds both readers to one contract, docs/reading.md. The written mails and the cases below must give the same segments, links,
// roles and levels, whether the mail reader reads their bytes or the page reader reads the elements that a browser makes of them.
// Both readers must be built: ./build.sh.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";

import { start } from "../wasm/modules.mjs";
import { kinds, missing } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { require } from "./drivers/packages.mjs";
import { timeout } from "./drivers/until.mjs";
import { shownHtml, showsPlainText } from "./mails/parts.mjs";
import { openTouchstone } from "./touchstone.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const HOST = "mail.ourshop.example";

/** The mails with more than one text that get another level in a page, with the reason. */
const LEVEL_DIFFERS = {
  "attacks/amp-part-speaks-as-amazon-de.eml": "only some webmails show the AMP part; this page shows the part in HTML",
  "attacks/plain-part-names-other-link-en.eml": "a page does not show the plain alternative of a mail in HTML",
  "attacks/raw-invitation-as-file-en.eml": "a page shows an invitation as a file and not its content",
  "attacks/raw-link-in-plain-part-only-de.eml": "a page does not show the plain alternative of a mail in HTML",
  "attacks/raw-lure-in-plain-part-only-en.eml": "a page does not show the plain alternative of a mail in HTML",
};

/** Cases of how a text is split into lines: the rule, the HTML, the lines. */
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

/** Cases that both readers read alike: the rule of docs/reading.md, and the HTML. */
const ALIKE = [
  ["a link keeps its text", '<p>a<a href="https://a.example/?x=1&amp;y=2">b</a>c</p>'],
  ["a link ends where the next begins", '<a href="https://a.example/">a<a href="https://b.example/">b</a>c</a>'],
  ["an empty link has no text", '<a href="https://a.example/"></a>b'],
  ["a place in the mail is no link", '<a href="#top">a</a><a href="">b</a><a name="c">c</a>'],
  ["a base makes a place in the mail a link", '<base href="https://b.example/"><a href="#top">a</a>'],
  ["other schemes are links", '<a href="javascript:x()">a</a><a href="tel:+1">b</a><a href="mailto:a@b.example">c</a>'],
  [
    "an area is a button",
    '<map name="m"><area href="https://a.example/" alt="a"><area alt="b"></map><img usemap="#m" alt="c">',
  ],
  ["a refresh is a button", '<p>a</p><meta http-equiv="refresh" content="0;url=https://a.example/">b'],
  [
    "a picture's server is read as a browser reads the address",
    ["https:\\\\", "//", "https://user@", " ht&#9;tps://", "HTTPS://"]
      .map((start) => `<img alt="a" src="${start}M.media-Amaz&#10;on.com:443/a.png">`)
      .join(""),
  ],
  [
    "a picture without a server names none",
    ["cid:a", "a.png", "/a.png", "https://", "x://a.example/", "data:image/gif,//a.example/#//b.example/"]
      .map((source) => `<img alt="a" src="${source}">`)
      .join(""),
  ],
  ["a drawing is followed like an image", '<a href="https://a.example/"><svg><path/></svg></a>'],
  [
    "a link in a drawing",
    '<svg><a xlink:href="https://a.example/"><text>a</text></a><a href="https://b.example/"><rect/></a></svg>',
  ],
  [
    "a form with fields",
    '<form action="https://a.example/">a <input value="b"><input type="hidden" value="c"><input type="password" value="d"></form>',
  ],
  [
    "a button that sends a form elsewhere",
    '<form action="https://a.example/"><button formaction="https://b.example/">a</button><button>b</button></form>',
  ],
  [
    "an input that sends a form elsewhere",
    '<form action="https://a.example/"><input type="submit" formaction="https://b.example/" value="a"><input type="image" formaction="https://c.example/" alt="b"></form>',
  ],
  ["a form without an action", '<form action="">a</form><form>b</form>'],
  ["fields outside of a form", '<input value="a"><input type="reset" value="b"><input type="button" value="c">'],
  ["text areas and options", "<textarea>a <b>b</b></textarea><select><option>c</option><option>d</option></select>"],
  ["an image without a text", '<img src="a.png">b<a href="https://a.example/"><img src="b.png"></a>'],
  ["a tracking pixel is no image", 'a<img width="1" height="1" alt="b"><img width="0" alt="c">d'],
  ["a hidden image is none", 'a<img style="display:none" alt="b">c'],
  ["a filled link is a button", '<a href="https://a.example/" style="background:#ff9900;padding:9px">a</a>'],
  [
    "a framed link is a button",
    '<a href="https://a.example/" style="border:1px solid;padding:9px;display:inline-block">a</a>',
  ],
  ["a link with that role is a button", '<a href="https://a.example/" role="button">a</a>'],
  ["a coloured link is no button", '<a href="https://a.example/" style="color:#0066cc">a</a>'],
  [
    "a transparent background fills nothing",
    '<a href="https://a.example/" style="background:transparent;padding:9px">a</a>',
  ],
  [
    "declarations that hide",
    '<p hidden>a</p><p style="display:none">b</p><p style="visibility:hidden">c</p><p style="opacity:0">d</p>e',
  ],
  [
    "a box without room that clips",
    '<div style="max-height:0;overflow:hidden">a</div><div style="height:1px;overflow:hidden">b</div>c',
  ],
  ["letters too small to see", '<div style="font-size:1px">a<img alt="b"></div><div style="font-size:0">c</div>d'],
  ["larger letters inside small ones", '<div style="font-size:0">a<span style="font-size:14px">b</span></div>c'],
  ["a hidden link", '<a href="https://a.example/" style="display:none">a</a>b'],
  [
    "a text that is moved away",
    '<div style="position:absolute;left:-9999px">a</div><p style="text-indent:-9999px">b</p><p style="margin-left:-2000px">c</p><p style="transform:translateX(-3000px)">d</p><p style="text-indent:2em">e</p>',
  ],
  [
    "a text that is clipped",
    '<p style="clip-path:inset(100%)">a</p><p style="clip-path:circle(0)">b</p><p style="clip-path:polygon(0 0,0 0,0 0)">c</p><p style="position:absolute;clip:rect(0,0,0,0)">d</p><p style="clip-path:inset(5px)">e</p><p style="clip-path:inset(0 0 0 100%)">f</p>',
  ],
  [
    "a text that is scaled or turned away",
    '<p style="transform:scale(0)">a</p><p style="transform:scaleX(0)">b</p><p style="scale:0">c</p><p style="transform:rotateX(90deg)">d</p><p style="transform:scale(1.5)">e</p><p style="letter-spacing:-2em">f</p>',
  ],
  [
    "a text with hardly any opacity",
    '<p style="opacity:.02">a</p><p style="filter:opacity(0)">b</p><p style="opacity:.9">c</p>',
  ],
  [
    "letters of two pixels",
    '<p style="font-size:2px">a</p><p style="font:3px Arial">b</p><p style="font-size:1pt">c</p><p style="font-size:9px">d</p>',
  ],
  [
    "letters in the colour of their background",
    '<p style="color:#fff">a</p><p style="color:white">b</p><font color="#fefefe">c</font><div style="background:#222"><p style="color:#232323">d</p><p style="color:#fff">e</p></div><table><tr><td bgcolor="#000000"><span style="color:#000">f</span><span style="color:#fff">g</span></td></tr></table>',
  ],
  [
    "letters without a colour",
    '<p style="color:transparent">a</p><p style="color:rgba(0,0,0,0.01)">b</p><p style="-webkit-text-fill-color:transparent">c</p>',
  ],
  [
    "light letters on a picture are not hidden",
    '<div style="background:url(https://a.example/b.png)"><p style="color:#fff">a</p></div><table><tr><td background="https://c.example/d.png" style="color:#fff">e</td></tr></table><div style="background:linear-gradient(#fff,#fefefe);color:#fff">f</div><div style="background:linear-gradient(#000,#555);color:#fff">g</div>',
  ],
  ["a link in a white text has its own colour", '<p style="color:#fff">a <a href="https://a.example/">b</a></p>'],
  [
    "colours by the classes of a style sheet",
    "<style>.w{color:#fff}.d{background:#111}</style><p class=w>a</p><div class=d><p class=w>b</p><p>c</p></div>",
  ],
  ["letters that a style sheet makes small", '<style>.x{font-size:0}</style><i class="x">a</i>b'],
  [
    "overrides of the direction",
    '<p>Your <span style="unicode-bidi:bidi-override;direction:rtl">nozamA</span></p><bdo dir="rtl">no<b>za</b>mA</bdo><p dir="rtl">a</p>',
  ],
  [
    "texts of a style sheet",
    '<style>.x::before{content:"Ama"}.y:after{content:"zon"}.z::before{content:""}</style><p><i class="x"></i><i class="y"></i><i class="z">c</i></p>',
  ],
  [
    "an attribute as the text of a style sheet",
    '<style>.x::before{content:attr(title)}</style><p><i class="x" title="Amazon"></i>b</p>',
  ],
  [
    "the text of a drawing",
    '<svg width="200" height="40"><text x="0" y="30">Ama<tspan>zon</tspan></text></svg><p>a</p>',
  ],
  [
    "boxes side by side",
    '<div style="display:flex"><span>a</span><b>b</b></div><span style="float:right">c</span><span style="float:left">d</span><p>e<i style="position:absolute">f</i></p><div style="display:inline-flex"><i>g</i><i>h</i></div>',
  ],
  ["an image that is a block", '<p>a<img src="https://a.example/b.png" style="display:block" alt="c">d</p>'],
  [
    "where a picture comes from",
    '<img src="https://a.example/b.png" alt="c"><img src="cid:d"><img src="https://proxy.example/x#https://e.example/f.png"><p background="https://g.example/h.png">i</p><div style="background-image:url(\'//j.example/k.png\')">l</div>',
  ],
  ["a class that a style sheet hides", "<style>.x{display:none}</style><i class='x'>a</i>b"],
  ["a quotation", "<blockquote>a<p>b</p></blockquote>c"],
  [
    "a quotation of Gmail's",
    '<div class="gmail_quote">a</div><div class="gmail_quote_container">b</div><div class="x-gmail_quote">c</div>',
  ],
  ["elements that are skipped", "<title>a</title><script>b</script><template>c</template><!-- d -->e"],
  ["the text between the tags of a frame is skipped", "a<iframe>b</iframe>c"],
  ["an object shows its children", '<object><a href="https://a.example/">a</a></object>'],
  ["elements that are not closed", "<p>a<div>b</div>c<ul><li>d<li>e</ul>f"],
];

/** Cases that the two readers read differently, one for each kind of docs/reading.md: kind, HTML, and the browser if it is only one. */
const KNOWN_DIFFERENCES = [
  ["style sheets: a rule with a combinator", '<style>.y .x{display:none}</style><p class="y"><i class="x">a</i>b</p>'],
  ["style sheets: a rule for some screens", '<style>@media all{.x{display:none}}</style><i class="x">a</i>b'],
  ["style sheets: the name of a class", '<a href="https://a.example/" class="btn">a</a>'],
  [
    "computed boxes: a filled cell",
    '<table><tr><td bgcolor="#ff9900"><a href="https://a.example/">a</a></td></tr></table>',
  ],
  ["computed boxes: padding alone", '<a href="https://a.example/" style="padding:9px;display:inline-block">a</a>'],
  ["element trees: crossed tags", '<a href="https://a.example/"><p>a</a>b</p>'],
  [
    "element trees: nested forms",
    '<form action="https://a.example/">a<form action="https://b.example/">b</form></form>',
  ],
  ["Office declarations", '<div style="mso-hide:all">a</div>b'],
  ["base address", '<form action=" ">a</form>'],
  ["inner documents", '<iframe srcdoc="&lt;p>a&lt;/p>"></iframe>b'],
  ["text without scripts", "<noscript><p>a</p></noscript>b", "firefox"],
  ["formulas", '<math href="https://a.example/"><mtext>a</mtext></math>', "firefox"],
];

const mails = ["ordinary", "attacks"].flatMap((folder) =>
  readdirSync(`${root}tests/mails/${folder}`).map((name) => ({
    name: `${folder}/${name}`,
    raw: readFileSync(`${root}tests/mails/${folder}/${name}`),
  })),
);

/** Bundles the page reader as a script that defines `collect` in the page. */
async function pageReader() {
  const { outputFiles } = await require("esbuild").build({
    stdin: {
      contents: 'import { collect } from "./content/body-reader.ts"; globalThis.collect = collect;',
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

/** Runs in the page: puts a mail into a frame, in which it cannot go to another page by itself, and reads it with the page reader. */
async function readInPage(html) {
  const frame = document.querySelector("iframe") ?? document.createElement("iframe");
  frame.sandbox = "allow-same-origin";
  if (!frame.isConnected) document.body.append(frame);
  const body = frame.contentDocument.createElement("div");
  body.innerHTML = html;
  frame.contentDocument.body.replaceChildren(body);
  const inner = [...body.querySelectorAll("iframe[srcdoc]")];
  await Promise.all(inner.map((one) => new Promise((loaded) => one.addEventListener("load", loaded, { once: true }))));
  const { segments, links, leftOut } = await globalThis.collect([body]);
  return { segments, links, leftOut };
}

/** The lines that segments make, hidden or not. */
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

/** An address in a browser's spelling, so that both ways to write it are equal. */
const normal = (href, base) => (URL.canParse(href, base) ? new URL(href, base).href : href);

/** Segments without the differences that mean nothing: runs of white space, and one text cut into several equal segments. */
function runsOf(segments) {
  const runs = [];
  for (const {
    text,
    break: begins = false,
    quoted = false,
    hidden = false,
    image = false,
    link = null,
    picture,
  } of segments) {
    const last = runs.at(-1);
    const isSame = last && !begins && !image && !last.image && last.link === link;
    if (isSame && last.quoted === quoted && last.hidden === hidden) last.text += text;
    else runs.push({ text, begins, quoted, hidden, image, link, picture });
  }
  return runs
    .map((run) => ({ ...run, text: run.text.replace(/[ \t\r\n]+/g, " ").trim() }))
    .filter(({ text, image, link }) => text !== "" || image || link !== null);
}

/** Everything that a reader found, for a comparison with the other reader. */
const structureOf = ({ segments, links, base = `https://${HOST}/` }) => ({
  segments: runsOf(segments),
  links: links.map(({ href, button = false, form = false }) => ({ href: normal(href, base), button, form })),
});

/** The role of each link in a verdict. */
const rolesOf = ({ links }) => links.map(({ index, role }) => `${index}: ${role}`).sort();

/** A raw mail with this HTML. */
const rawMail = (html) => Buffer.from(`From: a@b.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}`);

/** Matches the header of a part that the mail reader reads and a page does not show: a plain alternative, an invitation. */
const HAS_OTHER_TEXTS = /^content-type:\s*text\/(?:plain|calendar)/im;
const isOneHtmlText = ({ raw }) => !showsPlainText(raw) && !HAS_OTHER_TEXTS.test(raw.toString("latin1"));

for (const kind of kinds) {
  describe(`the two readers in ${kind}`, { skip: missing(kind) ?? false, concurrency: false }, () => {
    let browser, counter, page, judging, reading, mailsRead;

    /** Reads every written mail with both readers, once for all tests. */
    const readMails = () =>
      (mailsRead ??= (async () => {
        const read = [];
        for (const { name, raw } of mails)
          read.push({
            name,
            raw,
            fromBytes: reading.readMail(raw),
            fromPage: await page.evaluate(readInPage, shownHtml(raw)),
          });
        return read;
      })());

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
        await page.evaluate(
          (source) => {
            Object.assign(globalThis, { chrome: globalThis.chrome ?? {} });
            (0, eval)(source);
          },
          await pageReader(),
        );
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

    /** Reads the same HTML with the page reader and, as a raw mail, with the mail reader. */
    const readBoth = async (html) => ({
      fromPage: await page.evaluate(readInPage, html),
      fromBytes: reading.readMail(rawMail(html)),
    });

    test("the written mails have the same level in both readers", { timeout }, async () => {
      const differ = [];
      for (const { name, fromBytes, fromPage } of await readMails()) {
        const bytes = judging.judgeMessage(fromBytes).level;
        const elements = judging.judgeMessage({ ...fromBytes, ...fromPage, leftOut: fromBytes.leftOut }).level;
        if (bytes !== elements && LEVEL_DIFFERS[name] === undefined)
          differ.push(`${name}: ${bytes} from its bytes, ${elements} from a page`);
        if (bytes === elements && LEVEL_DIFFERS[name] !== undefined)
          differ.push(`${name} is listed, and does not differ`);
      }
      assert.deepEqual(differ, []);
    });

    test("mails in HTML have the same segments, links and roles in both readers", { timeout }, async () => {
      const inHtml = (await readMails()).filter(isOneHtmlText);
      assert.ok(inHtml.length > 300, `${inHtml.length} mails are one HTML text`);
      for (const { name, fromBytes, fromPage } of inHtml) {
        assert.deepEqual(structureOf(fromPage), structureOf(fromBytes), name);
        const verdicts = [{ ...fromBytes, ...fromPage, leftOut: fromBytes.leftOut }, fromBytes].map((input) =>
          judging.judgeMessage(input),
        );
        assert.deepEqual(rolesOf(verdicts[0]), rolesOf(verdicts[1]), name);
      }
    });

    test(
      "the page reader says whether a frame in the body is still loading, so that the mail waits for it",
      {
        timeout,
      },
      async () => {
        const said = await page.evaluate(async () => {
          const body = document.createElement("div");
          const inner = document.createElement("div");
          const frame = document.createElement("iframe");
          inner.append("Case Desk", frame);
          body.append(inner);
          document.body.append(body);
          const before = await globalThis.collect([body]);
          frame.contentDocument.open();
          frame.contentDocument.write("<p>Dear seller, your Amazon seller account is on hold.</p>");
          const during = await globalThis.collect([body]);
          frame.contentDocument.write('<p><a href="https://a.example/">Verify your account</a></p>');
          frame.contentDocument.close();
          if (frame.contentDocument.readyState === "loading")
            await new Promise((ready) => frame.contentDocument.addEventListener("DOMContentLoaded", ready));
          const whole = await globalThis.collect([body]);
          const alone = await globalThis.collect([frame]);
          body.remove();
          return [before, during, whole, alone].map(({ isLoading, links }) => [isLoading, links.length]);
        });
        assert.deepEqual(said, [
          [false, 0],
          [true, 0],
          [false, 1],
          [false, 1],
        ]);
      },
    );

    for (const [rule, html, lines] of SPLIT) {
      test(`both readers split alike: ${rule}`, { timeout }, async () => {
        const { fromPage, fromBytes } = await readBoth(html);
        assert.deepEqual([linesOf(fromPage.segments), linesOf(fromBytes.segments)], [lines, lines]);
      });
    }

    for (const [rule, html] of ALIKE) {
      test(`both readers read alike: ${rule}`, { timeout }, async () => {
        const { fromPage, fromBytes } = await readBoth(html);
        assert.deepEqual(structureOf(fromPage), structureOf(fromBytes));
      });
    }

    for (const [reason, html, only = kind] of KNOWN_DIFFERENCES) {
      test(`the readers differ for a known reason: ${reason}`, { timeout }, async () => {
        const { fromPage, fromBytes } = await readBoth(html);
        const differ = !isDeepStrictEqual(structureOf(fromPage), structureOf(fromBytes));
        assert.equal(differ, only === kind, "a difference that is gone leaves the list and docs/reading.md");
      });
    }
  });
}
