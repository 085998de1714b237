// A stand-in for the browser under the real background: its storage, its session rules, and how it applies them.

import { readFileSync } from "node:fs";
import { root } from "../gallery/tools.mjs";

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

/** Installs the stand-in. */
export function browser() {
  const area = (name) => ({
    get: async (key) =>
      structuredClone(
        key === null
          ? (browser.stored[name] ?? {})
          : key in (browser.stored[name] ?? {})
            ? { [key]: browser.stored[name][key] }
            : {},
      ),
    set: async (items) => {
      if (browser.isFull && name === "session") throw new Error("QUOTA_BYTES quota exceeded");
      browser.stored[name] = { ...browser.stored[name], ...structuredClone(items) };
    },
    remove: async (keys) => [keys].flat().forEach((key) => delete browser.stored[name]?.[key]),
  });
  /** @type {any} */ (globalThis).chrome = {
    action: { setIcon: async () => undefined, setTitle: async () => undefined },
    alarms: withEvents("alarms", { create: async () => undefined }),
    commands: listened("commands"),
    contextMenus: withEvents("contextMenus", { removeAll: async () => undefined, create() {} }),
    declarativeNetRequest: {
      getSessionRules: async () => structuredClone(browser.rules),
      // Chromium accepts short expressions only.
      isRegexSupported: async ({ regex }) => ({ isSupported: regex.length < 140 }),
      updateSessionRules: async ({ removeRuleIds, addRules }) => {
        const kept = browser.rules.filter(({ id }) => !removeRuleIds.includes(id));
        if (addRules.some((rule) => kept.some(({ id }) => rule.id === id) || browser.refuses(rule)))
          throw new Error("the browser does not take this rule");
        browser.rules = [...kept, ...structuredClone(addRules)];
      },
    },
    i18n: { getUILanguage: () => "en-US" },
    omnibox: listened("omnibox"),
    permissions: withEvents("permissions", { contains: async () => true, getAll: async () => ({ origins: LISTED }) }),
    runtime: withEvents("runtime", {
      id: "us",
      getURL: (path) => `chrome-extension://us/${path}`,
      getManifest: () => ({ host_permissions: LISTED }),
    }),
    scripting: { getRegisteredContentScripts: async () => [] },
    storage: {
      session: area("session"),
      local: area("local"),
      managed: { get: async () => ({}) },
      onChanged: /** @type {any} */ (listened("storage")).onChanged,
    },
    tabs: withEvents("tabs", {
      query: async () => [],
      get: async (id) => ({ id }),
      create: async (made) => (browser.opened.push(made), { id: 99, ...made }),
      update: async (id, made) => void browser.opened.push({ id, ...made }),
      sendMessage: async (id, order) => (browser.sent.push([id, order]), true),
    }),
  };
  globalThis.fetch = async (url) => {
    const path = url.slice("chrome-extension://us/".length);
    if (!path.endsWith(".wasm")) return new Response(readFileSync(`${root}extension/${path}`));
    return new Response(readFileSync(`${root}dist/wasm/${path}`), { headers: { "content-type": "application/wasm" } });
  };
}

const LISTED = [
  "https://mail.google.com/*",
  "https://outlook.live.com/*",
  "https://outlook.office.com/*",
  "https://*.mail.qq.com/*",
  "https://exmail.qq.com/*",
];

/** Removes the state that earlier tests left. */
export function reset() {
  Object.assign(browser, { stored: {}, rules: [], opened: [], sent: [], isFull: false, refuses: () => false });
}
reset();

/** The background's answer; an error as its text, and undefined if the request is not heard. */
export function say(request, sender = { url: "chrome-extension://us/options/options.html" }) {
  return new Promise((answer) => {
    const isHeard = listeners["runtime.onMessage"][0](request, { id: "us", ...sender }, (reply) =>
      answer(reply.ok ? reply.value : reply.error),
    );
    if (!isHeard) answer(undefined);
  });
}

/** Whether a request for an address from this host (null: typed) is refused, as both browsers apply their rules. */
export function isRefused(address, initiator) {
  const url = new URL(address);
  const fitting = browser.rules.filter(({ condition }) => fits(condition, url, initiator));
  const highest = Math.max(0, ...fitting.map(({ priority }) => priority));
  return fitting.some(({ priority, action }) => priority === highest && action.type === "block");
}

const isBelow = (host, domain) => host === domain || host.endsWith(`.${domain}`);

function fits({ initiatorDomains, requestDomains, regexFilter, urlFilter }, url, initiator) {
  if (initiatorDomains && !initiatorDomains.some((domain) => initiator !== null && isBelow(initiator, domain)))
    return false;
  // Firefox takes a host with a trailing dot for a different host.
  if (requestDomains && !requestDomains.some((domain) => isBelow(url.hostname, domain))) return false;
  if (regexFilter && !new RegExp(regexFilter, "i").test(url.href)) return false;
  return !urlFilter || filterAsExpression(urlFilter).test(url.href);
}

function filterAsExpression(filter) {
  const source = filter
    .replace(/[\\$.+?()[\]{}]/g, "\\$&")
    .replace(/\^/g, "([!a-z0-9_\\-.%]|$)")
    .replace(/\*/g, "[^]*")
    .replaceAll("([!", "([^");
  return new RegExp(source, "i");
}

/** @type {any} */
browser.stored = {};
/** @type {any[]} */
browser.rules = [];
/** @type {any[]} */
browser.opened = [];
/** @type {any[]} */
browser.sent = [];
/** @type {(rule: any) => boolean} */
browser.refuses = () => false;
browser.isFull = false;
