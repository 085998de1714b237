// The packages that the modules are built on do real work in them: each is a direct dependency of the crate when it is built for
// the browser, and code that is compiled into a module names it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Each package with the module features under which it is used. */
const NAMED = {
  "wasm-bindgen": ["judge", "mail", "qr"],
  "serde-wasm-bindgen": ["judge", "mail", "qr"],
  "js-sys": ["judge"],
  "web-sys": ["mail", "qr"],
  url: ["judge", "qr"],
  publicsuffix: ["judge"],
};

/** The direct dependencies of the crate, built for the browser with this feature alone. */
function directDependencies(feature) {
  const target = ["--target", "wasm32-unknown-unknown", "--no-default-features", "--features", feature];
  const shown = ["--locked", "--package", "touchstone", "--edges", "normal", "--depth", "1", "--prefix", "none"];
  const tree = execFileSync("cargo", ["tree", ...shown, "--format", "{p}", ...target], { cwd: root, encoding: "utf8" });
  return tree
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(" ")[0]);
}

/** The Rust code of the library, without its comments and its test code. */
const code = readdirSync(`${root}src`, { encoding: "utf8", recursive: true })
  .filter((name) => name.endsWith(".rs") && name !== "main.rs")
  .map((name) =>
    readFileSync(`${root}src/${name}`, "utf8")
      .split("#[cfg(test)]")[0]
      .replaceAll(/\/\/.*$/gm, ""),
  )
  .join("\n");

for (const [name, features] of Object.entries(NAMED)) {
  test(`${name} is a direct dependency of the modules, and their code uses it`, () => {
    for (const feature of features) assert.ok(directDependencies(feature).includes(name), `the module "${feature}"`);
    assert.match(code, new RegExp(`(?<![\\w:])${name.replaceAll("-", "_")}::`));
  });
}

test("serde-wasm-bindgen converts the values that cross the boundary outside the hot path", () => {
  const binding = readFileSync(`${root}src/wasm.rs`, "utf8");
  const body = (name) => new RegExp(`pub fn ${name}\\([^]*?\\n\\s*\\}\\n`).exec(binding)?.[0] ?? "";
  for (const name of ["read_mail", "read_codes", "notification_pages"]) assert.match(body(name), /\bto_object\(/, name);
  assert.match(binding, /fn to_object[^]*?serde_wasm_bindgen::Serializer/);
});
