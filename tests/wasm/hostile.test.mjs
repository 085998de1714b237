// Tests mails that are made to stop the modules. None may trap, and none may keep the background from serving other tabs. These
// patterns once overflowed a stack or took minutes; benches/patterns.rs has all of them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { start } from "./modules.mjs";

const judging = await start("touchstone");
const reading = await start("touchstone_mail");

/** The length of the text that is read of a message. */
const BYTES = 2_000_000;

const head = "From: Amazon Seller Support <a@mail.example>\r\nSubject: x\r\nContent-Type: ";
const html = `${head}text/html; charset=utf-8\r\n\r\n`;
const plain = `${head}text/plain; charset=utf-8\r\n\r\n`;

/** A text at the beginning, and a piece that is repeated after it. */
const PATTERNS = [
  [`${html}<a `, 'a="" '],
  [html, "<b>"],
  [`${html}<style>`, ".a{display:none}"],
  [html, "<p><a href=http://a.example/></a>"],
  [plain, "“"],
  [plain, "amazon “"],
  [plain, "amazon а\n"],
  [plain, "qq"],
  [plain, "http://a.example/ "],
  [`${head}text/plain; format=flowed; delsp=yes\r\n\r\n`, "> \n"],
  [`${head}message/rfc822\r\n\r\n`, "Content-Type: message/rfc822\r\n\r\n"],
  [`${head}multipart/mixed; boundary=b\r\n\r\n`, "--b\r\nContent-Type: message/rfc822\r\n\r\n"],
];

for (const [before, piece] of PATTERNS) {
  test(`a mail of ${JSON.stringify(before.slice(-12) + piece)} gets an answer`, () => {
    const raw = before + piece.repeat(BYTES / piece.length);
    const input = reading.readMail(new TextEncoder().encode(raw));
    const verdict = judging.judgeMessage(input);
    const isWhole = !verdict.findings.some((finding) => finding.code === "not-all-judged");
    assert.ok(
      verdict.level === "caution" || verdict.level === "danger" || (isWhole && verdict.level === "info"),
      verdict.level,
    );
  });
}
