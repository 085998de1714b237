// The state of a tab for the popup, with a stand-in for the browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "../gallery/tools.mjs";

const OPEN = { adapter: "generic", verdicts: [], reading: false, unread: false };
const session = { "tab 7": { 0: {}, 5: {} } };
let frames;

/** @type {any} */ (globalThis).chrome = {
  permissions: { contains: async () => true },
  storage: { session: { get: async (key) => ({ [key]: session[key] }) }, local: { get: async () => ({}) } },
  tabs: {
    get: async () => ({ url: "https://mail.lumen-lamps.example/" }),
    sendMessage: (_, __, { frameId }) => frames[frameId],
  },
};

const { tabState } = await load("extension/background/toolbar.ts");

test("a frame that hangs does not hide the others", async () => {
  frames = { 0: Promise.resolve(OPEN), 5: new Promise(() => {}) };
  assert.deepEqual(await tabState(7), { state: "watching", origin: "https://mail.lumen-lamps.example", ...OPEN });
});
