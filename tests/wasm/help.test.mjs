// Tests that the help explains every reason by an example with that reason, and that its table of classes matches the rules.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { load } from "../gallery/tools.mjs";
import { judgeExamples, start } from "./modules.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path) => JSON.parse(readFileSync(`${root}extension/${path}`, "utf8"));

const judging = await start("touchstone");
const { fits, reasonIn } = await load("extension/pages/help/entries.ts");
const groups = read("pages/help/examples.json");
const examples = groups.flatMap((group) => group.examples);
const verdicts = judgeExamples(judging, examples);
const languages = readdirSync(`${root}extension/texts`);

/** Every reason code, in the spelling of Rust. */
const codes = [
  ...readFileSync(`${root}src/vocabulary/code.rs`, "utf8")
    .split("\ncodes! {")[1]
    .split("\n}")[0]
    .matchAll(/ = "([a-z-]+)" \[/g),
].map(([, code]) => code);

test("every reason has one entry, and every entry explains a reason", () => {
  assert.ok(codes.length >= 70, `${codes.length} codes`);
  assert.deepEqual(examples.map(({ code }) => code).sort(), [...codes].sort());
});

test("the verdict on each example contains the reason that the example explains", () => {
  const wrong = examples.filter(({ code }, at) => !reasonIn(verdicts[at], code)).map(({ code }) => code);
  assert.deepEqual(wrong, []);
});

test("every example is judged without the user's own decisions, unless the reason is about them", () => {
  const told = examples.filter(({ message }) => message?.remembered).map(({ code }) => code);
  assert.deepEqual(told, ["remembered"]);
});

test("no example names the sender or the site of a third party", () => {
  // Amazon's hosts, services whose kind the example is about, and reserved names.
  const known =
    /\.example$|^(?:[\w.-]+\.)?(?:amazon\.[a-z.]+|payments-amazon\.com|amazonaws\.com|audible\.de|chase\.com|amazonexteu\.qualtrics\.com|forms\.gle|amzn\.to|bit\.ly|urldefense\.com|mimecastprotect\.com|google\.com|vk\.com|gmail\.com|nas\.local)$/;
  const hosts = verdicts.flatMap((verdict) => {
    const { sender, links = [], replyTo } = verdict;
    return (sender ? [sender, ...links, ...(replyTo ? [replyTo] : [])] : [verdict])
      .map(({ host }) => host)
      .filter(Boolean);
  });
  assert.deepEqual(
    hosts.filter((host) => !known.test(host) && !/^[\d.]+$/.test(host)),
    [],
  );
});

for (const language of languages) {
  test(`every reason, class, level and topic is explained: ${language}`, () => {
    const texts = read(`texts/${language}/help.json`);
    const { link, sender } = read("pages/help/classes.json");
    const names = (prefix, list) => list.map((name) => `help_${prefix}_${name.replaceAll("-", "_")}`);
    const needed = [
      ...names("code", codes),
      ...names("class", Object.keys(link)),
      ...names("class_sender", Object.keys(sender)),
      ...names(
        "group",
        groups.map(({ group }) => group),
      ),
    ];
    assert.deepEqual(
      needed.filter((key) => !texts[key]),
      [],
    );
  });

  test(`an explanation stays short: ${language}`, () => {
    const long = Object.entries(read(`texts/${language}/help.json`)).filter(([, text]) => text.length > 420);
    assert.deepEqual(long, []);
  });
}

test("the table names every class with the levels that its verdicts have", () => {
  const character = (_, code) => String.fromCodePoint(parseInt(code, 16));
  const golden = readFileSync(`${root}tests/golden/links.tsv`, "utf8")
    .split("\n")
    .filter((row) => row !== "" && !row.startsWith("#"))
    .map((row) => row.split("\t")[0].replace(/\\u\{([0-9a-f]+)\}/gu, character));
  const found = { link: {}, sender: {} };
  for (const { kind, class: name, level } of judging.check(golden, false)) (found[kind][name] ??= new Set()).add(level);
  const order = ["ok", "info", "caution", "danger"];
  const levels = (classes) =>
    Object.fromEntries(
      Object.entries(classes).map(([name, set]) => [
        name,
        [...set].sort((a, b) => order.indexOf(a) - order.indexOf(b)),
      ]),
    );
  assert.deepEqual(read("pages/help/classes.json"), { link: levels(found.link), sender: levels(found.sender) });
});

test("a search finds words in any order, case, width and accent, and requires all of them", () => {
  const text = "Wo ein Verkäufer sich anmeldet: ＡＭＡＺＯＮ, 亚马逊卖家后台 brand-with-word";
  for (const asked of ["", "  ", "verkaufer", "AMAZON wo", "后台", "brand-with", "卖家 Wort".replace("Wort", "word")])
    assert.ok(fits(text, asked), asked);
  for (const asked of ["verkauft", "amazon nirgends", "邮件"]) assert.ok(!fits(text, asked), asked);
});
