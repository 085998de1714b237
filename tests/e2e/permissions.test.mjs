// The warnings that Chromium shows when a user installs the package.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { missing, open } from "./browsers.mjs";

/** All warnings. A change of this list changes the question to every new user, and every present user is asked again. */
const WARNINGS = [
  // The webmails.
  "Read and change your data on a number of websites",
  // declarativeNetRequest, by which the browser refuses the addresses of dangerous mails.
  "Block content on any page",
];

test(
  "the browser's own warnings are the known ones, and reading the history is none of them",
  { skip: missing("chromium") ?? false },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "touchstone-warnings-"));
    writeFileSync(join(folder, "page.html"), "<!doctype html><title>Warnings</title>");
    writeFileSync(
      join(folder, "manifest.json"),
      JSON.stringify({ manifest_version: 3, name: "Warnings", version: "1", permissions: ["management"] }),
    );
    const browser = await open("chromium", folder, { language: "en-US" });
    try {
      const page = await browser.extensionPage("page.html");
      const warningsOf = (manifest) =>
        page.evaluate((text) => chrome.management.getPermissionWarningsByManifest(text), JSON.stringify(manifest));
      const manifest = JSON.parse(readFileSync(new URL("../../dist/chrome/manifest.json", import.meta.url), "utf8"));
      // The manifest's names come from locale files, which this test does not copy. No warning is about a name.
      const plain = { ...manifest, name: "Touchstone", description: "", default_locale: undefined, action: {} };
      const history = await warningsOf({ ...plain, permissions: [...manifest.permissions, "webNavigation"] });
      assert.match(history.join("\n"), /browsing history/, "the optional permission would warn about the history");
      const warnings = await warningsOf(plain);
      assert.doesNotMatch(warnings.join("\n"), /history/i);
      assert.deepEqual(warnings, WARNINGS);
    } finally {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
