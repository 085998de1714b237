// The ways into the check, called as a browser calls them: the real listeners on a stand-in for the browser, because Chromium lets
// no driver open a context menu or the address bar. Firefox does: tests/e2e/menus.test.mjs.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { load, messages, root } from "../gallery/tools.mjs";

const TAB = { id: 7, windowId: 3 };
const PNG = "data:image/png;base64,AAAA";

/** The extension's listeners, and its calls. */
const listeners = {};
let session, local, opened, entries, capture, place;
const event = (name) => ({ addListener: (listener) => (listeners[name] = listener) });
const area = (store) => ({
  get: async (key) => ({ [key]: store()[key] }),
  set: async (items) => {
    if (JSON.stringify(items).length > 10_000_000) throw new Error("quota");
    Object.assign(store(), items);
  },
  remove: async (key) => void delete store()[key],
});

/** @type {any} */ (globalThis).chrome = {
  commands: { onCommand: event("command") },
  contextMenus: {
    onClicked: event("menu"),
    removeAll: async () => void (entries = []),
    create: (entry) => {
      assert.ok(!entries.some(({ id }) => id === entry.id), `${entry.id} was created twice`);
      entries.push(entry);
    },
  },
  i18n: { getUILanguage: () => "en-US" },
  omnibox: { onInputStarted: event("started"), onInputChanged: event("changed"), onInputEntered: event("entered") },
  runtime: {
    getURL: (path) => `chrome-extension://x/${path}`,
    onInstalled: event("installed"),
    onStartup: event("startup"),
  },
  scripting: { executeScript: async () => [{ result: "" }, { result: "https://amazon.example/" }] },
  storage: {
    session: area(() => session),
    local: area(() => local),
    managed: { get: async () => ({}) },
    onChanged: event("stored"),
  },
  tabs: {
    captureVisibleTab: (windowId, how) => capture(windowId, how),
    create: async ({ url }) => void opened.push(["new", url]),
    sendMessage: async () => place(),
    update: async ({ url }) => void opened.push(["current", url]),
  },
};
globalThis.fetch = async (url) => {
  const path = url.slice("chrome-extension://x/".length);
  if (!path.endsWith(".wasm")) return new Response(readFileSync(`${root}extension/${path}`));
  return new Response(readFileSync(`${root}dist/wasm/${path}`), { headers: { "content-type": "application/wasm" } });
};

const menus = await load("extension/background/menus.ts");
const omnibox = await load("extension/background/omnibox.ts");
const { takeWaiting } = await load("extension/background/check-page.ts");
menus.listenToMenus();
omnibox.listenToAddressBar();

beforeEach(() => {
  [session, local, opened, entries] = [{}, {}, [], []];
  capture = async () => PNG;
  place = () => Promise.reject(new Error("no content script answers"));
});

/** The id in the address of an opened check page. */
function idIn([, url]) {
  const [, id] = /^chrome-extension:\/\/x\/check\/check\.html#waiting=([\w-]{36})$/.exec(url);
  return id;
}

/** Waits until the check page is opened, and returns the kind of tab and the page's input. */
async function checked() {
  while (opened.length === 0) await new Promise(setImmediate);
  assert.equal(opened.length, 1);
  return [opened[0][0], await takeWaiting(idIn(opened[0]))];
}

test("a link and a selection are checked unchanged", async () => {
  listeners.menu({ menuItemId: "link", linkUrl: "https://amazon.example/?a=1" }, TAB);
  assert.deepEqual(await checked(), ["new", { text: "https://amazon.example/?a=1" }]);
  opened = [];
  listeners.menu({ menuItemId: "selection", selectionText: "a@amazon.example" }, TAB);
  assert.deepEqual(await checked(), ["new", { text: "a@amazon.example" }]);
  assert.equal(await takeWaiting(idIn(opened[0])), null);
});

test("simultaneous checks each have their own page, and abandoned content is not kept for ever", async () => {
  const links = Array.from({ length: 6 }, (_, at) => `https://amazon.example/${at}`);
  for (const linkUrl of links) listeners.menu({ menuItemId: "link", linkUrl }, TAB);
  while (opened.length < links.length) await new Promise(setImmediate);
  const taken = await Promise.all(opened.map((one) => takeWaiting(idIn(one))));
  assert.deepEqual(taken, [null, null, ...links.slice(2).map((text) => ({ text }))]);
  assert.deepEqual(session.waiting, []);
});

test("a picture too large to wait beside an abandoned one waits alone", async () => {
  for (const letter of "AB") {
    capture = async () => PNG + letter.repeat(letter === "A" ? 7_000_000 : 4_000_000);
    opened = [];
    listeners.menu({ menuItemId: "image", frameId: 0 }, TAB);
    while (opened.length === 0) await new Promise(setImmediate);
  }
  assert.equal((await takeWaiting(idIn(opened[0]))).picture.at(-1), "B");
});

test("a picture at an unknown place is the whole visible tab", async () => {
  capture = async (windowId, { format }) => `${PNG}#${windowId},${format}`;
  listeners.menu({ menuItemId: "image", frameId: 0 }, TAB);
  assert.deepEqual(await checked(), ["new", { picture: `${PNG}#3,png` }]);
});

test("a whole screen that is too large as a PNG waits as a JPEG", async () => {
  capture = async (_, { format }) => (format === "png" ? PNG + "A".repeat(5_000_000) : "data:image/jpeg;base64,AAAA");
  listeners.menu({ menuItemId: "image", frameId: 0 }, TAB);
  assert.deepEqual(await checked(), ["new", { picture: "data:image/jpeg;base64,AAAA" }]);
});

test("the check page is told when the browser refuses a picture, and when it cannot be kept", async () => {
  capture = () => Promise.reject(new Error("not allowed"));
  listeners.menu({ menuItemId: "image", frameId: 0 }, TAB);
  assert.deepEqual(await checked(), ["new", { failed: "capture-refused" }]);
  opened = [];
  capture = async () => PNG + "A".repeat(12_000_000);
  listeners.menu({ menuItemId: "image", frameId: 0 }, TAB);
  assert.deepEqual(await checked(), ["new", { failed: "too-large" }]);
});

test("the shortcut checks the selection of any frame, and other shortcuts do nothing", async () => {
  listeners.command("something-else", TAB);
  listeners.command("check-selection", TAB);
  assert.deepEqual(await checked(), ["new", { text: "https://amazon.example/" }]);
});

test("Enter in the address bar opens the check in the tab that the browser asks for", async () => {
  listeners.entered("amazon.example", "currentTab");
  assert.deepEqual(await checked(), ["current", { text: "amazon.example" }]);
  opened = [];
  listeners.entered("amazon.example", "newForegroundTab");
  assert.equal((await checked())[0], "new");
});

test("the menu entries are created once, and again for another language", async () => {
  const titles = (language) => ["menu_link", "menu_selection", "menu_picture"].map((key) => messages(language)[key]);
  listeners.installed();
  listeners.stored({ settings: {} }, "local");
  await menus.drawEntries();
  assert.deepEqual(
    entries.map(({ title }) => title),
    titles("en"),
  );
  assert.deepEqual(
    entries.map(({ contexts }) => contexts),
    [["link"], ["selection"], ["image"]],
  );
  local.settings = { language: "zh_CN" };
  listeners.stored({ settings: {} }, "local");
  await menus.drawEntries();
  assert.deepEqual(
    entries.map(({ title }) => title),
    titles("zh_CN"),
  );
  // A team file sets the language of users who have chosen none.
  local = { team: { language: "de" } };
  listeners.stored({ team: {} }, "local");
  await soon(() => entries[0]?.title === titles("de")[0], "the team's language");
  assert.deepEqual(
    entries.map(({ title }) => title),
    titles("de"),
  );
});

/** Waits until the work after an event is done. */
async function soon(holds, what) {
  for (let turn = 0; turn < 50_000; turn++) {
    if (holds()) return;
    await new Promise((wake) => setTimeout(wake, 2));
  }
  assert.fail(`waited for ${what}`);
}
