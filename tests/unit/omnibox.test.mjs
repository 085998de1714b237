// The line under the address bar: its text for real verdicts, and the form that each browser accepts.

import assert from "node:assert/strict";
import test from "node:test";
import { LANGUAGES, checkVerdicts, load, messages } from "../gallery/tools.mjs";

// The module needs a browser to exist, but asks it nothing here.
/** @type {any} */ (globalThis).chrome = { runtime: { getURL: (path) => `chrome-extension://x/${path}` } };
const { escaped, lineFor } = await load("extension/background/omnibox.ts");
const { Texts } = await load("extension/i18n/texts.ts");

const INPUTS = [
  "https://sellercentral.amazon.de/",
  "https://amazon-verify.example/login",
  "Amazon <no-reply@shop.example>",
  "https://аmazon.com/",
];
const verdicts = checkVerdicts(INPUTS);

for (const language of LANGUAGES) {
  test(`the line gives the level, the subject and the reason: ${language}`, () => {
    const texts = new Texts(language, messages(language));
    const { level_ok: ok, level_danger: danger } = messages(language);
    const lines = INPUTS.map((input) => lineFor(texts, verdicts[input]));
    assert.ok(lines[0].startsWith(`${ok} · sellercentral.amazon.de · `), lines[0]);
    assert.ok(lines[1].startsWith(`${danger} · amazon-verify.example · `), lines[1]);
    assert.match(lines[2], /no-reply@shop\.example/);
    assert.match(lines[3], /аmazon\.com/);
    for (const line of lines) assert.doesNotMatch(line, /[{}]|undefined|reason_|level_/, line);
  });
}

test("the typed text appears with its invisible characters written out, and never reverses the line", () => {
  const texts = new Texts("en", messages("en"));
  const reason = { code: "genuine-host", host: "a\u202eb.example" };
  const line = lineFor(texts, { kind: "link", level: "ok", host: "a\u202eb.example", reasons: [reason] });
  assert.doesNotMatch(line, /\u202e/);
  assert.equal(line.match(/U\+202E/g)?.length, 2);
});

test("a line is well-formed XML, whatever it contains", () => {
  assert.equal(escaped(`a<b> & "c" 'd' &lt;`), "a&lt;b&gt; &amp; &quot;c&quot; &apos;d&apos; &amp;lt;");
});
