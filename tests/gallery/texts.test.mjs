// The texts: one for every class and level, none that promises what we cannot know, none missing and none too many. That every
// reason has its sentence is tested beside the vocabulary (tests/locales.rs).

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";
import { LANGUAGES, messages, pageTexts, root } from "./tools.mjs";

const texts = Object.fromEntries(LANGUAGES.map((language) => [language, messages(language)]));
/** The files of the pages' own texts, by page; "common" is what all of them have. */
const pages = readdirSync(`${root}extension/texts/en`).map((name) => name.replace(".json", ""));
const placeholders = (text) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();
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
    const all = [texts[language], ...pages.map((page) => pageTexts(language, page))];
    for (const [key, text] of all.flatMap((texts) => Object.entries(texts))) {
      assert.doesNotMatch(text, /\bsafe|this is from amazon|detected|warning!|安全|仿冒|假冒|绩效通知|来自亚马逊/i, key);
      assert.ok(!text.includes("$"), key);
      assert.ok(text.trim().length > 0, key);
    }
    assert.ok(texts[language].extension_description.length <= 132);
  });

  test(`the pages have the same texts in every language, with the same placeholders: ${language}`, () => {
    assert.deepEqual(readdirSync(`${root}extension/texts/${language}`).sort(), readdirSync(`${root}extension/texts/en`).sort());
    for (const page of pages) {
      const [english, own] = [pageTexts("en", page), pageTexts(language, page)];
      assert.deepEqual(Object.keys(own).sort(), Object.keys(english).sort(), page);
      for (const [key, text] of Object.entries(own)) assert.deepEqual(placeholders(text), placeholders(english[key]), `${page}: ${key}`);
    }
  });
}

/** The files of one folder of the extension that may ask for a text. */
function sourcesIn(folder) {
  return readdirSync(`${root}extension/${folder}`, { recursive: true })
    .filter((name) => /\.(ts|html)$/.test(name))
    .map((name) => readFileSync(`${root}extension/${folder}/${name}`, "utf8"))
    .join("\n");
}

/** The keys a source asks for by name, and the beginnings of those it puts together. */
function askedIn(source) {
  const named = [...source.matchAll(/\btext\(\s*"([a-z0-9_]+)"|data-(?:text|tick)="([a-z0-9_]+)"/g)].map(([, code, page]) => code ?? page);
  const counted = [...source.matchAll(/\bcounted\(\s*"([a-z0-9_]+)"/g)].flatMap(([, key]) => [`${key}_one`, `${key}_other`]);
  const beginnings = [...source.matchAll(/`([a-z0-9_]+_)\$\{/g)].map(([, beginning]) => beginning);
  return { named: [...named, ...counted], beginnings };
}

const SHARED = ["background", "content", "shared"];

test("every text the extension asks for exists, and every text is asked for", () => {
  const everywhere = [...SHARED, ...pages.filter((page) => page !== "common")].map(sourcesIn).join("\n");
  const { beginnings } = askedIn(everywhere);
  // These are put together from a class, or asked for by the manifest.
  const composed = (key) => /^(class|extension)_/.test(key) || beginnings.some((beginning) => key.startsWith(beginning));
  for (const key of Object.keys(texts.en)) assert.ok(composed(key) || everywhere.includes(`"${key}"`), `${key} is never used`);
  for (const key of askedIn(SHARED.map(sourcesIn).join("\n")).named) {
    assert.ok(texts.en[key] ?? pages.some((page) => pageTexts("en", page)[key]), `${key} is asked for`);
  }
});

for (const page of pages) {
  test(`every text that only ${page} shows is shown there, and none is missing`, () => {
    const source = [...(page === "common" ? [] : [page]), "shared"].map(sourcesIn).join("\n");
    const { named, beginnings } = askedIn(source);
    const own = pageTexts("en", page);
    for (const key of Object.keys(own)) {
      const composed = beginnings.some((beginning) => key.startsWith(beginning));
      assert.ok(composed || named.includes(key) || source.includes(`"${key}"`), `${key} is never used`);
      assert.ok(!(key in texts.en), `${key} is in _locales too`);
    }
    if (page === "common") return;
    const there = { ...texts.en, ...pageTexts("en", "common"), ...own };
    for (const key of askedIn(sourcesIn(page)).named) assert.ok(there[key], `${key} is asked for`);
  });
}
