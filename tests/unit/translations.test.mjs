// The Chinese documents: each says as much as its English original. Headings and tables are compared, not sentences, because a good
// translation is free to put a sentence in another way.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const ENDING = ".zh-CN.md";
const TRANSLATED = [
  "README.zh-CN.md",
  "docs/desk.zh-CN.md",
  "docs/install-offline.zh-CN.md",
  "docs/organisations.zh-CN.md",
  "docs/webmails.zh-CN.md",
];
/** Names that both languages write alike. In a heading they show that the sections have the same order. */
const NAMES = ["Chrome", "Edge", "Chromium", "Firefox", "360", "紫鸟"];

const read = (name) => readFileSync(join(root, name), "utf8");
const originalOf = (name) => name.replace(ENDING, ".md");

/** The lines of a document without the lines of code blocks. */
function proseOf(text) {
  return text.replace(/^```[^]*?^```$/gm, "").split("\n");
}

/** Each heading: its level and the names in it. */
function headingsOf(text) {
  return proseOf(text)
    .map((line) => /^(#+) (.+)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, marks, words], at) => ({
      level: marks.length,
      names: at === 0 ? [] : NAMES.filter((name) => words.includes(name)),
    }));
}

/** The code marks and links of a cell. A link to a Chinese document counts as one to its original. */
function fixedIn(cell) {
  const code = [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word);
  const links = [...cell.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => originalOf(target));
  return { code: code.sort(), links: cell.includes("![") ? links.length : links };
}

/** Each table: its section, and the fixed parts of each cell, row by row. */
function tablesOf(text) {
  const tables = [];
  let section = 0;
  let inTable = false;
  for (const line of proseOf(text)) {
    if (/^#+ /.test(line)) section++;
    const isRow = line.startsWith("|");
    if (isRow && !inTable) tables.push({ section, rows: [] });
    if (isRow) tables.at(-1)?.rows.push(line.split("|").slice(1, -1).map(fixedIn));
    inTable = isRow;
  }
  return tables;
}

/** The commands of the code blocks, without comments. */
function commandsOf(text) {
  return [...text.matchAll(/^```\w+\n([^]*?)^```$/gm)].map(([, lines]) =>
    lines.split("\n").map((line) => line.replace(/ +# .*/, "")),
  );
}

/** The first line of text below the title. */
function openingOf(text) {
  return (
    text
      .split("\n")
      .slice(1)
      .find((line) => line.trim() !== "") ?? ""
  );
}

test("each Chinese document is known, and has an original", () => {
  const found = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", `*${ENDING}`], {
    cwd: root,
    encoding: "utf8",
  });
  assert.deepEqual(found.split("\n").filter(Boolean).sort(), TRANSLATED);
});

for (const name of TRANSLATED) {
  const original = originalOf(name);

  test(`${name} and its original link to each other in their first lines`, () => {
    assert.ok(openingOf(read(name)).includes(`](${basename(original)})`), name);
    assert.ok(openingOf(read(original)).includes(`](${basename(name)})`), original);
  });

  test(`${name} has the headings of its original: as many, of the same levels, in the same order`, () => {
    assert.deepEqual(headingsOf(read(name)), headingsOf(read(original)));
  });

  test(`${name} has the tables of its original: the same rows, columns, code and links`, () => {
    assert.deepEqual(tablesOf(read(name)), tablesOf(read(original)));
  });

  test(`${name} gives the commands of its original`, () => {
    assert.deepEqual(commandsOf(read(name)), commandsOf(read(original)));
  });

  test(`no sentence of ${name} is broken into lines, because a browser shows a space there`, () => {
    const lines = proseOf(read(name));
    for (const [at, line] of lines.entries()) {
      const goesOn =
        /^\s*\p{Script=Han}/u.test(line) && /^(?!#)[^|].*[\p{Script=Han}，、；：]$/u.test(lines[at - 1] ?? "");
      assert.ok(!goesOn, line);
    }
  });
}

test("the comparison notices a row, a column, a heading or a code mark more on one side", () => {
  const text = "# Title\n\n## Part\n\n| a | b |\n|---|---|\n| `x` | 1 |\n\n## Firefox\n";
  const changed = [
    text.replace("| `x` | 1 |\n", "| `x` | 1 |\n| `y` | 2 |\n"),
    text.replace("| `x` | 1 |", "| `x` | 1 | 2 |"),
    text.replace("`x`", "`z`"),
    text.replace("## Part\n\n", ""),
  ];
  for (const other of changed) assert.notDeepEqual(tablesOf(other), tablesOf(text), other);
  for (const other of [
    text.replace("## Part", "### Part"),
    text.replace("## Firefox\n", ""),
    text.replace("## Firefox", "## Chrome"),
  ])
    assert.notDeepEqual(headingsOf(other), headingsOf(text), other);
});
