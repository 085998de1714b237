// Tests that the practice and the module agree on every mail in every language: a mail that the practice calls fake is warned
// about, a mail that may be real is not.

import assert from "node:assert/strict";
import { test } from "node:test";

import { LANGUAGES, load, messages, pageTexts } from "../gallery/tools.mjs";
import { start } from "./modules.mjs";

const judging = await start("touchstone");
const { MAILS, SENDERS, answerOf, letterOf, shuffled } = await load("extension/pages/practice/mails.ts");
const { Texts } = await load("extension/i18n/texts.ts");
const { messageOf, wordsAt } = await load("extension/model/sample-mail.ts");
const { sampleLetter } = await load("extension/pages/welcome/sample.ts");

test("the practice has ten mails, some of each kind", () => {
  assert.equal(MAILS.length, 10);
  for (const answer of ["check", "fake"]) assert.ok(MAILS.filter((mail) => mail.answer === answer).length >= 4, answer);
});

for (const language of LANGUAGES) {
  const own = pageTexts(language, "practice");
  const texts = new Texts(language, { ...messages(language), ...own });

  test(`the module's verdict on every practice mail agrees with the answer: ${language}`, () => {
    for (const mail of MAILS) {
      const verdict = judging.judgeMessage(messageOf(letterOf(texts, mail)));
      assert.equal(
        answerOf(verdict),
        mail.answer,
        `${mail.name}: ${verdict.level} ${JSON.stringify(verdict.findings)}`,
      );
    }
  });

  test(`every practice mail has its texts, and every text belongs to a mail: ${language}`, () => {
    const wanted = MAILS.flatMap(({ name, answer, sender, parts, picture }) => {
      const named = [
        "subject",
        answer === "fake" ? "why" : "look",
        ...(sender ? [] : ["from"]),
        ...(picture ? ["picture"] : []),
      ];
      return [...named, ...parts.map((part) => part.text ?? part)].map((part) => `practice_mail_${name}_${part}`);
    });
    assert.deepEqual(
      Object.keys(own)
        .filter((key) => key.startsWith("practice_mail_"))
        .sort(),
      wanted.sort(),
    );
  });
}

for (const language of LANGUAGES) {
  test(`every practice mail has the words to look at, so that they can be marked: ${language}`, () => {
    const texts = new Texts(language, pageTexts(language, "practice"));
    for (const mail of MAILS) {
      const letter = letterOf(texts, mail);
      const parts = {
        address: [letter.from.address],
        subject: [letter.subject],
        text: letter.lines.filter(({ href }) => href === undefined).map(({ text }) => text),
        link: letter.lines.flatMap(({ href }) => href ?? []),
        picture: letter.pictures,
      };
      assert.ok(mail.places.length > 0, mail.name);
      const words = wordsAt(letter, mail.places);
      for (const [at, { part, link }] of mail.places.entries()) {
        const within = link === undefined ? parts[part] : [parts[part][link]];
        assert.ok(words[at] && within.some((text) => text.includes(words[at])), `${mail.name}: ${words[at]}`);
      }
    }
  });
}

test("a mail that may be real is checked somewhere else, a payout firm's on the firm's own site", () => {
  for (const { name, answer, where } of MAILS) assert.equal(where !== undefined, answer === "check", name);
  assert.equal(MAILS.find(({ name }) => name === "partner").where, "firm");
});

test("the first page's picture shows a mail that is warned about, in every language", () => {
  for (const language of LANGUAGES) {
    const letter = sampleLetter(new Texts(language, pageTexts(language, "welcome")));
    assert.equal(judging.judgeMessage(messageOf(letter)).level, "danger", language);
  }
});

test("the module calls none of the question's three senders Amazon's", () => {
  assert.equal(SENDERS.length, 3);
  for (const verdict of judging.check(SENDERS, false)) assert.equal(answerOf(verdict), "fake", JSON.stringify(verdict));
});

test("shuffling keeps every item and changes the order at random", () => {
  const things = [1, 2, 3, 4];
  assert.deepEqual(
    shuffled(things, () => 0),
    [1, 2, 3, 4],
  );
  assert.deepEqual(
    shuffled(things, () => 0.999),
    [4, 3, 2, 1],
  );
  assert.deepEqual(things, [1, 2, 3, 4]);
});
