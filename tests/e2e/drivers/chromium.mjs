// Chromium by Playwright; the end of a service worker by the DevTools protocol.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { Tab } from "./chromium-tab.mjs";
import { require } from "./packages.mjs";
import { Page } from "./page.mjs";
import { atEnd, discard, installed, scratch } from "./processes.mjs";
import { CLOSING, PATIENCE, within } from "./until.mjs";

const program = () => installed("chromium", "chromium-browser");

/** The reason why Chromium cannot be driven here, or null. */
export const missing = () => (program() ? null : "Chromium is not installed (Debian: chromium)");

/** Opens Chromium with an extension; see browsers.mjs for the options. */
export async function open(
  extension,
  { counter = null, language = "", dark = false, profile = scratch("chromium") } = {},
) {
  const folder = resolve(extension);
  const context = await within(
    PATIENCE,
    require("playwright-core").chromium.launchPersistentContext(profile, {
      executablePath: program(),
      // Playwright's own headless mode is that of the old headless browser, which had no extensions.
      headless: false,
      ignoreDefaultArgs: ["--disable-extensions"],
      args: [
        "--headless=new",
        "--no-sandbox",
        "--disable-sync",
        "--disable-domain-reliability",
        `--disable-extensions-except=${folder}`,
        `--load-extension=${folder}`,
        ...(language ? [`--lang=${language}`, `--accept-lang=${language}`] : []),
        ...(counter ? counter.chromiumFlags() : []),
      ],
      env: { ...process.env, ...(language ? { LANGUAGE: language.replace("-", "_") } : {}) },
      // `close` waits for the browser and then removes its profile.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      viewport: { width: 1280, height: 860 },
      ignoreHTTPSErrors: true,
      timeout: PATIENCE,
    }),
    "Chromium to start",
  );
  context.setDefaultTimeout(PATIENCE);
  const browser = new Chromium(context, profile, extensionId(folder));
  await browser.setDark(dark);
  return browser;
}

class Chromium {
  kind = "chromium";
  #context;
  #pages = new Map();
  #media = {};
  #endsWithUs = atEnd(() => this.close());

  constructor(context, profile, id) {
    this.#context = context;
    this.profile = profile;
    this.extensionId = id;
    context.on("page", (page) => void page.emulateMedia(this.#media).catch(() => {}));
  }

  async page(url) {
    const page = this.#wrapped(await this.#context.newPage());
    if (url) await page.goto(url);
    return page;
  }

  async pages() {
    return this.#context.pages().map((page) => this.#wrapped(page));
  }

  extensionUrl(path) {
    return `chrome-extension://${this.extensionId}/${path}`;
  }

  async stopBackground() {
    const session = await this.#context.browser().newBrowserCDPSession();
    const { targetInfos } = await session.send("Target.getTargets");
    const worker = targetInfos.find(
      (target) => target.type === "service_worker" && target.url.startsWith(this.extensionUrl("")),
    );
    if (worker) await session.send("Target.closeTarget", { targetId: worker.targetId });
    await session.detach();
    return Boolean(worker);
  }

  async setEnabled(enabled) {
    await this.#manage((id, enabled) => chrome.management.setEnabled(id, enabled), enabled);
  }

  async update() {
    // An extension from outside of the store stays off after a reload, unless developer mode is on.
    await this.#manage(async (id) => {
      await chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
      await chrome.developerPrivate.reload(id, { failQuietly: true });
    });
  }

  async allowPrivate() {
    await this.#manage(async (id) => {
      // The browser starts the extension anew; see `update`.
      await chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
      await chrome.developerPrivate.updateExtensionConfiguration({ extensionId: id, incognitoAccess: true });
    });
  }

  /** Chromium has no setting that grants hosts without asking; its page of extensions can. */
  async grant(pattern) {
    await this.#manage((id, pattern) => chrome.developerPrivate.addHostPermission(id, pattern), pattern);
  }

  /** Calls a function with the extension's id where the browser manages extensions. */
  async #manage(fn, argument) {
    const page = await this.#context.newPage();
    await page.goto("chrome://extensions/");
    await page.evaluate(new Function("all", `return (${fn})(...all)`), [this.extensionId, argument]);
    await page.close();
  }

  async setDark(dark) {
    this.#media = { ...this.#media, colorScheme: dark ? "dark" : "light" };
    await this.#emulate();
  }

  async setReducedMotion(reduced) {
    this.#media = { ...this.#media, reducedMotion: reduced ? "reduce" : "no-preference" };
    await this.#emulate();
  }

  async close({ keepsProfile = false } = {}) {
    this.#endsWithUs();
    await within(CLOSING, this.#context.close(), "Chromium to close").catch(() => {});
    if (!keepsProfile) discard(this.profile);
  }

  async #emulate() {
    await Promise.all(this.#context.pages().map((page) => page.emulateMedia(this.#media)));
  }

  #wrapped(page) {
    if (!this.#pages.has(page)) {
      this.#pages.set(page, new Page(new Tab(page)));
      page.once("close", () => this.#pages.delete(page));
    }
    return this.#pages.get(page);
  }
}

/** Returns Chromium's id of an extension, which comes from its key or, without one, from its folder. */
export function extensionId(folder) {
  const { key } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  const digest = createHash("sha256")
    .update(key ? Buffer.from(key, "base64") : folder)
    .digest("hex");
  return [...digest.slice(0, 32)].map((digit) => String.fromCharCode("a".charCodeAt(0) + parseInt(digit, 16))).join("");
}
