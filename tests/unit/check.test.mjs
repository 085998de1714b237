// The recognition of input and files, with verdicts of the real modules, and the answer as text.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load, messages, pageTexts } from "../gallery/tools.mjs";
import { modules } from "../wasm/modules.mjs";

const { checkMail, checkText } = await load("extension/wasm/check.ts");
const { readFile } = await load("extension/pages/check/file-kind.ts");
const { answerText, defanged } = await load("extension/pages/check/plain-text.ts");
const { reportFactsOf } = await load("extension/pages/check/report-facts.ts");
const { Texts } = await load("extension/i18n/texts.ts");
const real = await modules();

const fake = `From: Amazon Seller Performance <notice@harbour-events.example>
Subject: Your account is at risk
Content-Type: text/plain; charset=utf-8

Dear seller, verify your Amazon seller account now: https://amaz0n-verify.example/signin
Amazon Seller Performance
`;

for (const [what, text, kind, levels] of [
  ["a link", "https://amaz0n-verify.example/x", "verdicts", ["danger"]],
  ["a bare host", "sellercentral.amazon.com.be", "verdicts", ["ok"]],
  ["an address", "amazon-security@hotmail.com", "verdicts", ["danger"]],
  ["a name with its address", "Amazon <help@northfield-garden.example>", "verdicts", ["caution"]],
  [
    "several of them",
    "amazon.de\n\n  seller-performance@amazon.com\r\nhttps://amaz0n.com/",
    "verdicts",
    ["ok", "ok", "danger"],
  ],
  [
    "several on one line",
    "https://sellercentral.amazon.com/x https://amaz0n-verify.example/login",
    "verdicts",
    ["ok", "danger"],
  ],
  [
    "several addresses on one line",
    "seller-performance@amazon.com; evil@amazon-security.com",
    "verdicts",
    ["ok", "danger"],
  ],
  ["a link with its sentence's full stop", "https://sellercentral.amazon.com。", "verdicts", ["ok"]],
  [
    "a short message without spaces",
    "【亚马逊】您的卖家账户存在异常，请立即登录https://harbour-events.example/x处理，否则将被停用。",
    "message",
    "caution",
  ],
  ["a link that a few characters introduce", "链接：https://sellercentral.amazon.com/x", "verdicts", ["ok"]],
  ["a forwarded mail as a webmail quotes it", `---------- Forwarded message ---------\n${fake}`, "message", "danger"],
  ["one word that is nothing", "hello", "verdicts", ["info"]],
  [
    "a sentence with a link",
    "Your Amazon account is held, verify here: https://amaz0n-verify.example/x",
    "message",
    "danger",
  ],
  ["a raw mail", fake, "message", "danger"],
  [
    "a mail as a webmail shows it",
    fake
      .replace("From:", "发件人：")
      .replace("Subject:", "主题：")
      .replace(/^Content.*\n/m, ""),
    "message",
    "danger",
  ],
  ["ordinary words", "See you on Monday, the boxes are ready.", "message", "info"],
]) {
  test(`the field recognises its input: ${what}`, async () => {
    const answer = await checkText(real, text);
    assert.equal(answer.what, kind, JSON.stringify(answer).slice(0, 300));
    if (kind === "message") assert.equal(answer.verdict.level, levels, JSON.stringify(answer.verdict.findings));
    else
      assert.deepEqual(
        answer.verdicts.map(({ verdict }) => verdict.level),
        levels,
      );
  });
}

test("an empty field asks nothing", async () => {
  assert.deepEqual(await checkText(real, " \n "), { what: "nothing" });
});

test("a copied text is judged with the links that the clipboard has behind its words", async () => {
  const text = "Dear seller, your Amazon account is held. Verify now";
  const html =
    '<p>Dear seller, your Amazon account is held. <a href="https://harbour-events.example/v">Verify now</a></p>';
  const answer = await checkText(real, text, html);
  assert.equal(answer.piece, true);
  assert.deepEqual(
    answer.verdict.links.map(({ host }) => host),
    ["harbour-events.example"],
  );
});

test("a copied address is judged by its real target, and one that shows its real target is judged as written", async () => {
  const shown = "https://sellercentral.amazon.com/performance";
  const bait = await checkText(real, shown, `<a href="https://harbour-events.example/v">${shown}</a>`);
  assert.equal(bait.verdict.level, "danger", JSON.stringify(bait).slice(0, 300));
  assert.deepEqual(
    bait.verdict.links.map(({ host }) => host),
    ["harbour-events.example"],
  );
  const honest = await checkText(real, shown, `<a href="${shown}">${shown}</a>`);
  assert.deepEqual(
    honest.verdicts.map(({ verdict }) => verdict.level),
    ["ok"],
  );
});

test("an answer gives the number of lines beyond the limit", async () => {
  const answer = await checkText(real, "amazon.de\n".repeat(203));
  assert.equal(answer.verdicts.length, 200);
  assert.equal(answer.leftOut, 3);
});

for (const [what, content, kind] of [
  ["a mail", fake, "mail"],
  ["a saved page", '<!doctype html><meta charset="gb18030"><p>x</p>', "page"],
  ["a list of links", "https://a.example/\nhttps://b.example/", "text"],
  ["a picture", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d]), "picture"],
  ["nothing", "", "refused"],
  ["an Outlook file", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), "refused"],
  ["a PDF", "%PDF-1.7", "refused"],
  ["a program", new Uint8Array([0x4d, 0x5a, 0, 0, 0]), "refused"],
]) {
  test(`the kind of a file follows from its content: ${what}`, async () => {
    assert.equal((await readFile(new Blob([content]))).what, kind);
  });
}

test("a saved page is decoded in the charset that it names", async () => {
  const bytes = Buffer.concat([
    Buffer.from('<!doctype html><meta charset="gb18030"><p>'),
    Buffer.from([0xd1, 0xc7, 0xc2, 0xed, 0xd1, 0xb7]),
  ]);
  assert.match((await readFile(new Blob([bytes]))).html, /亚马逊/);
});

const contextIn = (language) => ({
  texts: new Texts(language, { ...messages(language), ...pageTexts(language, "common") }),
  surroundings: { settings: {}, notificationPages: [] },
});

for (const language of ["en", "zh_CN"]) {
  test(`a copied answer has its evidence and its time, and contains no link or address: ${language}`, async () => {
    const found = await checkMail(real, new TextEncoder().encode(fake));
    const text = answerText(contextIn(language), found, new Date(2026, 10, 25, 9, 30));
    assert.match(text, /notice\[@\]harbour-events\[\.\]example/);
    assert.match(text, /hxxps:\/\/amaz0n-verify\[\.\]example\/signin/);
    assert.match(text, /2026/);
    assert.doesNotMatch(text, /https?:|[a-z]\.example|\w@\w/i);
  });
}

test("no program recognises a link in a defanged text, however its dots are written", () => {
  assert.equal(
    defanged("https://evil.example/a.b?c=HTTP://x.example"),
    "hxxps://evil[.]example/a[.]b?c=HxxP://x[.]example",
  );
  assert.equal(defanged("evil。example"), "evil[.]example");
  assert.equal(defanged("a.b@c.example"), "a[.]b[@]c[.]example");
});

test("a report keeps links and addresses unchanged, because Amazon has to follow them", async () => {
  const facts = reportFactsOf(contextIn("en"), await checkMail(real, new TextEncoder().encode(fake)), new Date(0));
  assert.equal(facts.url, "https://amaz0n-verify.example/signin");
  assert.equal(facts.sender, "notice@harbour-events.example");
  assert.equal(facts.level, "danger");
  assert.ok(
    facts.reasons.some((reason) => reason.includes("amaz0n-verify")),
    facts.reasons.join("\n"),
  );
});

test("a report is about the highest of several verdicts", async () => {
  const facts = reportFactsOf(contextIn("en"), await checkText(real, "amazon.de\nhttps://amaz0n.com/x"), new Date(0));
  assert.equal(facts.url, "https://amaz0n.com/x");
});

test("if only an attached mail is dangerous, the report and the copied text are about that mail, not about its forwarder", async () => {
  const inner = ["--b", "Content-Type: message/rfc822", "", fake, "--b--", ""];
  const head = [
    "From: Lena <lena@northfield-garden.example>",
    "To: max@northfield-garden.example",
    "Subject: Fwd",
    "MIME-Version: 1.0",
  ];
  const outer = [
    ...head,
    'Content-Type: multipart/mixed; boundary="b"',
    "",
    "--b",
    "Content-Type: text/plain",
    "",
    "Is this real?",
    ...inner,
  ];
  const found = await checkMail(real, new TextEncoder().encode(outer.join("\r\n")));
  assert.equal(found.verdict.level, "danger");
  assert.notEqual(found.verdict.sender.level, "danger");
  const facts = reportFactsOf(contextIn("en"), found, new Date(0));
  assert.equal(facts.url, "https://amaz0n-verify.example/signin");
  assert.equal(facts.sender, "notice@harbour-events.example");
  assert.ok(facts.reasons.length > 0);
  const text = answerText(contextIn("en"), found, new Date(0));
  assert.match(text, /^Don't click: .+\n/);
  assert.match(text, /Another mail is attached to this one\.\nAttached mail:\nSender: .*notice\[@\]harbour-events/);
  assert.match(text, /hxxps:\/\/amaz0n-verify\[\.\]example\/signin/);
  assert.doesNotMatch(text, /lena/);
});
