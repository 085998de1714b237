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

/** The alarms that were set, by name. */
const alarms = new Map();
let allowed, registered, refused, started, sent, tabs, rules, stored, managed, read;
const area = (name) => ({
  get: async (key) => structuredClone(key in (stored[name] ?? {}) ? { [key]: stored[name][key] } : {}),
  set: async (items) => void (stored[name] = { ...stored[name], ...structuredClone(items) }),
  remove: async (key) => void delete stored[name]?.[key],
});

/** @type {any} */ (globalThis).chrome = {
  action: { setIcon: async () => undefined, setTitle: async () => undefined },
  alarms: withEvents("alarms", { create: async (name, when) => void alarms.set(name, when) }),
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
const pausing = (more = {}, origin = GMAIL) => say({ kind: "pause", origin, ...more });
const resuming = (more = {}, origin = GMAIL) => say({ kind: "resume", origin, ...more });
const isPaused = async (url = `${GMAIL}/mail/`, id = 7) =>
  (await say({ kind: "surroundings" }, inTab(url, { tab: { id, url } }))).paused !== undefined;
const pausesShown = async () =>
  (await say({ kind: "pauses" })).map(({ origin, tabId, until }) => [
    origin,
    ...(tabId === undefined ? [] : [tabId]),
    ...(until === undefined ? [] : ["ends"]),
  ]);
const entered = (url, id = 7, frameId = 0) => say({ kind: "entered" }, inTab(url, { frameId, tab: { id, url } }));

test("a site stays paused until the user resumes it, and only the rules for its own messages end", async () => {
  await arm("https://amazon-verify-one.example/", "https://mail.google.com/");
  await arm("https://amazon-verify-two.example/", "https://wx.mail.qq.com/");
  assert.equal(await pausing(), true);
  assert.deepEqual([await isPaused(), await isPaused("https://wx.mail.qq.com/")], [true, false]);
  assert.equal(pageRules().length, 1);
  assert.match(JSON.stringify(pageRules()), /amazon-verify-two/);
  assert.equal(await resuming(), true);
  assert.equal(await isPaused(), false);
});

test("a pause of one tab leaves the other tabs at work, and ends when its tab is closed", async () => {
  tabs = [7, 8].map((id) => ({ id, url: `${GMAIL}/mail/` }));
  await pausing({ tabId: 7 });
  assert.deepEqual([await isPaused(undefined, 7), await isPaused(undefined, 8)], [true, false]);
  assert.deepEqual(await pausesShown(), [[GMAIL, 7]]);
  // The browser keeps the session's storage when it shuts the background down, and empties it at its own end.
  assert.equal(stored.local?.paused, undefined);
  await fire("tabs.onRemoved", 7, {});
  await soon(async () => !(await isPaused(undefined, 7)), "the pause to end");
  assert.deepEqual(await pausesShown(), []);
});

test("a pause of one tab ends when its top frame comes from another site, and the tab's frames are told", async () => {
  tabs = [7, 8].map((id) => ({ id, url: `${GMAIL}/mail/` }));
  await pausing({ tabId: 7 });
  sent = [];
  await entered(`${GMAIL}/mail/`, 8);
  await entered("https://wx.mail.qq.com/", 7, 3);
  assert.deepEqual([await isPaused(), sent], [true, []]);
  await entered(`${GMAIL}/mail/`);
  assert.equal(await isPaused(), false);
  assert.deepEqual(
    sent.map(([id, { kind, surroundings }]) => [id, kind, surroundings.paused]),
    [[7, "surroundings-changed", undefined]],
  );
  // A tab that shows another site is not listed, even before that site says so.
  await pausing({ tabId: 7 });
  tabs = [{ id: 7, url: "https://wx.mail.qq.com/" }];
  assert.deepEqual(await pausesShown(), []);
});

test("a pause of an hour ends by the clock, without an alarm, and when the clock is set back", async (t) => {
  tabs = [{ id: 7, url: `${GMAIL}/mail/` }];
  t.mock.timers.enable({ apis: ["Date"], now: 1_000_000_000_000 });
  const hour = 60 * 60_000;
  // A longer time than an hour is not accepted.
  await pausing({ until: Date.now() + 100 * hour });
  assert.deepEqual(await pausesShown(), [[GMAIL, "ends"]]);
  assert.deepEqual(alarms.get("pauses end"), { when: Date.now() + hour });
  t.mock.timers.setTime(1_000_000_000_000 - 1);
  assert.equal(await isPaused(), false);
  t.mock.timers.setTime(1_000_000_000_000 + hour - 1);
  assert.equal(await isPaused(), true);
  t.mock.timers.setTime(1_000_000_000_000 + hour);
  assert.equal(await isPaused(), false);
  assert.deepEqual(await say({ kind: "tab-state", tabId: 7 }), { state: "silent" });
});

test("the alarm at the end of an hour wakes every page of the site, and waits for the next pause to end", async (t) => {
  tabs = [7, 8].map((id) => ({ id, url: `${GMAIL}/mail/` }));
  t.mock.timers.enable({ apis: ["Date"], now: 1_000_000_000_000 });
  await pausing({ until: Date.now() + 1_000 });
  await pausing({ until: Date.now() + 2_000 }, "https://wx.mail.qq.com");
  sent = [];
  t.mock.timers.setTime(1_000_000_001_000);
  await fire("alarms.onAlarm", { name: "pauses end" });
  await soon(() => sent.length === 2, "the pages to be told");
  assert.deepEqual(
    sent.map(([id, { surroundings }]) => [id, surroundings.paused]),
    [
      [7, undefined],
      [8, undefined],
    ],
  );
  assert.deepEqual(alarms.get("pauses end"), { when: 1_000_000_002_000 });
  assert.deepEqual(await pausesShown(), [["https://wx.mail.qq.com", "ends"]]);
});

test("an hour that was running when the browser closed still ends in time", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: 1_000_000_000_000 });
  await pausing({ until: Date.now() + 1_000 });
  alarms.clear();
  await fire("runtime.onStartup");
  await soon(() => alarms.has("pauses end"), "the alarm");
});

test("resuming ends one pause, and the longest of the others counts", async () => {
  tabs = [{ id: 7, url: `${GMAIL}/mail/` }];
  await pausing({ tabId: 7 });
  await pausing({ until: Date.now() + 60_000 });
  const shown = async () => (await say({ kind: "surroundings" }, inTab(`${GMAIL}/mail/`))).paused;
  assert.equal((await shown()).until, undefined);
  await resuming({ tabId: 7 });
  assert.ok((await shown()).until > Date.now());
  await resuming();
  assert.equal(await shown(), undefined);
});

test("sites that are paused at the same time are all paused", async () => {
  const sites = [GMAIL, "https://wx.mail.qq.com", "https://exmail.qq.com"];
  await Promise.all(sites.map((origin) => pausing({}, origin)));
  assert.deepEqual(
    stored.local.paused.map(({ origin }) => origin),
    sites,
  );
});

test("a site that an earlier version paused is still paused", async () => {
  stored.local = { paused: [GMAIL, 7, null, { origin: 1 }] };
  assert.equal(await isPaused(), true);
  assert.deepEqual(await pausesShown(), [[GMAIL]]);
  await resuming();
  assert.deepEqual([await isPaused(), stored.local.paused], [false, []]);
});

test("no site is paused where the organisation keeps danger closed, and any paused site can be resumed", async () => {
  tabs = [{ id: 7, url: `${GMAIL}/mail/` }];
  const ways = [{}, { tabId: 7 }, { until: Date.now() + 60_000 }];
  for (const way of ways) await pausing(way);
  managed = { openDanger: false };
  assert.equal(await isPaused(), false);
  assert.deepEqual(await pausesShown(), []);
  for (const way of ways) assert.match(await pausing(way), /set by the organisation/);
  for (const way of [{}, { tabId: 7 }]) assert.equal(await resuming(way), true);
  managed = {};
  assert.equal(await isPaused(), false);
});

// Taking back.

test("a removed name comes back once, with its day, and not where the organisation forbids it", async () => {
  const name = { what: "host", value: "one.example", since: "2026-06-30T10:00:00.000Z" };
  stored.local = { settings: { version: 2, remembered: [name] } };
  const forget = () => say({ kind: "forget", what: name.what, value: name.value });
  const kept = () => stored.local.settings.remembered;
  const id = await forget();
  assert.deepEqual(kept(), []);
  assert.equal(await say({ kind: "undo", id }), true);
  assert.deepEqual(kept(), [name]);
  assert.equal(await say({ kind: "undo", id }), "nothing to take back");
  const other = await forget();
  managed = { remember: false };
  assert.match(await say({ kind: "undo", id: other }), /set by the organisation/);
  assert.deepEqual(kept(), []);
  assert.equal(await forget(), null);
});

test("a dropped site of an imported file waits again", async () => {
  stored.local = { settings: { version: 2, remembered: [], imported: [ADDED] } };
  const waiting = async () => (await say({ kind: "organisation" })).imported;
  const id = await say({ kind: "drop-imported", pattern: ADDED });
  assert.deepEqual(await waiting(), []);
  assert.equal(await say({ kind: "undo", id }), true);
  assert.deepEqual(await waiting(), [ADDED]);
});

const teamFile = (organisation) => JSON.stringify({ format: "touchstone-team", version: 1, policy: { organisation } });
const teamName = async () => (await say({ kind: "organisation" })).name;

test("a removed team file comes back, and never over another one", async () => {
  await say({ kind: "import", text: teamFile("One") });
  assert.equal(await teamName(), "One");
  const id = await say({ kind: "remove-team" });
  assert.equal(await teamName(), null);
  assert.equal(await say({ kind: "undo", id }), true);
  assert.equal(await teamName(), "One");
  const other = await say({ kind: "remove-team" });
  await say({ kind: "import", text: teamFile("Two") });
  assert.match(await say({ kind: "undo", id: other }), /another team file/);
  assert.equal(await teamName(), "Two");
});

test("an imported team file gives way to the one before it, or to none, unless it was replaced since", async () => {
  const first = await say({ kind: "import", text: teamFile("One") });
  const second = await say({ kind: "import", text: teamFile("Two") });
  assert.match(await say({ kind: "undo", id: first }), /another team file/);
  assert.equal(await say({ kind: "undo", id: second }), true);
  assert.equal(await teamName(), "One");
  await say({ kind: "remove-team" });
  const third = await say({ kind: "import", text: teamFile("Three") });
  assert.equal(await say({ kind: "undo", id: third }), true);
  assert.equal(await teamName(), null);
});

test("imported settings are taken back as a whole, unless they have changed since or the organisation forbids it", async () => {
  const name = { what: "host", value: "one.example", since: "2026-06-30T10:00:00.000Z" };
  const before = { version: 2, notifications: "caution", remembered: [name], imported: [] };
  const file = JSON.stringify({
    format: "touchstone-settings",
    version: 1,
    notifications: "danger",
    remembered: [],
    webmails: [ADDED],
  });
  const imports = async () => {
    stored.local = { settings: structuredClone(before) };
    const id = await say({ kind: "import", text: file });
    assert.deepEqual([stored.local.settings.notifications, stored.local.settings.remembered], ["danger", []]);
    return id;
  };
  assert.equal(await say({ kind: "undo", id: await imports() }), true);
  assert.deepEqual(stored.local.settings, before);
  const id = await imports();
  await say({ kind: "set-language", language: "de" });
  assert.match(await say({ kind: "undo", id }), /changed since/);
  assert.equal(stored.local.settings.language, "de");
  const other = await imports();
  managed = { remember: false };
  assert.match(await say({ kind: "undo", id: other }), /set by the organisation/);
  assert.deepEqual(stored.local.settings.remembered, []);
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
