// Firefox by WebDriver BiDi, which it speaks itself. With system access BiDi also reaches the extension's background and the
// preferences.

import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { Bidi } from "./bidi.mjs";
import { QUIET } from "./firefox-preferences.mjs";
import { FrameDriver, Tab } from "./firefox-tab.mjs";
import { Page } from "./page.mjs";
import { discard, installed, scratch, start, stop } from "./processes.mjs";
import { CLOSING, PATIENCE, within } from "./until.mjs";

const program = () => installed("firefox-esr", "firefox");

/** The reason why Firefox cannot be driven here, or null. */
export const missing = () => (program() ? null : "Firefox is not installed (Debian: firefox-esr)");

/** Firefox chooses a new address of the extension's pages at every installation, unless a preference fixes it. */
const UUID = "5b6f6f0e-2c55-4a63-9d3e-7d5a1c0f8e21";

/** Opens Firefox with an extension; see browsers.mjs for the options. */
export async function open(extension, { counter = null, language = "", dark = false } = {}) {
  const folder = resolve(extension);
  const id = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")).browser_specific_settings?.gecko?.id;
  if (!id) throw new Error(`${folder}/manifest.json names no gecko id`);
  const profile = scratch("firefox");
  const preferences = {
    ...QUIET,
    "extensions.webextensions.uuids": JSON.stringify({ [id]: UUID }),
    "layout.css.prefers-color-scheme.content-override": dark ? 0 : 1,
    ...(language ? { "intl.accept_languages": language, "intl.locale.requested": language } : {}),
    ...(counter ? counter.firefoxPreferences() : {}),
  };
  writeFileSync(
    join(profile, "user.js"),
    Object.entries(preferences)
      .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
      .join(""),
  );
  const child = start(
    program(),
    ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0", "--remote-allow-system-access"],
    {
      // Headless Firefox has no window manager to ask for its size.
      // Without the last of these, a release build does not let its server of settings be changed.
      env: {
        MOZ_HEADLESS_WIDTH: "1280",
        MOZ_HEADLESS_HEIGHT: "960",
        MOZ_CRASHREPORTER_DISABLE: "1",
        MOZ_REMOTE_SETTINGS_DEVTOOLS: "1",
      },
      output: "pipe",
    },
  );
  try {
    const bidi = await Bidi.connect(await within(PATIENCE, address(child), "Firefox to start"));
    await bidi.send("webExtension.install", { extensionData: { type: "path", path: folder } });
    return new Firefox(bidi, child, profile, id);
  } catch (error) {
    await stop(child);
    discard(profile);
    throw error;
  }
}

/** Firefox prints the address of its BiDi server. */
function address(child) {
  return new Promise((found, failed) => {
    let printed = "";
    child.stderr.on("data", (text) => {
      printed = (printed + text).slice(-10_000);
      const match = /WebDriver BiDi listening on (ws:\S+)/.exec(printed);
      if (match) found(match[1]);
    });
    // Unread output would fill the pipe and block the browser.
    child.stdout.resume();
    void child.ended.then((how) => failed(new Error(`Firefox ended (${how}) before it listened: ${printed}`)));
  });
}

class Firefox {
  kind = "firefox";
  #bidi;
  #child;
  #profile;
  #pages = new Map();

  constructor(bidi, child, profile, id) {
    this.#bidi = bidi;
    this.#child = child;
    this.#profile = profile;
    this.extensionId = id;
  }

  async page(url) {
    const { context } = await this.#bidi.send("browsingContext.create", { type: "tab" });
    const page = this.#wrapped(context);
    if (url) await page.goto(url);
    return page;
  }

  async pages() {
    const { contexts } = await this.#bidi.send("browsingContext.getTree", { maxDepth: 0 });
    return contexts.map(({ context }) => this.#wrapped(context));
  }

  extensionUrl(path) {
    return `moz-extension://${UUID}/${path}`;
  }

  async stopBackground() {
    return this.#privileged(async (id) => {
      const { extension } = WebExtensionPolicy.getByID(id);
      const ran = extension.backgroundState === "running";
      await extension.terminateBackground({ ignoreDevToolsAttached: true });
      return ran;
    }, this.extensionId);
  }

  async setEnabled(enabled) {
    await this.#privileged(
      async (id, enabled) => {
        const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
        const addon = await AddonManager.getAddonByID(id);
        await (enabled ? addon.enable() : addon.disable());
      },
      this.extensionId,
      enabled,
    );
  }

  async update() {
    await this.#privileged(async (id) => {
      const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
      await (await AddonManager.getAddonByID(id)).reload();
    }, this.extensionId);
  }

  async allowPrivate() {
    await this.#privileged(async (id) => {
      const { ExtensionPermissions } = ChromeUtils.importESModule(
        "resource://gre/modules/ExtensionPermissions.sys.mjs",
      );
      await ExtensionPermissions.add(id, { permissions: ["internal:privateBrowsingAllowed"], origins: [] });
      const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
      await (await AddonManager.getAddonByID(id)).reload();
    }, this.extensionId);
  }

  /** Firefox grants every permission by a preference, so this does nothing. */
  async grant() {}

  async setDark(dark) {
    await this.#setPreference("layout.css.prefers-color-scheme.content-override", dark ? 0 : 1);
  }

  async setReducedMotion(reduced) {
    await this.#setPreference("ui.prefersReducedMotion", reduced ? 1 : 0);
  }

  /** Nanoseconds of the processor's time that the process of a site's pages has taken so far. */
  async processorTime(origin) {
    return this.#privileged(async (origin) => {
      const { children } = await ChromeUtils.requestProcInfo();
      return children.filter((child) => child.origin === origin).reduce((sum, { cpuTime }) => sum + cpuTime, 0);
    }, origin);
  }

  /**
   * Chooses the extension's only entry in the context menu that a right click has opened, as a click on it would. Returns its label, or null
   * if no menu opened: Firefox closes a menu at once that opens while tabs change.
   */
  async chooseFromMenu() {
    return this.#privileged(async (widget) => {
      const menu = document.getElementById("contentAreaContextMenu");
      for (let tries = 0; menu.state !== "open"; tries++) {
        if (tries === 20) return null;
        await new Promise((wake) => setTimeout(wake, 100));
      }
      const entries = [...menu.querySelectorAll(`menuitem[id^="${widget}-menuitem-"]`)];
      if (entries.length !== 1) throw new Error(`the menu has ${entries.length} entries of the extension`);
      menu.activateItem(entries[0]);
      return entries[0].label;
    }, this.#widget());
  }

  /** Types a text into the address bar and returns the texts of the extension's lines below it, in their order. */
  async typeAddress(text) {
    return this.#privileged(async (text) => {
      gURLBar.focus();
      gURLBar.search(text);
      const { results } = await gURLBar.lastQueryContextPromise;
      return results.filter(({ payload }) => payload.keyword).map(({ payload }) => payload.title);
    }, text);
  }

  /** Presses Enter in the address bar. */
  async enterAddress() {
    await this.#privileged(() => {
      const event = new KeyboardEvent("keydown", { key: "Enter", code: "Enter", keyCode: KeyEvent.DOM_VK_RETURN });
      gURLBar.controller.handleKeyNavigation(event);
    });
  }

  /** Presses keys together in the browser's own window. Keys that are sent to a page never reach the browser's shortcuts. */
  async pressInWindow(...keys) {
    await this.#privileged(
      (...keys) => {
        const input = Cc["@mozilla.org/text-input-processor;1"].createInstance(Ci.nsITextInputProcessor);
        if (!input.beginInputTransactionForTests(window)) throw new Error("the window takes no keys");
        const events = keys.map(
          (key) => new KeyboardEvent("", { key, keyCode: KeyEvent[`DOM_VK_${key.toUpperCase()}`] }),
        );
        for (const event of events) input.keydown(event);
        for (const event of events.reverse()) input.keyup(event);
      },
      ...keys,
    );
  }

  /** Firefox's name for the extension in the ids of elements. */
  #widget() {
    return this.extensionId.toLowerCase().replace(/[^a-z0-9_-]/g, "_");
  }

  async close() {
    await this.#bidi.send("browser.close", {}, CLOSING).catch(() => {});
    this.#bidi.close();
    await within(CLOSING, this.#child.ended, "Firefox to end").catch(() => {});
    await stop(this.#child);
    discard(this.#profile);
  }

  async #setPreference(name, value) {
    await this.#privileged((name, value) => Services.prefs.setIntPref(name, value), name, value);
  }

  /** Calls a function in the browser's own window, with all its rights. */
  async #privileged(fn, ...args) {
    const { contexts } = await this.#bidi.send("browsingContext.getTree", { "moz:scope": "chrome", maxDepth: 0 });
    return new FrameDriver(this.#bidi, contexts[0]).call(fn, ...args);
  }

  #wrapped(context) {
    if (!this.#pages.has(context)) this.#pages.set(context, new Page(new Tab(this.#bidi, context)));
    return this.#pages.get(context);
  }
}
