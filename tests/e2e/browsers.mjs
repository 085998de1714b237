// The browsers that the tests drive, behind one interface. All are headless, and every wait ends with a message.
//
//   const browser = await open("chromium" | "firefox", folderOfTheExtension, { counter?, language?, dark?, firstPage? });
//
// `counter`: a counter of counter.mjs, which then answers for every host but this machine. `language`: the language that the browser
// reports to pages ("zh-CN"); the language of its own interface changes only where the browser's language pack is installed. `firstPage`:
// the page that opens by itself after an installation stays open; otherwise `open` waits for it and closes it.
//
//   browser.kind                       "chromium" or "firefox"
//   browser.page(url?)                 a new tab
//   browser.pages()                    all tabs, also those that the test did not open
//   browser.tabFrom(action)            the tab that an action opens, with the action's own answer ignored
//   browser.extensionId, browser.extensionUrl(path), browser.extensionPage(path)
//   browser.stopBackground()           kills the service worker or event page; says whether one ran
//   browser.restart()                  ends the browser and starts it with the same profile; Chromium only
//   browser.setEnabled(on)             switches the extension off, or on again
//   browser.update()                   replaces the extension with a fresh copy of itself, as an update does
//   browser.allowPrivate()             lets the extension into private windows, which starts it anew
//   browser.grant(pattern)             makes a later request for a host succeed without a question
//   browser.setDark(on), browser.setReducedMotion(on), browser.setLanguage(tag)
//   browser.processorTime(origin)      Firefox only: nanoseconds that the process of a site's pages has taken
//   browser.chooseFromMenu()           Firefox only, like the next three: chooses our entry in the menu that a right click has opened
//   browser.typeAddress(text)          types into the address bar; returns the extension's lines below it
//   browser.enterAddress()             presses Enter there
//   browser.pressInWindow(...keys)     presses keys together where the browser hears them before the page
//   browser.close()
//
// `setLanguage` opens the browser anew, with an empty profile: neither browser changes its language while it runs.
//
// A page (drivers/page.mjs):
//   goto(url), url(), close(), front(), evaluate(fn, ...args), screenshot(path), setViewport(width, height)
//   frames(), frame(selector)          frames with url and evaluate(fn, ...args); also of other origins and sandboxed
//   click(selector, { button, modifiers, count, frame }), drag(selector, { by, frame }), hover, moveAway, press(key), type(text, { into }), fill, focus
//   waitFor(selector, { frame })
//   drawn(kind?)                       the extension's drawings: [{ kind, level, frame }]; a chip in a list is a "row"
//   waitForDrawn(kind, { count, level })
//   drawnText(kind, i), drawnControls(kind, i), drawnEvaluate(kind, i, fn, ...args)   read within the closed shadow root
//   drawnClick(kind, i, { name, by })  by "mouse" or "keyboard"; drawnHover(kind, i, { name })
// All input is the browser's own, so pages see it as trusted. A click and typing wait for their element.

import { existsSync } from "node:fs";
import { join } from "node:path";

import * as chromium from "./drivers/chromium.mjs";
import * as firefox from "./drivers/firefox.mjs";
import { until } from "./drivers/until.mjs";

const drivers = { chromium, firefox };

/** The browsers that have a driver. */
export const kinds = Object.keys(drivers);

/** Returns the reason why a browser cannot be driven here, or null. */
export const missing = (kind) => drivers[kind].missing();

/** Opens a browser with an unpacked extension. */
export async function open(kind, extension, options = {}) {
  return new Browser(await installed(kind, extension, options), extension, options);
}

/** Opens a browser with the extension just installed. Closes the page that opens then, unless `firstPage` is set. */
async function installed(kind, extension, { firstPage = false, ...options }) {
  const driver = await drivers[kind].open(extension, options);
  if (!firstPage && existsSync(join(extension, FIRST_PAGE))) await closeFirstPage(driver);
  return driver;
}

const FIRST_PAGE = "welcome/welcome.html";

/** Closes the first page, which would otherwise open during the first test. */
async function closeFirstPage(driver) {
  const url = driver.extensionUrl(FIRST_PAGE);
  const page = await until(() => pageAt(driver, url), "the first page");
  await page.close();
}

async function pageAt(driver, url) {
  for (const page of await driver.pages()) if ((await page.url().catch(() => "")) === url) return page;
  return null;
}

/** The interface of both drivers, and methods that are built on it. */
class Browser {
  #driver;
  #extension;
  #options;

  constructor(driver, extension, options) {
    this.#driver = driver;
    this.#extension = extension;
    this.#options = options;
  }

  get kind() {
    return this.#driver.kind;
  }

  get extensionId() {
    return this.#driver.extensionId;
  }

  page(url) {
    return this.#driver.page(url);
  }

  pages() {
    return this.#driver.pages();
  }

  async tabFrom(action) {
    const before = new Set(await this.pages());
    await action();
    return until(async () => (await this.pages()).find((page) => !before.has(page)), "a new tab");
  }

  extensionUrl(path) {
    return this.#driver.extensionUrl(path);
  }

  extensionPage(path) {
    return this.page(this.extensionUrl(path));
  }

  stopBackground() {
    return this.#driver.stopBackground();
  }

  setEnabled(enabled) {
    return this.#driver.setEnabled(enabled);
  }

  update() {
    return this.#driver.update();
  }

  allowPrivate() {
    return this.#driver.allowPrivate();
  }

  grant(pattern) {
    return this.#driver.grant(pattern);
  }

  async setDark(dark) {
    this.#options = { ...this.#options, dark };
    await this.#driver.setDark(dark);
  }

  async setReducedMotion(reduced) {
    await this.#driver.setReducedMotion(reduced);
  }

  async setLanguage(language) {
    this.#options = { ...this.#options, language };
    await this.#driver.close();
    this.#driver = await installed(this.kind, this.#extension, this.#options);
  }

  async restart() {
    const { profile } = this.#driver;
    if (!profile) throw new Error(`${this.kind} forgets an extension that is not from a store when it ends`);
    await this.#driver.close({ keepsProfile: true });
    this.#driver = await drivers[this.kind].open(this.#extension, { ...this.#options, profile });
  }

  processorTime(origin) {
    return this.#driver.processorTime(origin);
  }

  chooseFromMenu() {
    return this.#driver.chooseFromMenu();
  }

  typeAddress(text) {
    return this.#driver.typeAddress(text);
  }

  enterAddress() {
    return this.#driver.enterAddress();
  }

  pressInWindow(...keys) {
    return this.#driver.pressInWindow(...keys);
  }

  close() {
    return this.#driver.close();
  }
}
