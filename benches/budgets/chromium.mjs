// Drives Chromium for the benchmarks: several extensions at once, traces, and no debugger attached to a service worker. The driver of the
// tests offers none of these.

import { existsSync } from "node:fs";

import { discard, installed, scratch, start, stop } from "../../tests/e2e/drivers/processes.mjs";
import { until, within } from "../../tests/e2e/drivers/until.mjs";
import { Cdp } from "./cdp.mjs";

/** Opens Chromium with unpacked extensions. `flags` are further arguments of its command line. */
export async function openChromium(extensions, flags = []) {
  const program = installed("chromium", "chromium-browser");
  if (!program) throw new Error("Chromium is not installed (Debian: chromium)");
  const profile = scratch("budgets");
  const child = start(
    program,
    [
      "--headless=new",
      "--no-sandbox",
      "--no-first-run",
      "--disable-sync",
      "--disable-background-networking",
      "--disable-component-update",
      "--remote-debugging-port=0",
      `--user-data-dir=${profile}`,
      `--disable-extensions-except=${extensions.join()}`,
      `--load-extension=${extensions.join()}`,
      "--window-size=1280,860",
      ...flags,
      "about:blank",
    ],
    { output: "pipe" },
  );
  try {
    const cdp = await Cdp.connect(await within(60_000, address(child), "Chromium to start"));
    const browser = new Chromium(cdp, child, profile);
    await browser.closeFirstPages(extensions.filter((extension) => existsSync(`${extension}/${FIRST_PAGE}`)).length);
    return browser;
  } catch (error) {
    await stop(child);
    discard(profile);
    throw error;
  }
}

/** The page that opens by itself after an installation. It must be closed, or the measurement would include it. */
const FIRST_PAGE = "welcome/welcome.html";

/** Returns the address that Chromium prints for DevTools. */
function address(child) {
  return new Promise((found, failed) => {
    let printed = "";
    child.stderr.on("data", (text) => {
      printed = (printed + text).slice(-10_000);
      const match = /DevTools listening on (ws:\S+)/.exec(printed);
      if (match) found(match[1]);
    });
    // Unread output would fill the pipe and block the browser.
    child.stdout.resume();
    void child.ended.then((how) => failed(new Error(`Chromium ended (${how}) before it listened: ${printed}`)));
  });
}

class Chromium {
  #cdp;
  #child;
  #profile;

  constructor(cdp, child, profile) {
    this.#cdp = cdp;
    this.#child = child;
    this.#profile = profile;
  }

  /** Closes the first pages of this many extensions. */
  async closeFirstPages(count) {
    const pages = await until(async () => {
      const { targetInfos } = await this.#cdp.send("Target.getTargets");
      const found = targetInfos.filter(({ type, url }) => type === "page" && url.endsWith(`/${FIRST_PAGE}`));
      return found.length >= count && found;
    }, "the first pages");
    for (const { targetId } of pages) await this.#cdp.send("Target.closeTarget", { targetId });
  }

  /** Returns the address of the extension whose service worker has this file name. */
  async extension(worker) {
    const target = await until(() => this.#worker((url) => url.endsWith(`/${worker}`)), `the service worker ${worker}`);
    return new URL(".", target.url).href;
  }

  /** Ends the service worker of an extension and waits until it is gone. */
  async stopWorker(extension) {
    const running = () => this.#worker((url) => url.startsWith(extension));
    const target = await running();
    if (target) await this.#cdp.send("Target.closeTarget", { targetId: target.targetId });
    await until(async () => !(await running()), "the service worker to end", { pause: 10 });
  }

  async #worker(fits) {
    const { targetInfos } = await this.#cdp.send("Target.getTargets");
    return targetInfos.find(({ type, url }) => type === "service_worker" && fits(url));
  }

  /** Opens a new tab in front. */
  async page(url) {
    const { targetId } = await this.#cdp.send("Target.createTarget", { url });
    const { sessionId } = await this.#cdp.send("Target.attachToTarget", { targetId, flatten: true });
    const page = new Page(this.#cdp, targetId, sessionId);
    await until(() => page.evaluate(() => document.readyState === "complete" && location.href !== "about:blank"), url);
    return page;
  }

  /** Returns the script worlds in a page, that of the page and those of extensions, each with its origin. */
  async worlds(page) {
    const found = [];
    this.#cdp.on("Runtime.executionContextCreated", ({ context }) => void found.push(context));
    await page.send("Runtime.enable", {});
    await page.send("Runtime.disable", {});
    return found;
  }

  /** Returns the events of the browser's own trace during an action. */
  async trace(categories, action) {
    const events = [];
    this.#cdp.on("Tracing.dataCollected", ({ value }) => void events.push(...value));
    const complete = new Promise((resolve) => this.#cdp.on("Tracing.tracingComplete", resolve));
    await this.#cdp.send("Tracing.start", {
      transferMode: "ReportEvents",
      traceConfig: { includedCategories: categories },
    });
    await action();
    await this.#cdp.send("Tracing.end");
    await within(60_000, complete, "the trace");
    return events;
  }

  async close() {
    await this.#cdp.send("Browser.close").catch(() => {});
    await within(10_000, this.#child.ended, "Chromium to close").catch(() => {});
    await stop(this.#child);
    this.#cdp.close();
    discard(this.#profile);
  }
}

class Page {
  #cdp;
  #target;
  #session;

  constructor(cdp, target, session) {
    this.#cdp = cdp;
    this.#target = target;
    this.#session = session;
  }

  /** Calls a function in the page's own world and awaits its promise. Arguments and answer are data. */
  async evaluate(fn, ...args) {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", {
      expression: `(${fn})(...${JSON.stringify(args)})`,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  send(method, params) {
    return this.#cdp.send(method, params, this.#session);
  }

  async close() {
    await this.#cdp.send("Target.closeTarget", { targetId: this.#target });
  }
}
