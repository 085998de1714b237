// Tests the texts: each class and level has one, none promises too much, none is missing and none is unused. tests/locales.rs tests
// that every reason has its sentence.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";
import { LANGUAGES, messages, pageTexts, root } from "./tools.mjs";

const texts = Object.fromEntries(LANGUAGES.map((language) => [language, messages(language)]));
/** The files of the pages' texts, by page. All pages share "common". */
const pages = readdirSync(`${root}extension/texts/en`).map((name) => name.replace(".json", ""));
const placeholders = (text) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();
/** The Rust source of the vocabulary. */
const vocabulary = ["level", "verdict"]
  .map((name) => readFileSync(`${root}src/vocabulary/${name}.rs`, "utf8"))
  .join("\n");

/** Every text of a language with its key: the texts of content scripts, and those of the pages. */
const allOf = (language) =>
  [texts[language], ...pages.map((page) => pageTexts(language, page))].flatMap((some) => Object.entries(some));

/**
 * Words that no text contains: a promise that something is safe or is Amazon's, an exclamation, and words that mean something else
 * to a seller.
 */
const FORBIDDEN = {
  en: /\bsafe|this is from amazon|detected|warning!/i,
  zh_CN: /安全|仿冒|假冒|绩效通知|来自亚马逊|检测到|！/,
  zh_TW: /安全|仿冒|假冒|來自亞馬遜|偵測到|！/,
  ja: /安全|安心|(Amazon|アマゾン)(から|より)の(メール|通知)|アマゾン|検出|！/,
  de: /sicher|(ist|kommt|stammt) von Amazon|erkannt!|Achtung|!/i,
  fr: /\bsûr|sécur|sans danger|(vient|provient|émane) d’Amazon|détecté|!/i,
  it: /sicur|(viene|proviene|arriva) da Amazon|rilevat|attenzione|!/i,
  es: /segur|sin peligro|(viene|procede|proviene) de Amazon|detectad|!/i,
};

/** The quotation marks of each language. French has narrow spaces inside them and before high punctuation. */
const QUOTES = { en: "“”", zh_CN: "“”", zh_TW: "「」", ja: "「」", de: "„“", fr: "«»", it: "“”", es: "«»" };

/** The width of a text in Latin letters: an East Asian character counts two, a placeholder as much as a host. */
function width(text) {
  const filled = text.replace(/\{\w+\}/g, "amazon.de");
  return [...filled].reduce(
    (sum, character) => sum + (/[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/.test(character) ? 2 : 1),
    0,
  );
}

/** The largest width of each kind of text, independent of the English one. Chips and menus cut longer texts, buttons grow. */
/** @type {[RegExp, number][]} */
const ROOM = [
  [/^chip_outside$/, Infinity],
  [/^chip_\w+_short$/, 22],
  [/^chip_forgeable$/, 40],
  [/^chip_/, 30],
  [/^level_/, 20],
  [/^menu_/, 48],
];
const BUTTON = 52;
/** The limits compared to English: a factor of its width, and a number of letters beyond it. */
const TIMES = 1.9;
const BEYOND = 18;

/** Texts that equal the English ones: names, and words that both languages share. */
const SHARED_WORDS = new Set([
  "popup_home",
  "marketplace",
  "marketplace_europe",
  "form_ascii",
  "webmail_qq",
  "webmail_netease",
  "webmail_aliyun",
]);

function variants(name) {
  const [, body] = new RegExp(`pub enum ${name} \\{([^}]*)\\}`).exec(vocabulary);
  return [...body.matchAll(/^ {4}([A-Z]\w*),/gm)].map(([, variant]) =>
    variant.replace(/(?!^)[A-Z]/g, "_$&").toLowerCase(),
  );
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

  test(`no text promises safety or scolds, and each suits a store: ${language}`, () => {
    for (const [key, text] of allOf(language)) {
      assert.doesNotMatch(text, FORBIDDEN[language], key);
      assert.ok(!text.includes("$"), key);
      assert.ok(text.trim().length > 0, key);
    }
    assert.ok(texts[language].extension_description.length <= 132);
  });

  test(`the pages have the same texts in every language, with the same placeholders: ${language}`, () => {
    assert.deepEqual(
      readdirSync(`${root}extension/texts/${language}`).sort(),
      readdirSync(`${root}extension/texts/en`).sort(),
    );
    for (const page of pages) {
      const [english, own] = [pageTexts("en", page), pageTexts(language, page)];
      assert.deepEqual(Object.keys(own).sort(), Object.keys(english).sort(), page);
      for (const [key, text] of Object.entries(own))
        assert.deepEqual(placeholders(text), placeholders(english[key]), `${page}: ${key}`);
    }
  });
}

/** The keys of the labels of buttons. */
function buttonKeys() {
  const source = sourcesIn("").replaceAll(/\s+/g, " ");
  const asked =
    /\b(?:bareButton|button)\( ?"\w+", (?:\w+\.)?texts\.text\("(\w+)"|copyButton\(ctx, ctx\.texts\.text\("(\w+)"|<button[^>]*data-text="(\w+)"/g;
  return new Set([...source.matchAll(asked)].flatMap(([, ...keys]) => keys.filter(Boolean)));
}

for (const language of LANGUAGES.filter((language) => language !== "en")) {
  test(`every text fits its place: ${language}`, () => {
    const english = Object.fromEntries(allOf("en"));
    const buttons = buttonKeys();
    assert.ok(buttons.size > 10, "buttons are found in the sources");
    for (const [key, text] of allOf(language)) {
      const kind = ROOM.find(([pattern]) => pattern.test(key))?.[1] ?? (buttons.has(key) ? BUTTON : Infinity);
      assert.ok(width(text) <= kind, `${key}: ${width(text)} of ${kind}: ${text}`);
      const most = Math.max(TIMES * width(english[key]), width(english[key]) + BEYOND);
      assert.ok(width(text) <= most, `${key}: ${width(text)} of ${most}: ${text}`);
    }
  });

  test(`every text is translated: ${language}`, () => {
    const english = Object.fromEntries(allOf("en"));
    for (const [key, text] of allOf(language)) {
      if (SHARED_WORDS.has(key) || !/\p{L}{2,}.*\s.*\p{L}{2,}/u.test(text.replace(/\{\w+\}/g, ""))) continue;
      assert.notEqual(text, english[key], key);
    }
  });
}

for (const language of LANGUAGES) {
  test(`a text that names a button uses the button's label: ${language}`, () => {
    assert.ok(pageTexts(language, "options").options_sites_note.includes(pageTexts(language, "popup").page_watch));
    assert.ok(pageTexts(language, "help").help_keys_dialog.includes(texts[language].step_back));
  });
}

test("the traditional Chinese texts contain only characters that Taiwan uses", () => {
  const taiwans = new Set();
  const big5 = new TextDecoder("big5");
  for (let lead = 0xa1; lead <= 0xf9; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) taiwans.add(big5.decode(Uint8Array.of(lead, trail)));
  for (const [key, text] of allOf("zh_TW")) {
    // The list of languages contains other languages by their own names.
    for (const character of text.match(/\p{Script=Han}/gu) ?? [])
      assert.ok(taiwans.has(character), `${key}: ${character}`);
  }
});

for (const language of LANGUAGES) {
  test(`quotation marks and spaces follow the language: ${language}`, () => {
    const foreign = [...new Set(Object.values(QUOTES).join(""))].filter((mark) => !QUOTES[language].includes(mark));
    for (const [key, text] of allOf(language)) {
      for (const mark of foreign) assert.ok(!text.includes(mark), `${key}: ${mark}`);
      assert.ok(!text.includes('"') && !text.includes("  "), key);
      const [open, close] = QUOTES[language];
      assert.equal(text.split(open).length, text.split(close).length, key);
      if (language === "fr")
        assert.doesNotMatch(
          text.replace(/\{\w+\}:/g, ""),
          /[^\u202f][:;?!»]|«[^\u202f]/,
          `${key}: French sets U+202F before : ; ? ! » and after «`,
        );
      else assert.ok(!text.includes("\u202f"), key);
    }
  });
}

test("only German has soft hyphens, each between two parts of a word", () => {
  for (const language of LANGUAGES)
    for (const [key, text] of allOf(language)) {
      if (language !== "de") assert.ok(!text.includes("\u00ad"), `${language}: ${key}`);
      assert.doesNotMatch(text, /(?<!\p{L}{2})\u00ad|\u00ad(?!\p{L}{2})/u, `${language}: ${key}`);
    }
});

test("French spells the word for an email in one way", () => {
  for (const [key, text] of allOf("fr"))
    if (!key.startsWith("help_words_")) assert.doesNotMatch(text, /e-mail/i, `${key}: the hyphen is U+2011`);
});

/** The characters of Chinese and Japanese words. */
const EAST = "\u3040-\u30ff\u3400-\u9fff";
/** Texts that follow their own rules: those that show a file name or a sample mail, and lists of words to search for. */
const SAMPLES = /^(practice_mail|welcome_sample|help_words)_/;

for (const language of LANGUAGES.filter((language) => /^(zh|ja)/.test(language))) {
  test(`punctuation is as wide as the words around it, and Latin words stand as the language sets them: ${language}`, () => {
    const narrow = new RegExp(`[${EAST}][,;:!?()]|[,;!?()][${EAST}]|\\.\\.\\.`);
    const wideWithSpace = /[，。：；」』] |(?<!→) [，。：；！？「『] /;
    const joined = new RegExp(`[${EAST}][A-Za-z0-9]|[A-Za-z0-9][${EAST}]`);
    // A Japanese text sets a space beside a host, an address or a placeholder, and none beside a name or a number.
    const apart = new RegExp(`[${EAST}] (?![\\w-]*[.@:])[A-Za-z0-9]|(?<![.@:{][\\w-]*)[A-Za-z0-9] [${EAST}]`);
    for (const [key, text] of allOf(language)) {
      if (SAMPLES.test(key)) continue;
      assert.doesNotMatch(text, narrow, key);
      assert.doesNotMatch(text, wideWithSpace, key);
      assert.doesNotMatch(text, language === "ja" ? apart : joined, key);
    }
  });
}

test("Chinese texts address the reader in one way: a colleague on the mainland, politely in Taiwan", () => {
  const other = { zh_CN: /您/, zh_TW: /你(?!们|們)/ };
  // Sample mails write as Amazon does; a path names Amazon's own menu; a report speaks to Amazon.
  const quoted = (key) => SAMPLES.test(key) || key.startsWith("clicked_path_");
  for (const [language, pattern] of Object.entries(other))
    for (const [key, text] of allOf(language))
      if (!quoted(key)) assert.doesNotMatch(text, pattern, `${language}: ${key}`);
});

/** Words that the glossary replaces: the product's and Seller Central's other names, and a second word for the same thing. */
const NOT_OUR_TERMS = {
  zh_CN: /Touchstone|卖家平台|弹窗/,
  zh_TW: /Touchstone|賣家後台|寄件人|發件人|QR 碼|店鋪/,
  ja: /ブラウザ(?!ー)|送信者|Seller Central|サインイン|わか[らりるれっ]/,
};
for (const [language, pattern] of Object.entries(NOT_OUR_TERMS)) {
  test(`one thing has one name: ${language}`, () => {
    for (const [key, text] of allOf(language)) if (!SAMPLES.test(key)) assert.doesNotMatch(text, pattern, key);
  });
}

/** The files of one folder of the extension that may use a text. */
function sourcesIn(folder) {
  return readdirSync(`${root}extension/${folder}`, { encoding: "utf8", recursive: true })
    .filter((name) => /\.(ts|html)$/.test(name) && !name.startsWith("node_modules"))
    .map((name) => readFileSync(`${root}extension/${folder}/${name}`, "utf8"))
    .join("\n");
}

/** Returns the keys that a source names, and the prefixes of the keys that it composes. */
function askedIn(source) {
  const named = [...source.matchAll(/\btext\(\s*"([a-z0-9_]+)"|data-(?:text|tick)="([a-z0-9_]+)"/g)].map(
    ([, code, page]) => code ?? page,
  );
  const counted = [...source.matchAll(/\bcounted\(\s*"([a-z0-9_]+)"/g)].flatMap(([, key]) => [
    `${key}_one`,
    `${key}_other`,
  ]);
  const beginnings = [...source.matchAll(/`([a-z0-9_]+_)\$\{/g)].map(([, beginning]) => beginning);
  return { named: [...named, ...counted], beginnings };
}

const SHARED = ["background", "content", "i18n", "model", "pages/common", "platform", "protocol", "ui", "wasm"];

test("every text that the extension uses exists, and every text is used", () => {
  const everywhere = [...SHARED, ...pages.filter((page) => page !== "common").map((page) => `pages/${page}`)]
    .map(sourcesIn)
    .join("\n");
  const { beginnings } = askedIn(everywhere);
  // These keys are composed from a class, or used by the manifest.
  const composed = (key) =>
    /^(class|extension)_/.test(key) || beginnings.some((beginning) => key.startsWith(beginning));
  for (const key of Object.keys(texts.en))
    assert.ok(composed(key) || everywhere.includes(`"${key}"`), `${key} is never used`);
  for (const key of askedIn(SHARED.map(sourcesIn).join("\n")).named) {
    assert.ok(texts.en[key] ?? pages.some((page) => pageTexts("en", page)[key]), `${key} is used but has no text`);
  }
});

for (const page of pages) {
  test(`every text of the page's own file is shown there, and none is missing: ${page}`, () => {
    const source = [
      ...(page === "common" ? pages.filter((one) => one !== "common") : [page]).map((one) => `pages/${one}`),
      ...SHARED.filter((folder) => folder !== "background" && folder !== "content"),
    ]
      .map(sourcesIn)
      .join("\n");
    const { named, beginnings } = askedIn(source);
    const own = pageTexts("en", page);
    for (const key of Object.keys(own)) {
      const composed = beginnings.some((beginning) => key.startsWith(beginning));
      assert.ok(composed || named.includes(key) || source.includes(`"${key}"`), `${key} is never used`);
      assert.ok(!(key in texts.en), `${key} is in _locales too`);
    }
    if (page === "common") return;
    const there = { ...texts.en, ...pageTexts("en", "common"), ...own };
    for (const key of askedIn(sourcesIn(`pages/${page}`)).named)
      assert.ok(there[key], `${key} is used but has no text`);
  });
}
