// The packages request exactly the permissions that the README lists with reasons.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { root } from "../gallery/tools.mjs";

const read = (path) => readFileSync(`${root}${path}`, "utf8");
const manifests = ["chrome", "firefox"].map((browser) => [browser, JSON.parse(read(`dist/${browser}/manifest.json`))]);
const hosts = read("store/hosts.txt")
  .split("\n")
  .filter((line) => line && !line.startsWith("#"));

/** The rows of the README's table: the names in code marks, the time of the request, and the reason. */
const rows = (() => {
  const [, section] = /^## Permissions\n([^]*?)^## /m.exec(read("README.md"));
  const cells = section
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  return cells
    .slice(2)
    .map(([what, when, why]) => ({ what, names: [...what.matchAll(/`([^`]+)`/g)].map(([, name]) => name), when, why }));
})();
const named = (wanted, isHost) =>
  rows
    .filter(({ when }) => wanted(when))
    .flatMap(({ names }) => names)
    .filter((name) => name.includes("://") === isHost)
    .sort();
const atInstallation = (when) => when === "at installation";
const later = (when) => !atInstallation(when);

test("every permission has its reason in the README", () => {
  assert.ok(rows.length > 5);
  for (const { what, when, why } of rows) assert.ok(when && why.length > 15, what);
});

for (const [browser, manifest] of manifests) {
  test(`the package requests exactly the permissions that the README lists: ${browser}`, () => {
    assert.deepEqual([...manifest.permissions].sort(), named(atInstallation, false));
    assert.deepEqual([...manifest.optional_permissions].sort(), named(later, false));
    assert.deepEqual([...manifest.optional_host_permissions].sort(), named(later, true));
    assert.deepEqual(named(atInstallation, true), []);
  });

  test(`the requested webmails are those of the first release: ${browser}`, () => {
    // A wider list switches the extension off until its users agree, so a change must be deliberate.
    assert.equal(hosts.length, 45);
    assert.deepEqual(manifest.host_permissions, hosts);
    assert.deepEqual(
      manifest.content_scripts.map(({ matches }) => matches),
      [hosts],
    );
  });

  test(`no package grants access that should be requested as a permission: ${browser}`, () => {
    // Each of these grants something without being listed among the permissions.
    const doors = [
      "externally_connectable",
      "web_accessible_resources",
      "sandbox",
      "update_url",
      "chrome_url_overrides",
      "content_capabilities",
      "devtools_page",
      "chrome_settings_overrides",
      "oauth2",
      "file_browser_handlers",
      "nacl_modules",
      "requirements",
    ];
    assert.deepEqual(
      doors.filter((key) => key in manifest),
      [],
    );
    assert.match(
      manifest.content_security_policy.extension_pages,
      /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; .*connect-src 'self'/,
    );
  });
}
