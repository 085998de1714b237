// Rust decides. TypeScript reads the decisions from a verdict's fields and has no table of classes or reason codes of its own.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";
import { load, root } from "../gallery/tools.mjs";

const FOLDERS = ["background", "content", "i18n", "model", "pages", "platform", "protocol", "ui", "wasm"];

/** The source files of the extension, with their text without comments. */
const files = FOLDERS.flatMap((folder) =>
  readdirSync(`${root}extension/${folder}`, { encoding: "utf8", recursive: true })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => {
      const source = readFileSync(`${root}extension/${folder}/${name}`, "utf8");
      return { name: `${folder}/${name}`, folder, source: source.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "") };
    }),
);

/** The members of a union of texts that the build generates from Rust. */
function members(type) {
  const types = readFileSync(`${root}dist/wasm/touchstone.d.ts`, "utf8");
  const [, union] = new RegExp(`export type ${type} =([^;]+);`).exec(types);
  return [...union.matchAll(/"([^"]+)"/g)].map(([, member]) => member);
}

const CODES = members("ReasonCode");
const CLASSES = [...members("LinkClass"), ...members("SenderClass")];
const LEVELS = members("Level");

/** The texts in quotes that a file contains. */
function literals(source) {
  return [...source.matchAll(/(["'`])([a-z]+(?:-[a-z]+)*)\1/g)].map(([, , literal]) => literal);
}

/** The places at which a file compares a property to a text. */
function comparisons(source, property, texts) {
  const compared = new RegExp(`\\b${property}\\)?\\s*[!=]==\\s*"([^"]+)"`, "g");
  return [...source.matchAll(compared)].filter(([, text]) => texts.includes(text)).map(([place]) => place);
}

test("the generated types list the codes, classes and levels", () => {
  assert.ok(CODES.length > 60 && CLASSES.length > 15, `${CODES.length} codes, ${CLASSES.length} classes`);
  assert.deepEqual([...LEVELS].sort(), ["caution", "danger", "info", "ok"]);
  assert.ok(files.length > 100, `${files.length} files`);
});

test("no file outside ui/ names a class or a reason code", () => {
  // A text of one word may mean something else ("unknown" is also an error in a file), so such a word counts in a comparison only.
  const names = new Set([...CODES, ...CLASSES].filter((name) => name.includes("-")));
  for (const { name, folder, source } of files) {
    if (folder === "ui") continue;
    assert.deepEqual(
      literals(source).filter((literal) => names.has(literal)),
      [],
      name,
    );
    assert.doesNotMatch(source, /switch \([^)]*\.(?:class|code)\)/, name);
    assert.deepEqual(comparisons(source, "(?:class|code)", [...CODES, ...CLASSES]), [], name);
  }
});

test("no file names the types of classes to build a table from them", () => {
  for (const { name, source } of files) {
    assert.doesNotMatch(
      source,
      /(?:Set|Map|Record|Array)<(?:Link|Sender)Class|(?:Set|Map|Record|Array)<ReasonCode/,
      name,
    );
  }
});

test("the background, the content scripts and the modules never decide by a level", () => {
  for (const { name, folder, source } of files) {
    if (!["background", "content", "wasm"].includes(folder)) continue;
    assert.deepEqual(comparisons(source, "level", LEVELS), [], name);
    assert.doesNotMatch(source, /atLeast\([^()]*, "/, name);
  }
});

test("the user is asked about a link without a verdict, and about a verdict without a decision", async () => {
  const { passes, rulingOn } = await load("extension/model/verdict.ts");
  for (const verdict of [null, { kind: "link", level: "ok", class: "genuine" }]) {
    assert.equal(rulingOn(verdict), "dialog");
    assert.equal(passes(verdict), false);
  }
  for (const guard of ["card", "dialog", "", "PASS", true])
    assert.equal(passes({ level: "ok", guard }), false, String(guard));
  for (const guard of ["pass", "vouched"]) assert.equal(passes({ level: "danger", guard }), true, guard);
});

test("a name is muted only where Rust says that it may be", async () => {
  const { rememberable } = await load("extension/model/verdict.ts");
  const link = { kind: "link", level: "danger", class: "lookalike", host: "evil.example" };
  const sender = { kind: "sender", level: "danger", class: "lookalike", address: "A@evil.example" };
  assert.equal(rememberable(link), null);
  assert.equal(rememberable(sender), null);
  assert.deepEqual(rememberable({ ...link, mutable: true }), { what: "host", value: "evil.example" });
  assert.deepEqual(rememberable({ ...sender, mutable: true }), { what: "address", value: "a@evil.example" });
  assert.equal(rememberable({ ...link, mutable: true, host: null }), null);
});
