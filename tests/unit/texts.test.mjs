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

test("the text between two sentences, and between two entries of a list, is that of the language", async () => {
  const { joint, listComma } = await load("extension/ui/sentence.ts");
  const inEach = (between) =>
    Object.fromEntries(
      FOLDERS.map((language) => [language, between({ texts: new loaded.Texts(language, messages(language)) })]),
    );
  assert.deepEqual(inEach(joint), { de: " ", en: " ", es: " ", fr: " ", it: " ", ja: "", zh_CN: "", zh_TW: "" });
  const latin = { de: ", ", en: ", ", es: ", ", fr: ", ", it: ", " };
  assert.deepEqual(inEach(listComma), { ...latin, ja: "、", zh_CN: "、", zh_TW: "、" });
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

test("a finding about the host of a mail address has the address's sentence, and one about a link that of the link", () => {
  for (const language of FOLDERS) {
    const texts = new loaded.Texts(language, messages(language));
    const said = (reason) => texts.reason(reason).map((piece) => piece.param ?? piece);
    for (const code of ["embedded-host", "brand-subdomain", "brand-foreign-ending"]) {
      const ofLink = { code, host: "h.example", text: "amazon.de", label: "amazon", domain: "example" };
      const ofAddress = { ...ofLink, address: "a@h.example" };
      assert.ok(!said(ofLink).includes("address"), `${language} ${code}`);
      assert.ok(said(ofAddress).includes("address"), `${language} ${code}`);
    }
    const both = { code: "misspelled-name", label: "amazom", brand: "amazon" };
    assert.deepEqual(said({ ...both, address: "a@amazom.example" }), said(both), language);
  }
});

test("a look-alike character is named as Unicode names it, in every language and in every text that leaves the page", async () => {
  const { characterNames } = await load("extension/model/character-names.ts");
  for (const [text, named] of [
    ["а", "а U+0430 CYRILLIC SMALL LETTER A"],
    ["р", "р U+0440 CYRILLIC SMALL LETTER ER"],
    ["ο", "ο U+03BF GREEK SMALL LETTER OMICRON"],
    ["ạ", "ạ U+1EA1 LATIN SMALL LETTER A WITH DOT BELOW"],
    ["𝐛", "𝐛 U+1D41B MATHEMATICAL BOLD SMALL B"],
    ["ａ", "ａ U+FF41 FULLWIDTH LATIN SMALL LETTER A"],
    ["\u200b", "U+200B ZERO WIDTH SPACE"],
    ["\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"],
    ["⁄", "⁄ U+2044 FRACTION SLASH"],
    ["0", "0"],
    ["rn", "rn"],
  ]) {
    assert.equal(characterNames(text), named);
  }
  for (const language of FOLDERS) {
    const texts = new loaded.Texts(language, messages(language));
    for (const code of ["confusable-name", "confusable-separator", "confusable-display-name", "disguised-text"]) {
      const said = texts.sentence({ code, character: "а", imitates: "a", label: "аmazon", brand: "amazon" });
      assert.ok(said.includes("а U+0430 CYRILLIC SMALL LETTER A"), `${language}: ${said}`);
    }
  }
});

test("a place that is no host has its own sentence, in every language", () => {
  for (const language of FOLDERS) {
    const texts = new loaded.Texts(language, messages(language));
    const words = (code, host) => texts.sentence({ code, host, text: "T" }, () => "");
    for (const code of ["action-leaves-amazon", "amazon-mail-action-elsewhere"]) {
      const ofHost = words(code, "evil.example");
      for (const host of ["123.45.67.89", "xn--mazon-3ve.example", "亚马逊.example"])
        assert.equal(words(code, host), ofHost, host);
      const others = [
        ["+1 888 555 0142", "0800 123 4567", "+34 600 000 000"],
        ["telegram emma_amz_hr", "微信 amzsh8821", "line id abc123"],
        ["amazon-case@outlook.com"],
      ].map((places) => places.map((place) => words(code, place)));
      for (const said of others) assert.deepEqual(new Set(said).size, 1, said.join(" | "));
      assert.equal(new Set([ofHost, ...others.map(([said]) => said)]).size, 4, `${language} ${code}`);
    }
    const answer = texts.sentence({ code: "action-leaves-amazon", host: "", text: "Reply to confirm" });
    assert.ok(answer.includes("Reply to confirm"), language);
  }
});
