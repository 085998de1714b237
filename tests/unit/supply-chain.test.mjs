// The duties of a distributor: the notices name every contained component with its licence, the rules of deny.toml hold, and the bill
// of materials is valid. Needs the lock files, cargo and the built packages: ./build.sh.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { bundledPackages, licenceTexts, materials, npmPackages, rustPackages } from "../../supply-chain/inventory.mjs";
import { NOTICES, notices } from "../../supply-chain/notices.mjs";
import { denyRules } from "../../supply-chain/rules.mjs";
import { sbom } from "../../supply-chain/sbom.mjs";
import { chosen } from "../../supply-chain/spdx.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (path) => readFileSync(`${root}${path}`, "utf8");
const require = createRequire(`${root}extension/package.json`);
const { Spec, Validation } = require("@cyclonedx/cyclonedx-library");

const rust = rustPackages();
const inventory = { rust, npm: npmPackages(), materials: materials() };
const rules = denyRules(`${root}deny.toml`);
const shipped = readFileSync(NOTICES, "utf8");

const countOf = (values) =>
  values.reduce((counts, value) => counts.set(value, (counts.get(value) ?? 0) + 1), new Map());

test("the notices are those of the lock files: `node supply-chain/notices.mjs` writes them", () => {
  assert.equal(shipped, notices(inventory));
});

test("the notices name every dependency with its version, its licence and the text of the licence", () => {
  for (const { name, version, license } of [...inventory.rust, ...inventory.npm]) {
    const entry = shipped.indexOf(`\n${name} ${version} [`);
    assert.ok(entry > 0, `${name} ${version} has no entry`);
    assert.equal(shipped.slice(entry).split("\n")[2].trim(), license);
    const holder = shipped
      .replaceAll(/\s+/g, " ")
      .match(new RegExp(`[=,] ${name} ${version.replaceAll(/[.+]/g, "\\$&")}[, ]`));
    assert.ok(holder, `${name} ${version} has no licence text`);
  }
});

test("a dependency that the notices do not name is found", () => {
  const added = { ...rust.find(({ name }) => name === "url"), name: "urls" };
  assert.notEqual(notices({ ...inventory, rust: [...rust, added] }), shipped);
  const accepted = rules.licences;
  assert.throws(() => licenceTexts({ ...added, license: "GPL-3.0-only" }, accepted), /not accepted/);
  assert.throws(() => licenceTexts({ ...added, license: "Zlib" }, accepted), /no file has the text/);
});

test("the packages that are compiled into the modules and the program are in the inventory, tools are not", () => {
  const places = (name) => rust.find((one) => one.name === name)?.in;
  for (const name of ["url", "idna", "publicsuffix", "mail-parser", "html5gum", "rqrr", "serde"]) {
    assert.deepEqual(places(name), ["extension", "program"], name);
  }
  assert.ok(places("wasm-bindgen").includes("extension"));
  assert.deepEqual(places("clap"), ["program"]);
  for (const tool of ["criterion", "proptest", "qrcode"]) assert.equal(places(tool), undefined, tool);
});

test("data under a licence of its own is named with its date, which is that of the file", () => {
  const version = (wanted) => inventory.materials.find(({ name }) => name === wanted).version;
  const [, date] = /^\/\/ VERSION: (\d{4}-\d\d-\d\d)/m.exec(read("src/data/public_suffix_list.dat"));
  assert.equal(version("Public Suffix List"), date);
  const [, confusables] = /confusables\.txt (\d+\.\d+\.\d+ \(\d{4}-\d\d-\d\d)/.exec(read("src/data/folding.tsv"));
  assert.equal(version("Unicode confusables (UTS #39)"), confusables.replace(" (", ", "));
  for (const file of ["src/data/folding.tsv", "src/data/invisible.tsv"]) {
    assert.ok(read(file).includes(version("Unicode Character Database").replace(", ", " (")), file);
  }
  const unihan = version("Unihan Database").replace(", ", " (");
  assert.ok(read("src/data/simplified.tsv").includes(unihan));
  for (const { name, version, type } of inventory.materials) {
    if (type === "data") assert.ok(shipped.includes(`\n${name}, ${version} [`), name);
  }
});

for (const browser of ["chrome", "firefox"]) {
  test(`the package carries the notices and our own licences: ${browser}`, () => {
    for (const name of ["THIRD-PARTY-NOTICES.txt", "LICENSE-MIT", "LICENSE-APACHE"]) {
      assert.equal(read(`dist/${browser}/${name}`), read(name), name);
    }
    assert.match(read(`dist/${browser}/options/options.html`), /href="\.\.\/notices\/notices\.html"/);
  });
}

test("the notices lie beside the native program", () => {
  assert.equal(read("target/release/THIRD-PARTY-NOTICES.txt"), shipped);
});

test("licences: only those of deny.toml are needed", () => {
  const refused = [...inventory.rust, ...inventory.npm].filter(
    ({ license }) => chosen(license, rules.licences) === null,
  );
  assert.deepEqual(
    refused.map(({ name, license }) => `${name}: ${license}`),
    [],
  );
});

test("bans: no component uses a network, and none is contained in two versions unless deny.toml allows it", () => {
  assert.ok(rules.banned.includes("reqwest"));
  assert.deepEqual(
    rust.filter(({ name }) => rules.banned.includes(name)),
    [],
  );
  const twice = [...countOf(rust.map(({ name }) => name))].filter(([, count]) => count > 1).map(([name]) => name);
  assert.deepEqual(twice, rules.twice);
});

test("sources: every package comes from the public registry of its kind, by its checksum", () => {
  for (const { name, source, checksum } of rust) {
    assert.ok(
      rules.registries.some((registry) => source === `registry+${registry}`),
      `${name}: ${source}`,
    );
    assert.match(checksum, /^[0-9a-f]{64}$/, name);
  }
  const lock = JSON.parse(read("extension/package-lock.json"));
  for (const [path, { resolved, integrity }] of Object.entries(lock.packages)) {
    if (path === "") continue;
    assert.ok(resolved === undefined, `${path}: ${resolved}`);
    assert.match(integrity, /^sha512-/, path);
  }
});

test("npm: every package that is not a development dependency counts as contained, and a bundled file belongs to its package", () => {
  const packages = {
    "": {},
    "node_modules/esbuild": { dev: true, version: "1.0.0", license: "MIT" },
    "node_modules/@scope/kept": { version: "2.0.0", license: "MIT/Apache-2.0", integrity: "sha512-" },
    "node_modules/a/node_modules/nested": { version: "1.0.0", license: "MIT", integrity: "sha512-" },
  };
  assert.deepEqual(
    npmPackages({ packages }).map(({ name, license }) => [name, license]),
    [
      ["@scope/kept", "MIT OR Apache-2.0"],
      ["nested", "MIT"],
    ],
  );
  const inputs = {
    "pages/main.ts": {},
    "node_modules/@scope/kept/a.js": {},
    "node_modules/a/node_modules/nested/b.js": {},
  };
  assert.deepEqual(bundledPackages([{ inputs }, { inputs }]), ["@scope/kept", "nested"]);
});

test("the bill of materials is valid CycloneDX, names the components of the notices, and is the same each time", async () => {
  const bill = sbom(inventory);
  const product = bill.metadata.component["bom-ref"];
  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
  assert.equal(await validator.validate(JSON.stringify(bill)), null);
  assert.notEqual(await validator.validate(JSON.stringify({ ...bill, components: [{ name: "no type" }] })), null);
  assert.equal(bill.components.length, rust.length + inventory.npm.length + inventory.materials.length);
  const refs = new Set([product, ...bill.components.map((component) => component["bom-ref"])]);
  assert.equal(refs.size, bill.components.length + 1);
  for (const { ref, dependsOn } of bill.dependencies)
    for (const one of [ref, ...dependsOn]) assert.ok(refs.has(one), one);
  const needs = new Map(bill.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const reached = new Set([product]);
  for (const ref of reached) for (const next of needs.get(ref) ?? []) reached.add(next);
  assert.deepEqual(
    [...refs].filter((ref) => !reached.has(ref)),
    [],
  );
  assert.equal(JSON.stringify(bill), JSON.stringify(sbom()));
  assert.ok(!/serialNumber|timestamp/.test(JSON.stringify(bill)));
});

test("accepted licences satisfy a licence expression, and the first of several alternatives is taken", () => {
  const accepted = ["MIT", "Unicode-3.0", "Apache-2.0"];
  for (const [expression, licences] of /** @type {[string, string[] | null][]} */ ([
    ["Apache-2.0 OR MIT", ["MIT"]],
    ["MIT/Apache-2.0", ["MIT"]],
    ["(MIT OR Apache-2.0) AND Unicode-3.0", ["MIT", "Unicode-3.0"]],
    ["GPL-2.0-only OR Apache-2.0", ["Apache-2.0"]],
    ["Apache-2.0 WITH LLVM-exception OR MIT", ["MIT"]],
    ["Apache-2.0 WITH LLVM-exception", null],
    ["MIT AND GPL-2.0-only", null],
    ["GPL-2.0-only", null],
  ])) {
    assert.deepEqual(chosen(expression, accepted), licences, expression);
  }
  for (const broken of ["", "MIT OR", "(MIT", "MIT Apache-2.0", "AND"])
    assert.throws(() => chosen(broken, accepted), broken);
});
