// The report to Amazon: its text, and the `mailto:` URL for a mail program.

import assert from "node:assert/strict";
import test from "node:test";

import { LANGUAGES, load, messages, pageTexts } from "../gallery/tools.mjs";

const { reportText, mailtoFor, MAX_MAILTO } = await load("extension/ui/report-text.ts");
const { linkFacts } = await load("extension/ui/report-facts.ts");
const { Texts } = await load("extension/i18n/texts.ts");

const textsIn = (language) => new Texts(language, { ...messages(language), ...pageTexts(language, "clicked") });
const evidence = {
  url: "https://amaz0n-verify.example/login?a=1&b=%20",
  sender: "notice@mail.harbour-events.example",
  name: "Amazon Seller Performance",
  subject: "Verify now",
  when: "2026-11-24T09:30:00.000Z",
  level: "danger",
  reasons: ["First reason.", "Second reason."],
};
const bodyOf = (href) => new URL(href).searchParams.get("body");

for (const language of LANGUAGES) {
  test(`a report has the unchanged link, the sender, the subject, the time and all findings: ${language}`, () => {
    const text = reportText(textsIn(language), evidence);
    for (const part of [
      evidence.url,
      `${evidence.name} <${evidence.sender}>`,
      "Verify now",
      "2026-11-24 09:30 UTC",
      "- First reason.",
      "- Second reason.",
    ]) {
      assert.ok(text.includes(part), part);
    }
    assert.ok(text.includes(messages(language).level_danger));
    assert.doesNotMatch(text, /hxxp|\[\.\]|clicked_|\{/);
  });
}

test("a report never tells Amazon that Touchstone found no warning signs", () => {
  const own = messages("en");
  assert.ok(!reportText(textsIn("en"), { ...evidence, level: "info" }).includes(own.level_info));
  assert.ok(reportText(textsIn("en"), { ...evidence, level: "caution" }).includes(own.level_caution));
});

test("a report about a form calls it a form in every language", () => {
  const verdict = {
    kind: "link",
    reasons: [{ code: "embedded-host", text: "amazon.com", domain: "harbour.example" }],
  };
  for (const language of LANGUAGES) {
    const said = (more) =>
      linkFacts({ texts: textsIn(language) }, { href: evidence.url, verdict, level: "danger", ...more }, new Date());
    const [own, of] = [said({ form: 1 }).reasons[0], said({}).reasons[0]];
    assert.notEqual(own, of, language);
    for (const sentence of [own, of]) assert.ok(sentence.includes("harbour.example"), sentence);
  }
});

test("a report leaves out unknown facts", () => {
  const text = reportText(
    textsIn("en"),
    { url: "", when: "2026-11-24T09:30:00.000Z", level: null, reasons: [] },
    "call",
  );
  assert.doesNotMatch(text, /Link|Sender|Subject|Touchstone/);
  assert.match(text, /^I'm reporting a call.*\n\nTime: 2026/);
});

test("a mail cannot add lines to the report or hide a part of one", () => {
  const text = reportText(textsIn("en"), { ...evidence, subject: "a\nLink: https://amazon.com/", name: "b\u202ec" });
  assert.equal(text.split("\n").filter((line) => line.startsWith("Link:")).length, 1);
  assert.match(text, /Subject: a Link: https/);
  assert.match(text, /b⟨U\+202E⟩c/);
});

test("a short report fits into the mail as a whole, with CRLF line breaks", () => {
  const text = reportText(textsIn("en"), evidence);
  const { href, cut } = mailtoFor("stop-spoofing@amazon.com", "A & B?", text, "cut");
  assert.equal(cut, false);
  assert.ok(href.startsWith("mailto:stop-spoofing@amazon.com?subject=A%20%26%20B%3F&body="));
  assert.match(href, /%0D%0A/);
  assert.doesNotMatch(href.replaceAll("%0D%0A", ""), /%0D|%0A/);
  assert.equal(bodyOf(href), text.replaceAll("\n", "\r\n"));
});

for (const language of LANGUAGES) {
  test(`a long report is cut by whole lines, keeps its link, and says that it was cut: ${language}`, () => {
    const texts = textsIn(language);
    const note = texts.text("clicked_report_cut");
    const text = reportText(texts, {
      ...evidence,
      reasons: Array.from({ length: 60 }, (_, at) => `${at} 这里写着很长的理由 & more`),
    });
    const { href, cut } = mailtoFor("stop-spoofing@amazon.com", "subject", text, note);
    assert.equal(cut, true);
    assert.ok(href.length <= MAX_MAILTO, String(href.length));
    const lines = bodyOf(href).split("\r\n");
    assert.equal(lines.at(-1), note);
    for (const line of lines.slice(0, -2)) assert.ok(text.split("\n").includes(line), line);
    assert.ok(lines.some((line) => line.includes(evidence.url)));
  });
}

test("no text makes a mailto URL too long or breaks its encoding", () => {
  for (const url of [
    `https://evil.example/${"a".repeat(5_000)}`,
    `https://evil.example/${"验".repeat(2_000)}`,
    "\ud800\udc00\ud800",
  ]) {
    const text = reportText(textsIn("en"), { ...evidence, url });
    const { href } = mailtoFor("stop-spoofing@amazon.com", "subject", text, "cut");
    assert.ok(href.length <= MAX_MAILTO);
    assert.ok(bodyOf(href).length > 0);
  }
});
