// The listings fit the limits of the stores, in every language, and promise nothing that the extension cannot keep.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { root } from "../gallery/tools.mjs";

const store = `${root}store/`;
const read = (path) => readFileSync(`${store}${path}`, "utf8");
const languages = readdirSync(store, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "icons")
  .map(({ name }) => name);
const english = JSON.parse(read("en/captions.json"));

/** The parts of a listing, by heading. */
const parts = (listing) =>
  Object.fromEntries(
    listing
      .split(/^# /m)
      .slice(1)
      .map((part) => [part.split("\n")[0], part.slice(part.indexOf("\n")).trim()]),
  );

for (const language of languages) {
  test(`the listing is complete and within the limits of the stores: ${language}`, () => {
    assert.ok(existsSync(`${root}extension/_locales/${language}`), "a language of the extension");
    const { Name: name, Summary: summary, Description: description, ...others } = parts(read(`${language}/listing.md`));
    assert.deepEqual(others, {});
    assert.ok(name.length > 0 && name.length <= 75);
    assert.ok(summary.length > 0 && summary.length <= 132 && !summary.includes("\n"), `${summary.length} characters`);
    // Chrome's store takes the summary from the package.
    assert.equal(
      summary,
      JSON.parse(readFileSync(`${root}extension/_locales/${language}/messages.json`, "utf8")).extension_description
        .message,
    );
    assert.ok(description.length > 400 && description.length <= 16_000);
  });

  test(`no text for a store promises anything that we cannot know: ${language}`, () => {
    const captions = JSON.parse(read(`${language}/captions.json`));
    assert.deepEqual(Object.keys(captions), Object.keys(english));
    for (const text of [read(`${language}/listing.md`), read(`${language}/privacy.md`), ...Object.values(captions)]) {
      assert.doesNotMatch(text, /\bsafe|this is from amazon|detected|100 ?%|仿冒|假冒|绩效通知|保证|绝对/i);
    }
  });
}

/** The size of a PNG, from its header. */
const sizeOf = (bytes) => [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];

test("every picture has the size that both stores want, and is no larger than necessary", () => {
  for (const language of languages) {
    for (const name of readdirSync(`${store}${language}`).filter((name) => name.endsWith(".png"))) {
      const bytes = readFileSync(`${store}${language}/${name}`);
      assert.deepEqual(sizeOf(bytes), [1280, 800], `${language}/${name}`);
      assert.ok(bytes.length < 300_000, `${language}/${name} has ${bytes.length} bytes`);
    }
  }
  for (const language of ["en", "zh_CN"])
    assert.ok(readdirSync(`${store}${language}`).filter((name) => name.endsWith(".png")).length >= 5);
});

test("the forms give a reason for every permission of the packages", () => {
  const { permissions, optional_permissions } = JSON.parse(readFileSync(`${root}extension/manifest.json`, "utf8"));
  const given = [...read("forms.md").matchAll(/^- `(\w+)`/gm)].map(([, name]) => name);
  assert.deepEqual(given.sort(), [...permissions, ...optional_permissions].sort());
});

test("the versions of the manifest, the crate and the build agree", () => {
  const { version } = JSON.parse(readFileSync(`${root}extension/manifest.json`, "utf8"));
  assert.equal(JSON.parse(readFileSync(`${root}extension/package.json`, "utf8")).version, version);
  assert.equal(/^version = "(.+)"/m.exec(readFileSync(`${root}Cargo.toml`, "utf8"))[1], version);
});

test("the declared minimum versions match the page about offline installation", () => {
  const build = readFileSync(`${root}extension/tools/bundle.mjs`, "utf8");
  const chrome = /minimum_chrome_version = "(\d+)"/.exec(build)[1];
  const firefox = /strict_min_version: "(\d+)\.0"/.exec(build)[1];
  assert.match(build, new RegExp(`target: \\["chrome${chrome}", "firefox${firefox}"\\]`));
  for (const page of ["docs/install-offline.md", "docs/install-offline.zh-CN.md", "store/RELEASE.md"]) {
    const text = readFileSync(`${root}${page}`, "utf8");
    assert.ok(text.includes(`Chrome ${chrome}`) && text.includes(`Firefox ${firefox}`), page);
  }
  assert.ok(readFileSync(`${root}README.md`, "utf8").includes(`Firefox ${firefox} or newer`));
});
