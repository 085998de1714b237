// The texts: one for every class and level, none that promises what we cannot know, none missing and none too many. That every
// reason has its sentence is tested beside the vocabulary (tests/locales.rs).

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";
import { LANGUAGES, messages, root } from "./tools.mjs";

const texts = Object.fromEntries(LANGUAGES.map((language) => [language, messages(language)]));
const verdict = readFileSync(`${root}src/verdict.rs`, "utf8");

function variants(name) {
  const [, body] = new RegExp(`pub enum ${name} \\{([^}]*)\\}`).exec(verdict);
  return [...body.matchAll(/^ {4}([A-Z]\w*),/gm)].map(([, variant]) => variant.replace(/(?!^)[A-Z]/g, "_$&").toLowerCase());
}

for (const language of LANGUAGES) {
  test(`every level and class has a name: ${language}`, () => {
    const keys = [
      ...variants("Level").map((name) => `level_${name}`),
      ...variants("LinkClass").map((name) => `class_${name}`),
      ...variants("SenderClass").map((name) => `class_sender_${name}`),
      ...variants("ClaimSource").map((name) => `claim_${name}`),
    ];
    for (const key of keys) assert.ok(texts[language][key], key);
  });

  test(`no text promises or scolds, and each is fit for a store: ${language}`, () => {
    for (const [key, text] of Object.entries(texts[language])) {
      assert.doesNotMatch(text, /\bsafe|this is from amazon|detected|warning!|安全|仿冒|假冒|绩效通知|来自亚马逊/i, key);
      assert.ok(!text.includes("$"), key);
      assert.ok(text.length > 0, key);
    }
    assert.ok(texts[language].extension_description.length <= 132);
  });
}

test("every text the extension asks for exists, and every text is asked for", () => {
  const folders = ["background", "content", "popup", "options", "blocked", "shared"].map((folder) => `${root}extension/${folder}`);
  const sources = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .filter((name) => /\.(ts|html)$/.test(name))
      .map((name) => readFileSync(`${folder}/${name}`, "utf8")),
  );
  const source = sources.join("\n");
  const asked = [...source.matchAll(/\btext\(\s*"([a-z_]+)"|data-text="([a-z_]+)"/g)].map(([, code, page]) => code ?? page);
  for (const key of asked) assert.ok(texts.en[key], `${key} is asked for`);
  // These are put together from a code, a class, a level or the manifest.
  const composed = /^(reason|class|level|claim|message|extension)_/;
  for (const key of Object.keys(texts.en)) assert.ok(composed.test(key) || source.includes(`"${key}"`), `${key} is never used`);
});
