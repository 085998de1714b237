// The demo mails themselves: each is a correct mail, links to no unlisted real site, and gets its expected verdict.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { scratch } from "./drivers/processes.mjs";
import { asHtml, sanitise } from "./inbox/sanitise.mjs";
import { eml, mails } from "./mails.mjs";

const program = fileURLToPath(new URL("../../target/release/touchstone", import.meta.url));

/** Reserved domain endings (RFC 2606), which lead nowhere. `REAL` lists the few real hosts that the mails need. */
const NOWHERE = /\.(example|test|invalid)$/;
const REAL = new RegExp(
  [
    /(^|\.)amazon\.(com|de|co\.uk)$/,
    /^amazonexteu\.qualtrics\.com$/,
    /\.safelinks\.protection\.outlook\.com$/,
    /^(docs|play)\.google\.com$/,
    /^itunes\.apple\.com$/,
  ]
    .map(({ source }) => source)
    .join("|"),
);

test("no mail has a link to a real site", () => {
  for (const { id, html = "", text = "" } of mails) {
    const urls = [...`${html} ${text}`.matchAll(/https?:\/\/[^\s"'<>]+/g)].map(([url]) => new URL(url));
    const wrapped = urls
      .map((url) => url.searchParams.get("url"))
      .filter(Boolean)
      .map((url) => new URL(url));
    for (const { hostname } of [...urls, ...wrapped])
      assert.match(hostname, NOWHERE.test(hostname) ? NOWHERE : REAL, id);
  }
});

test("every mail keeps to the line lengths and the characters of RFC 5322", () => {
  for (const mail of mails) {
    const raw = eml(mail).toString("latin1");
    assert.doesNotMatch(raw, /[^\r]\n|\r[^\n]/, `${mail.id} has a bare line end`);
    assert.doesNotMatch(raw, /[\x80-\xff]/, `${mail.id} needs more than 7 bits`);
    for (const line of raw.split("\r\n")) assert.ok(line.length <= 998, `${mail.id} has a line of ${line.length}`);
    const ids = new Set(mails.map(({ id }) => id));
    assert.equal(ids.size, mails.length, "two mails share an id");
  }
});

test("the old charsets are written as their readers decode them", () => {
  for (const [id, phrase] of [
    ["fake-button-zh", "请在 <b>24 小时内</b>点击下方按钮"],
    ["embedded-host-ja", "アカウントの利用を制限しています"],
  ]) {
    const mail = mails.find((mail) => mail.id === id);
    const [, body] = /\r\n\r\n([\s\S]*)$/.exec(eml(mail).toString("latin1"));
    const bytes =
      mail.charset === "gb18030"
        ? body.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)))
        : body;
    assert.ok(new TextDecoder(mail.charset).decode(Buffer.from(bytes, "latin1")).includes(phrase), id);
  }
});

test("sanitising removes a mail's scripts and keeps its styles", () => {
  for (const [written, shown] of [
    [`<html><head><script>x()</script><style>b{}</style></head></html>`, `<style>b{}</style>`],
    [`<body onload="x()" bgcolor="#fff">a</body>`, `<div bgcolor="#fff">a</div>`],
    [`<b style="color:red;position:fixed">a</b>`, `<b style="color:red;position:static">a</b>`],
    [`<a href="javascript:x()">a</a>`, `<a target="_blank" rel="noopener noreferrer">a</a>`],
    [`<img src="https://t.example/p.gif" alt="p">`, `<img alt="p">`],
    [`<p onclick='x()' title="1 > 0">b</p>`, `<p title="1 > 0">b</p>`],
  ]) {
    assert.equal(sanitise(written), shown);
  }
  const link = `<a href="http://a.test/x?y=1&amp;z=2" target="_blank" rel="noopener noreferrer">http://a.test/x?y=1&amp;z=2</a>`;
  assert.ok(asHtml("see http://a.test/x?y=1&z=2.").includes(`see ${link}.`));
});

const unbuilt = existsSync(program) ? false : "the native program is not built (cargo build --release)";
for (const mail of mails) {
  test(`${mail.id} is ${mail.expect.level}: ${mail.expect.note}`, { skip: unbuilt }, () => {
    const file = join(scratch("mail"), `${mail.id}.eml`);
    writeFileSync(file, eml(mail));
    const verdict = JSON.parse(execFileSync(program, ["mail", "--json", file], { encoding: "utf8" }));
    assert.deepEqual(
      { level: verdict.level, sender: verdict.sender.class },
      { level: mail.expect.level, sender: mail.expect.sender },
      JSON.stringify(verdict.findings),
    );
    assert.deepEqual(
      verdict.attachments.map(({ name }) => name),
      (mail.attachments ?? []).map(({ name }) => name),
    );
  });
}
