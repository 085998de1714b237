// The documents: every file that one of them names exists, and ARCHITECTURE.md stays one page.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** The changelog names files of earlier versions. */
const HISTORY = "CHANGELOG.md";
const MOST_LINES = 120;

const documents = execFileSync("git", ["ls-files", "*.md"], { cwd: root, encoding: "utf8" })
  .split("\n")
  .filter((name) => name && name !== HISTORY);
const read = (name) => readFileSync(join(root, name), "utf8");
/** The folders to which a file name in a document may be relative: the root, the document's own, the extension's, the crate's. */
const placesFor = (document) => ["", dirname(document), "extension", "extension/pages", "extension/content", "src"];

/** The files and folders in code marks: a path with a slash or one of our endings. No placeholders, patterns or built files. */
function namedIn(text) {
  const words = [...text.replace(/```[^]*?```/g, "").matchAll(/`([\w./-]+)`/g)].map(([, word]) => word);
  return words.filter(
    (word) =>
      /^[\w.-]+(\/[\w.-]+)+\/?$/.test(word) &&
      // The guides for adding something use "example" and "pl" as the names of added files.
      !/\b(example|pl)\b/.test(word) &&
      !/[A-Z]{4}/.test(word.replace(/(README|ARCHITECTURE|CONTRIBUTING|SECURITY|RELEASE)\.md/, "")) &&
      !/^(dist|target|about|chrome|etc|distribution|artifacts)\b|^\/|\.(example|com)\b/.test(word) &&
      /\.(rs|ts|mjs|js|json|tsv|md|sh|txt|html|css|toml|dat|eml|png)$|\/$/.test(word),
  );
}

for (const document of documents) {
  test(`every file that ${document} names exists`, () => {
    const text = read(document);
    const links = [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, target]) => target);
    for (const target of links.filter((link) => !/^[a-z]+:/.test(link)))
      assert.ok(existsSync(join(root, dirname(document), target)), `the link to ${target}`);
    for (const name of namedIn(text))
      assert.ok(
        placesFor(document).some((place) => existsSync(join(root, place, name))),
        `\`${name}\``,
      );
  });
}

test("ARCHITECTURE.md is one page, and each of its invariants names the file that enforces it", () => {
  const text = read("ARCHITECTURE.md");
  assert.ok(text.trimEnd().split("\n").length <= MOST_LINES, "longer than a page");
  const [, invariants] = /## Invariants\n([^]*?)\n## /.exec(text);
  const each = invariants.split(/^\d+\. /m).slice(1);
  assert.ok(each.length > 10);
  for (const invariant of each) {
    const holders = namedIn(invariant).filter((name) => /^(tests\/|extension\/)/.test(name));
    assert.ok(holders.length > 0, invariant);
    for (const holder of holders) assert.ok(existsSync(join(root, holder)), holder);
  }
});
