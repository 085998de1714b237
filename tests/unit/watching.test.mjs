// The watched pages, the accepted senders, and the effects of a removed permission: the real background on a stand-in for the
// browser. tests/e2e (inbox, sellercentral) tests the browsers' own part.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { load, root } from "../gallery/tools.mjs";

const { covers } = await load("extension/model/match-patterns.ts");

const MAIL = "https://mail.google.com/*";
const QQ = "https://*.mail.qq.com/*";
const ADDED = "https://mail.firm.example/*";
const LISTED = [MAIL, QQ];

/** The extension's listeners, by area and event. */
const listeners = {};
const listened = (area) =>
  new Proxy(
    {},
    {
      get: (_, name) => ({
        addListener: (listener) => (listeners[`${area}.${String(name)}`] ??= []).push(listener),
        hasListener: () => false,
      }),
    },
  );
const withEvents = (area, members) => new Proxy(members, { get: (own, name) => own[name] ?? listened(area)[name] });

let allowed, registered, refused, started, sent, tabs, rules, stored, managed, read;
const area = (name) => ({
  get: async (key) => structuredClone(key in (stored[name] ?? {}) ? { [key]: stored[name][key] } : {}),
  set: async (items) => void (stored[name] = { ...stored[name], ...structuredClone(items) }),
  remove: async (key) => void delete stored[name]?.[key],
});

/** @type {any} */ (globalThis).chrome = {
  action: { setIcon: async () => undefined, setTitle: async () => undefined },
  alarms: withEvents("alarms", { create: async () => undefined }),
  commands: listened("commands"),
  contextMenus: withEvents("contextMenus", { removeAll: async () => undefined, create() {} }),
  declarativeNetRequest: {
    isRegexSupported: async () => ({ isSupported: true }),
    getSessionRules: async () => rules,
    updateSessionRules: async ({ removeRuleIds, addRules }) => {
      const kept = rules.filter(({ id }) => !removeRuleIds.includes(id));
      if (addRules.some(({ id }) => kept.some((rule) => rule.id === id))) throw new Error("this id is taken");
      rules = [...kept, ...addRules];
    },
  },
  i18n: { getUILanguage: () => "en-US" },
  omnibox: listened("omnibox"),
  permissions: withEvents("permissions", {
    contains: async ({ origins }) =>
      origins.every((origin) => allowed.some((pattern) => covers(pattern, new URL(origin.replace("*", ""))))),
    getAll: async () => ({ origins: allowed }),
    remove: async ({ origins }) => void (allowed = allowed.filter((origin) => !origins.includes(origin))),
  }),
  runtime: withEvents("runtime", {
    id: "us",
    getURL: (path) => `chrome-extension://us/${path}`,
    getManifest: () => ({ host_permissions: LISTED }),
  }),
  scripting: {
    getRegisteredContentScripts: async ({ ids = null } = {}) => registered.filter(({ id }) => !ids || ids.includes(id)),
    registerContentScripts: async (scripts) => {
      if (scripts.some(({ matches }) => matches.some((match) => refused.includes(match))))
        throw new Error("the browser does not like it");
      registered.push(...scripts);
    },
    unregisterContentScripts: async ({ ids }) => void (registered = registered.filter(({ id }) => !ids.includes(id))),
    executeScript: async ({ target }) => void started.push(target.tabId),
  },
  storage: {
    session: area("session"),
    local: area("local"),
    managed: { get: async () => managed },
    onChanged: /** @type {any} */ (listened("storage")).onChanged,
  },
  tabs: withEvents("tabs", {
    get: async (id) => tabs.find((tab) => tab.id === id),
    query: async ({ url }) => tabs.filter((tab) => !url || url.some((pattern) => covers(pattern, new URL(tab.url)))),
    sendMessage: async (id, order) => void sent.push([id, order]),
  }),
};
globalThis.fetch = async (url) => {
  const path = url.slice("chrome-extension://us/".length);
  read.push(path);
  if (!path.endsWith(".wasm")) return new Response(readFileSync(`${root}extension/${path}`));
  return new Response(readFileSync(`${root}dist/wasm/${path}`), { headers: { "content-type": "application/wasm" } });
};

await load("extension/background/main.ts");

beforeEach(() => {
  [allowed, registered, refused, started, sent, tabs, rules, stored, managed, read] = [
    [...LISTED],
    [],
    [],
    [],
    [],
    [],
    [],
    {},
    {},
    [],
  ];
});

const fire = (name, ...values) => Promise.all(listeners[name].map((listener) => listener(...values)));

/** The background's answer to a content script or an extension page; an error as its text. */
const say = (request, sender = { url: "chrome-extension://us/options/options.html" }) =>
  new Promise((answer) => {
    listeners["runtime.onMessage"][0](request, { id: "us", ...sender }, (reply) =>
      answer(reply.ok ? reply.value : reply.error),
    );
  });
const inTab = (url, more = {}) => ({ url, origin: new URL(url).origin, tab: { id: 7, url }, ...more });
const LINKS = { kind: "judge-links", links: ["https://amazon-verify.example/"] };
const registeredFor = () => registered.flatMap(({ matches }) => matches);

/** Waits until the background has done something on its own. */
async function soon(holds, what) {
  for (let turn = 0; turn < 50_000; turn++) {
    if (await holds()) return;
    await new Promise((wake) => setTimeout(wake, 2));
  }
  assert.fail(`waited for ${what}`);
}

test("a pattern covers its hosts, on every port, and nothing else", () => {
  for (const [pattern, url, is] of /** @type {[string, string, boolean][]} */ ([
    [MAIL, "https://mail.google.com/mail/u/0/", true],
    [MAIL, "https://mail.google.com:8443/", true],
    [MAIL, "http://mail.google.com/", false],
    [MAIL, "https://x.mail.google.com/", false],
    [QQ, "https://wx.mail.qq.com/", true],
    [QQ, "https://mail.qq.com/", true],
    [QQ, "https://notmail.qq.com/", false],
    [QQ, "https://mail.qq.com.firm.example/", false],
    ["*://firm.example/*", "http://firm.example/", true],
    ["https://*/*", "https://firm.example/", true],
    ["<all_urls>", "https://firm.example/", true],
    ["<all_urls>", "file:///home/", false],
    ["https://sellercentral.amazon.com/messaging/*", "https://sellercentral.amazon.com/messaging/inbox", true],
    ["https://sellercentral.amazon.com/messaging/*", "https://sellercentral.amazon.com/ap/signin", false],
    ["nonsense", "https://firm.example/", false],
  ])) {
    assert.equal(covers(pattern, new URL(url)), is, `${pattern} ${url}`);
  }
});

test("content scripts are heard from watched pages, and told to leave all others", async () => {
  allowed.push(ADDED);
  registered.push({ id: `site ${ADDED}`, matches: [ADDED] });
  const heard = async (sender) => Array.isArray(await say(LINKS, sender));
  for (const url of [
    "https://mail.google.com/mail/",
    "https://wx.mail.qq.com/",
    "https://mail.firm.example:8443/inbox",
  ]) {
    assert.ok(await heard(inTab(url)), url);
  }
  // A frame without an origin of its own counts as its tab.
  const sealed = (url) => ({ url: "about:srcdoc", origin: "null", tab: { id: 7, url } });
  assert.ok(await heard(sealed("https://mail.firm.example/inbox")));
  for (const sender of [inTab("https://other.example/"), sealed("https://other.example/"), sealed(undefined)]) {
    assert.equal(await say(LINKS, sender), "not-watched");
  }
  // The registration alone does not count. A permission without a request to watch the site does not count either.
  allowed = [...LISTED];
  assert.equal(await say(LINKS, inTab("https://mail.firm.example/")), "not-watched");
  allowed.push("https://other.example/*");
  assert.equal(await say(LINKS, inTab("https://other.example/")), "not-watched");
});

/** The user opens the menu on a dangerous link of a page. */
const arm = (href, url) => say({ kind: "arm", links: [href] }, inTab(url));
/** The rules for the messages of pages. The rule for an opened menu ends by itself. */
const pageRules = () => rules.filter(({ condition }) => condition.initiatorDomains);

test("after a removed permission, the scripts leave, the registration goes, and the site's own rules end", async () => {
  allowed.push(ADDED);
  registered.push({ id: `site ${ADDED}`, matches: [ADDED] });
  tabs = [
    { id: 7, url: "https://mail.firm.example/" },
    { id: 8, url: "https://mail.google.com/" },
  ];
  await arm("https://amazon-verify-one.example/", "https://mail.firm.example/");
  await arm("https://amazon-verify-both.example/", "https://mail.firm.example/");
  await arm("https://amazon-verify-both.example/", "https://mail.google.com/");
  assert.equal(pageRules().length, 2);
  allowed = [...LISTED];
  await fire("permissions.onRemoved", { origins: [ADDED] });
  await soon(() => pageRules().length === 1, "its rule to end");
  assert.match(JSON.stringify(pageRules()), /amazon-verify-both/);
  assert.deepEqual(pageRules()[0].condition.initiatorDomains, ["mail.google.com", "us"]);
  await soon(() => sent.length === 2, "the tabs to be told");
  assert.deepEqual(
    sent,
    [7, 8].map((id) => [id, { kind: "withdrawn", patterns: [ADDED] }]),
  );
  assert.deepEqual(registered, []);
});

test("rules of an earlier version are removed, and block no new ones", async () => {
  rules = [{ id: 1, condition: { requestDomains: ["left.example"] } }];
  await arm("https://amazon-verify-one.example/", "https://mail.google.com/");
  assert.doesNotMatch(JSON.stringify(rules), /left\.example/);
  assert.match(JSON.stringify(rules), /amazon-verify-one/);
});

// Pausing.

const GMAIL = "https://mail.google.com";
const pausing = (paused, origin = GMAIL) => say({ kind: "pause", origin, paused });
const isPaused = async (url = `${GMAIL}/mail/`) => (await say({ kind: "surroundings" }, inTab(url))).paused === true;

test("a site stays paused until the user resumes it, and only the rules for its own messages end", async () => {
  await arm("https://amazon-verify-one.example/", "https://mail.google.com/");
  await arm("https://amazon-verify-two.example/", "https://wx.mail.qq.com/");
  assert.equal(await pausing(true), true);
  assert.deepEqual([await isPaused(), await isPaused("https://wx.mail.qq.com/")], [true, false]);
  assert.equal(pageRules().length, 1);
  assert.match(JSON.stringify(pageRules()), /amazon-verify-two/);
  assert.equal(await pausing(false), true);
  assert.equal(await isPaused(), false);
});

test("sites that are paused at the same time are all paused", async () => {
  const sites = [GMAIL, "https://wx.mail.qq.com", "https://exmail.qq.com"];
  await Promise.all(sites.map((origin) => pausing(true, origin)));
  assert.deepEqual(stored.local.paused, sites);
});

test("no site is paused where the organisation keeps danger closed, and any paused site can be resumed", async () => {
  await pausing(true);
  managed = { openDanger: false };
  assert.equal(await isPaused(), false);
  assert.match(await pausing(true), /set by the organisation/);
  assert.equal(await pausing(false), true);
  managed = {};
  assert.equal(await isPaused(), false);
});

// Sites that are allowed later, and sites that come back.

test("a webmail of the manifest that is allowed later starts in its open tabs, and is never listed as added", async () => {
  tabs = [
    { id: 7, url: "https://mail.google.com/mail/" },
    { id: 8, url: "https://wx.mail.qq.com/" },
    { id: 9, url: "https://other.example/" },
  ];
  for (const [origins, tab] of [
    [[MAIL], 7],
    [[QQ], 8],
    [["https://wx.mail.qq.com/*"], 8],
  ]) {
    started = [];
    await fire("permissions.onAdded", { origins });
    await soon(() => started.length > 0, `the tab of ${origins}`);
    assert.deepEqual(started, [tab]);
  }
  // In Firefox, the popup that asked is still open, and sends the request itself.
  started = [];
  for (const origin of ["https://mail.google.com", "https://wx.mail.qq.com"])
    assert.equal(await say({ kind: "watch", origin }), true);
  assert.deepEqual(started, [7, 8]);
  assert.deepEqual((await say({ kind: "granted" })).sites, []);
});

test("a site that cannot come back after an update does not prevent the others from coming back and starting", async () => {
  const both = "*://both.example/*";
  allowed.push(
    "https://refused.example/*",
    both,
    "https://bad host/*",
    ADDED,
    "file:///*",
    "https://*/*",
    "https://*.firm.example/*",
  );
  refused = ["https://refused.example/*"];
  tabs = [
    { id: 7, url: "https://mail.google.com/mail/" },
    { id: 8, url: "http://both.example/" },
    { id: 9, url: "https://mail.firm.example/" },
  ];
  await fire("runtime.onInstalled", { reason: "update" });
  await soon(() => started.length === 3, "the open tabs");
  assert.deepEqual(registeredFor(), [both, ADDED]);
  assert.deepEqual(started.sort(), [7, 8, 9]);
});

test("an allowed site without a registration gets it back when the popup asks", async () => {
  allowed.push(ADDED);
  tabs = [{ id: 7, url: "https://mail.firm.example/" }];
  assert.deepEqual(await say({ kind: "tab-state", tabId: 7 }), { state: "silent" });
  assert.deepEqual(registeredFor(), [ADDED]);
});

test("the texts of a new language are loaded once, however many tabs need them", async () => {
  tabs = [7, 8, 9].map((id) => ({ id, url: `${GMAIL}/mail/${id}` }));
  for (const language of ["it", "es", "it"]) await say({ kind: "set-language", language });
  await say({ kind: "surroundings" }, inTab(`${GMAIL}/mail/`));
  assert.equal(sent.length, 9);
  assert.deepEqual(
    sent.slice(0, 3).map(([, { surroundings }]) => surroundings.settings.language),
    ["it", "it", "it"],
  );
  const times = (language) => read.filter((path) => path === `_locales/${language}/messages.json`).length;
  assert.deepEqual([times("it"), times("es")], [1, 1]);
});
