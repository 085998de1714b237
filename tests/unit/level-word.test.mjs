// The words of the levels: the same thing has the same word everywhere, and info has no word of its own.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { LANGUAGES, load, messages, pageTexts, root } from "../gallery/tools.mjs";

const { levelWord, classBeside } = await load("extension/ui/level-word.ts");
const { Texts } = await load("extension/i18n/texts.ts");
const classes = JSON.parse(readFileSync(`${root}extension/pages/help/classes.json`, "utf8"));

const LEVELS = ["ok", "info", "caution", "danger"];
const verdicts = ["link", "sender"].flatMap((kind) =>
  Object.keys(classes[kind]).flatMap((name) => LEVELS.map((level) => ({ kind, class: name, level }))),
);
const nobody = { kind: "sender", address: null };
const message = (parts) => ({ level: "info", sender: nobody, replyTo: null, links: [], ...parts });

for (const language of LANGUAGES) {
  const own = messages(language);
  const texts = new Texts(language, own);

  test(`a link and a sender have the level's word, and at info the word of their class: ${language}`, () => {
    for (const verdict of verdicts) {
      const word = own[`class_${verdict.kind === "sender" ? "sender_" : ""}${verdict.class.replaceAll("-", "_")}`];
      const quiet = verdict.level === "info";
      assert.equal(levelWord(texts, verdict), quiet ? word : own[`level_${verdict.level}`]);
      assert.equal(classBeside(texts, verdict), quiet ? null : word, "the class never stands there twice");
    }
  });

  test(`the levels have different words, and a class is never called like a level: ${language}`, () => {
    const words = LEVELS.map((level) => own[`level_${level}`]);
    assert.equal(new Set(words).size, words.length);
    const names = Object.keys(own).filter((key) => key.startsWith("class_"));
    for (const key of names) assert.ok(!words.includes(own[key]), key);
  });

  test(`a text that quotes a level quotes the word that the user sees: ${language}`, () => {
    const options = pageTexts(language, "options");
    const filled = new Texts(language, { ...own, ...options });
    assert.ok(filled.text("options_shown_caution").includes(own.level_caution));
    assert.ok(filled.text("options_shown_caution").includes(own.level_danger));
    assert.ok(!filled.text("options_shown_danger").includes("{"));
  });
}

test("a message at info says what was found: nothing to check, a part, or no warning sign", () => {
  const texts = new Texts("en", messages("en"));
  const own = messages("en");
  const link = { kind: "link", level: "info", class: "unrelated" };
  assert.equal(levelWord(texts, message({})), own.level_nothing);
  assert.equal(levelWord(texts, message({ links: [{ ...link, noLink: true }] })), own.level_nothing);
  assert.equal(levelWord(texts, message({ links: [link] })), own.level_info);
  assert.equal(levelWord(texts, message({ attached: [message({ links: [link] })] })), own.level_info);
  assert.equal(levelWord(texts, message({ links: [link], partly: true })), own.level_partly);
  assert.equal(levelWord(texts, message({ level: "danger", partly: true })), own.level_danger);
});

test("every place takes the word of a level from one function", () => {
  const files = readdirSync(`${root}extension`, { encoding: "utf8", recursive: true });
  for (const name of files.filter((name) => name.endsWith(".ts") && !name.startsWith("node_modules"))) {
    if (name === "ui/level-word.ts") continue;
    assert.doesNotMatch(readFileSync(`${root}extension/${name}`, "utf8"), /["`]level_(?:\$|\w+["`])/, name);
  }
});
