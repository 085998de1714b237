// The webmails on the first page match the manifest.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { LANGUAGES, load, pageTexts, root } from "../gallery/tools.mjs";

const { webmailsAmong } = await load("extension/pages/welcome/webmails.ts");
const { host_permissions: patterns } = JSON.parse(readFileSync(`${root}extension/manifest.json`, "utf8"));

test("every host of the manifest appears on the first page under one name", () => {
  const shown = webmailsAmong(patterns).flatMap(({ origins }) => origins);
  assert.deepEqual(shown.sort(), [...patterns].sort());
});

test("a webmail with a different name elsewhere has its name in every language", () => {
  const keys = webmailsAmong(patterns).flatMap(({ name }) => name.key ?? []);
  assert.ok(keys.length > 0);
  for (const language of LANGUAGES)
    for (const key of keys) assert.ok(pageTexts(language, "welcome")[key], `${language}: ${key}`);
});

test("a webmail without a host in the manifest is not shown", () => {
  assert.deepEqual(webmailsAmong(["https://mail.google.com/*", "http://127.0.0.1/*"]), [
    { name: "Gmail", origins: ["https://mail.google.com/*"] },
  ]);
});
