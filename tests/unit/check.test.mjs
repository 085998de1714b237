// The recognition of input and files, with verdicts of the real modules, and the answer as text.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load, messages, pageTexts } from "../gallery/tools.mjs";
import { modules } from "../wasm/modules.mjs";

const { checkMail, checkText } = await load("extension/wasm/check.ts");
const { readFile } = await load("extension/pages/check/file-kind.ts");
const { answerText, defanged } = await load("extension/pages/check/plain-text.ts");
const { reportFactsOf } = await load("extension/ui/report-facts.ts");
const { Texts } = await load("extension/i18n/texts.ts");
const real = await modules();

const fake = `From: Amazon Seller Performance <notice@harbour-events.example>
Subject: Your account is at risk
Content-Type: text/plain; charset=utf-8

Dear seller, verify your Amazon seller account now: https://amaz0n-verify.example/signin
Amazon Seller Performance
`;

/** The inputs of the items of an answer, each with its level. */
const items = ({ verdicts }) => verdicts.map(({ input, verdict }) => [input, verdict.level]);

for (const [what, text, expected, level = null] of [
  ["a link", "https://amaz0n-verify.example/x", [["https://amaz0n-verify.example/x", "danger"]]],
  ["a bare host", "sellercentral.amazon.com.be", [["sellercentral.amazon.com.be", "ok"]]],
  ["an address", "amazon-security@hotmail.com", [["amazon-security@hotmail.com", "danger"]]],
  [
    "a name with its address",
    "Amazon <help@northfield-garden.example>",
    [["Amazon <help@northfield-garden.example>", "caution"]],
  ],
  [
    "several of them",
    "amazon.de\n\n  seller-performance@amazon.com\r\nhttps://amaz0n.com/",
    [
      ["https://amaz0n.com/", "danger"],
      ["amazon.de", "ok"],
      ["seller-performance@amazon.com", "ok"],
    ],
  ],
  [
    "several on one line",
    "https://sellercentral.amazon.com/x https://amaz0n-verify.example/login",
    [
      ["https://amaz0n-verify.example/login", "danger"],
      ["https://sellercentral.amazon.com/x", "ok"],
    ],
  ],
  ["a host in a question", "is sellercentral-amazon.com safe?", [["sellercentral-amazon.com", "danger"]]],
  ["a host in a Chinese sentence", "请登录 amazon-login.top 完成验证", [["amazon-login.top", "danger"]]],
  [
    "a message without spaces",
    "【亚马逊】您的卖家账户存在异常，请立即登录https://harbour-events.example/x处理，否则将被停用。",
    [["https://harbour-events.example/x处理", "caution"]],
    "caution",
  ],
  [
    "a forwarded mail as a webmail quotes it",
    `---------- Forwarded message ---------\n${fake}`,
    [
      ["https://amaz0n-verify.example/signin", "danger"],
      ["Amazon Seller Performance <notice@harbour-events.example>", "caution"],
    ],
  ],
  ["one word that is nothing", "hello", []],
  ["ordinary words", "See you on Monday, the boxes are ready.", []],
]) {
  test(`the field finds what can be checked, the worst first: ${what}`, async () => {
    const answer = await checkText(real.reader, text);
    assert.equal(answer.what, "verdicts");
    assert.deepEqual(items(answer), expected, JSON.stringify(answer).slice(0, 600));
    assert.equal(answer.message?.level ?? null, level);
  });
}

test("a raw mail is judged as a mail", async () => {
  const answer = await checkText(real.reader, fake);
  assert.equal(answer.what, "message");
  assert.equal(answer.verdict.level, "danger");
});

test("other things in a text are named", async () => {
  const hints = async (text) => (await checkText(real.reader, text)).hints;
  assert.deepEqual(await hints("+1 888 555 0142"), [{ hint: "phone", text: "+1 888 555 0142" }]);
  assert.deepEqual(await hints("114-0000001-0000002"), [{ hint: "order", text: "114-0000001-0000002" }]);
});

test("a mail that was read only in part says so", async () => {
  const long = `From: a@b.example\nSubject: x\n\n${"All is well here. ".repeat(150_000)}`;
  const answer = await checkMail(real.reader, new TextEncoder().encode(long));
  assert.equal(answer.verdict.partly, true);
  assert.equal((await checkText(real.reader, fake)).verdict.partly, undefined);
});

test("an empty field asks nothing", async () => {
  assert.deepEqual(await checkText(real.reader, " \n "), { what: "nothing" });
});

test("a copied text is judged with the links that the clipboard has behind its words", async () => {
  const text = "Dear seller, your Amazon account is held. Verify now";
  const html =
    '<p>Dear seller, your Amazon account is held. <a href="https://harbour-events.example/v">Verify now</a></p>';
  const answer = await checkText(real.reader, text, html);
  assert.deepEqual(items(answer), [["https://harbour-events.example/v", "caution"]]);
  assert.equal(answer.message.level, "caution");
});

test("a copied address is judged by its real target, and one that shows its real target is judged as written", async () => {
  const shown = "https://sellercentral.amazon.com/performance";
  const bait = await checkText(real.reader, shown, `<a href="https://harbour-events.example/v">${shown}</a>`);
  assert.deepEqual(items(bait), [["https://harbour-events.example/v", "danger"]]);
  const honest = await checkText(real.reader, shown, `<a href="${shown}">${shown}</a>`);
  assert.deepEqual(items(honest), [[shown, "ok"]]);
});

test("an answer gives the number of things that it does not list", async () => {
  const hosts = Array.from({ length: 203 }, (_, at) => `shop${at}.example`);
  const answer = await checkText(real.reader, hosts.join("\n"));
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
    const found = await checkMail(real.reader, new TextEncoder().encode(fake));
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
  const facts = reportFactsOf(
    contextIn("en"),
    await checkMail(real.reader, new TextEncoder().encode(fake)),
    new Date(0),
  );
  assert.equal(facts.url, "https://amaz0n-verify.example/signin");
  assert.equal(facts.sender, "notice@harbour-events.example");
  assert.equal(facts.level, "danger");
  assert.ok(
    facts.reasons.some((reason) => reason.includes("amaz0n-verify")),
    facts.reasons.join("\n"),
  );
});

test("a report is about the highest of several verdicts", async () => {
  const facts = reportFactsOf(
    contextIn("en"),
    await checkText(real.reader, "amazon.de\nhttps://amaz0n.com/x"),
    new Date(0),
  );
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
  const found = await checkMail(real.reader, new TextEncoder().encode(outer.join("\r\n")));
  assert.equal(found.verdict.level, "danger");
  assert.notEqual(found.verdict.sender.level, "danger");
  const facts = reportFactsOf(contextIn("en"), found, new Date(0));
  assert.equal(facts.url, "https://amaz0n-verify.example/signin");
  assert.equal(facts.sender, "notice@harbour-events.example");
  assert.ok(facts.reasons.length > 0);
  const text = answerText(contextIn("en"), found, new Date(0));
  assert.ok(text.startsWith(`${messages("en").level_danger}: `), text);
  assert.match(
    text,
    /The problem is in an email attached to this one\.\nAttached email:\nSender: .*notice\[@\]harbour-events/,
  );
  assert.match(text, /hxxps:\/\/amaz0n-verify\[\.\]example\/signin/);
  assert.doesNotMatch(text, /lena/);
});
