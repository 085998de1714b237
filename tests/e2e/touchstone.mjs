// The test build of the extension in a browser, and the desk: a page of the extension through which tests query the background.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

import { open } from "./browsers.mjs";
import { until } from "./drivers/until.mjs";

const FOLDERS = { chromium: "test-chrome", firefox: "test-firefox" };

/** Where the test build for a browser lies. */
export const buildFor = (kind) => fileURLToPath(new URL(`../../dist/${FOLDERS[kind]}`, import.meta.url));

/** Opens a browser with Touchstone in it, and its desk. */
export async function openTouchstone(kind, options) {
  const browser = await open(kind, buildFor(kind), options);
  // Without reduced motion, a drawing that fades in is invisible to a test that looks at once.
  await browser.setReducedMotion(true);
  return { browser, desk: new Desk(await browser.extensionPage("popup/popup.html")) };
}

/** Lets the extension onto sites as a user does: in one of its own pages a click asks the browser. */
export async function allow(browser, patterns) {
  for (const pattern of patterns) await browser.grant(pattern);
  const page = await browser.extensionPage("popup/popup.html");
  // Elements move while the popup is drawn, so a click could miss.
  await page.waitFor("body.ready");
  await page.evaluate((origins) => {
    const { permissions } = globalThis.browser ?? chrome;
    const button = document.createElement("button");
    button.id = "allow";
    button.textContent = "Allow";
    button.style.cssText = "position: fixed; inset: 0 auto auto 0; z-index: 1";
    button.onclick = async () => {
      if (await permissions.request({ origins })) button.remove();
    };
    document.body.append(button);
  }, patterns);
  await page.click("#allow");
  await until(
    () => page.evaluate(() => document.querySelector("#allow") === null),
    `${patterns.join(", ")} to be allowed`,
  );
  await page.close();
}

/** Mutes a name from the confirmation page, because no other page may. */
export async function mute(browser, what, value) {
  const page = await browser.extensionPage("confirm/confirm.html");
  await new Desk(page).ask({ kind: "remember", what, value });
  await page.close();
}

/** Calls `act`, which opens the confirmation page, and confirms there. The page offers "Undo", so the test leaves it as a user does. */
export async function confirmMute(browser, act) {
  const tab = await browser.tabFrom(act);
  await confirmAt(tab);
  await leaveConfirmation(browser, tab);
}

/** Goes back to the mail from a confirmation page, which closes it. */
export async function leaveConfirmation(browser, tab) {
  const isClosed = async () => !(await browser.pages()).includes(tab);
  // The page may close before the click has answered.
  await tab.click("#ways .main").catch(async (error) => {
    if (!(await isClosed())) throw error;
  });
  await until(isClosed, "the confirmation page to close");
}

/** Confirms on an open confirmation page. */
export async function confirmAt(tab) {
  await tab.waitFor("#ways button");
  await pressAt(tab, "#ways button:nth-of-type(2)");
  await tab.waitFor("#undo .button");
}

/** Clicks where a page of ours has drawn a button. */
async function pressAt(page, selector) {
  await until(
    () =>
      page.evaluate((selector) => document.querySelector(selector)?.getAttribute("aria-disabled") === null, selector),
    selector,
  );
  await page.click(selector);
}

/** Whether a level has a banner: every level from caution upwards has. */
export const isWarned = (level) => level === "caution" || level === "danger";

/** A page of the extension through which a test sends requests to the background. */
export class Desk {
  constructor(page) {
    this.page = page;
  }

  /** Sends a request to the background as the extension's own pages do. */
  async ask(request) {
    const reply = await this.page.evaluate(
      (request) => (globalThis.browser ?? chrome).runtime.sendMessage(request),
      request,
    );
    assert.ok(reply?.ok, `${request.kind}: ${JSON.stringify(reply)}`);
    return reply.value;
  }

  /** The entries of the journal; none where no entry was ever noted. */
  async noted() {
    return this.page.evaluate(readJournal);
  }

  /** The background's state of the tab with this address. */
  async stateOf(url) {
    return this.ask({ kind: "tab-state", tabId: await this.tabId(url) });
  }

  /** The verdict on the message from this sender that is open there, once there is one. */
  async verdictOn(page, { address }) {
    const url = await page.url();
    let last;
    const verdicts = await until(async () => {
      last = await this.stateOf(url);
      return last.verdicts?.at(-1)?.sender.address === address && last.verdicts;
    }, `a verdict on ${address} at ${url}`).catch((error) => {
      throw new Error(`${error.message}; there is ${JSON.stringify(last)}`, { cause: error });
    });
    assert.equal(verdicts.length, 1, `one message is open at ${url}`);
    return verdicts[0];
  }

  async tabId(url) {
    const id = await this.page.evaluate(
      async (url) => (await (globalThis.browser ?? chrome).tabs.query({})).find((tab) => tab.url === url)?.id ?? null,
      url,
    );
    assert.notEqual(id, null, `a tab with ${url}`);
    return id;
  }

  /** Lets this page, which is the popup in a tab, take the tab with this address for the current one. */
  async standBefore(url) {
    const id = await this.tabId(url);
    await this.page.evaluate((id) => {
      const { tabs } = globalThis.browser ?? chrome;
      const query = tabs.query.bind(tabs);
      tabs.query = async (asked) => (asked.active ? [await tabs.get(id)] : query(asked));
      // The popup draws everything anew when its language is chosen. What it drew before must not be mistaken for that.
      document.querySelector("#page").replaceChildren();
      document.querySelector("#language").dispatchEvent(new Event("change"));
    }, id);
    await this.page.waitFor("#page > *");
  }

  /** Pastes a text into the popup's field and returns the new answer. */
  async paste(text) {
    // While a text is read, the page says so in the answer's place.
    const answer = () =>
      this.page.evaluate(() => {
        const place = document.querySelector("#answer");
        return place.querySelector(".working") ? null : place.innerText;
      });
    await this.page.fill("#field", "");
    await until(async () => (await answer()) === "", "the answer to be cleared");
    await this.page.fill("#field", text);
    return until(answer, `an answer to ${text.slice(0, 60)}`);
  }
}

/** Runs in a page of the extension. It opens the database only if it exists, because opening a missing one would create it. */
async function readJournal() {
  if (!(await indexedDB.databases()).some(({ name }) => name === "journal")) return [];
  const answer = (request) =>
    new Promise((done, failed) => ((request.onsuccess = () => done(request.result)), (request.onerror = failed)));
  const database = await answer(indexedDB.open("journal"));
  try {
    return await answer(database.transaction("warnings").objectStore("warnings").getAll());
  } finally {
    database.close();
  }
}
