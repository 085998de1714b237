// The loader of the texts: the language for each browser, and the plural forms.

import assert from "node:assert/strict";
import test, { before } from "node:test";
import { LANGUAGES as FOLDERS, load, messages } from "../gallery/tools.mjs";

let loaded;
before(async () => {
  loaded = await load("extension/i18n/texts.ts");
});

test("every language with texts can be chosen, by its own name, and no other", () => {
  const listed = loaded.LANGUAGES.map(([language]) => language);
  assert.deepEqual(listed.toSorted(), FOLDERS);
  assert.equal(new Set(loaded.LANGUAGES.map(([, name]) => name)).size, listed.length);
  for (const [language, name] of loaded.LANGUAGES) {
    const own = new Intl.DisplayNames([language.replace("_", "-")], { type: "language" }).of(language.slice(0, 2));
    const [first] = own.toLowerCase();
    assert.equal(name.toLowerCase()[0], language === "zh_CN" ? "简" : language === "zh_TW" ? "繁" : first, language);
  }
});

test("a browser gets its language in any spelling and region, Chinese by its script, and English if there are no texts", () => {
  const wanted = {
    en: ["en", "en-GB", "en_US", "pt-BR", "ko", "ru", "nl", "", "no such tag", "x"],
    zh_CN: ["zh", "zh-CN", "zh-SG", "zh-Hans", "zh-Hans-HK", "zh_CN", "ZH-cn"],
    zh_TW: ["zh-TW", "zh-HK", "zh-MO", "zh-Hant", "zh-Hant-CN", "zh_TW", "zh-hant-hk"],
    ja: ["ja", "ja-JP", "ja_JP"],
    de: ["de", "de-AT", "de-CH", "DE"],
    fr: ["fr", "fr-CA", "fr-BE"],
    it: ["it", "it-CH"],
    es: ["es", "es-MX", "es-419"],
  };
  for (const [language, tags] of Object.entries(wanted)) {
    for (const tag of tags) assert.equal(loaded.languageFor(tag), language, tag);
  }
});

test("the browser knows the languages with a region, so that numbers, dates and country names fit", () => {
  for (const language of FOLDERS) {
    const { tag } = new loaded.Texts(language, {});
    for (const service of ["NumberFormat", "DateTimeFormat", "PluralRules", "DisplayNames"]) {
      assert.deepEqual(Intl[service].supportedLocalesOf([tag]), [tag], `${service} ${tag}`);
    }
  }
});

test("the singular form is used as the language uses it, and numbers are written as the language writes them", () => {
  const said = (language, count) =>
    new loaded.Texts(language, { things_one: "one {count}", things_other: "many {count}" }).counted("things", count);
  assert.equal(said("en", 1), "one 1");
  assert.equal(said("fr", 0), "one 0");
  assert.equal(said("de", 0), "many 0");
  assert.equal(said("ja", 1), "many 1");
  assert.equal(said("zh_TW", 1), "many 1");
  // Languages with a plural form for millions use the form for many things there.
  assert.equal(said("es", 1_000_000), "many 1.000.000");
  assert.equal(said("de", 12_000), "many 12.000");
  assert.equal(said("fr", 12_000), "many 12\u202f000");
});

test("the text between two sentences is that of the language", async () => {
  const { joint } = await load("extension/ui/sentence.ts");
  const between = Object.fromEntries(
    FOLDERS.map((language) => [language, joint({ texts: new loaded.Texts(language, messages(language)) })]),
  );
  assert.deepEqual(between, { de: " ", en: " ", es: " ", fr: " ", it: " ", ja: "", zh_CN: "", zh_TW: "" });
});

test("the sentence of a reason consists of its pieces, and only the values from outside are converted", () => {
  const texts = new loaded.Texts("en", { reason_unrelated_host: "{host} is not Amazon's." });
  const reason = { code: "unrelated-host", host: "evil.example" };
  assert.equal(texts.sentence(reason), "evil.example is not Amazon's.");
  assert.equal(
    texts.sentence(reason, (value) => value.toUpperCase()),
    "EVIL.EXAMPLE is not Amazon's.",
  );
});
