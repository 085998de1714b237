// The places in which the module is timed: Node, and a page of the extension in each browser, where users run it. `call(what, …)` calls a
// function of rounds.mjs there.

import { readFileSync } from "node:fs";

import { missing, open } from "../../tests/e2e/browsers.mjs";
import { require } from "../../tests/e2e/drivers/packages.mjs";
import { touchstoneFor } from "./extensions.mjs";
import { benchOf } from "./rounds.mjs";

const PAGE = "bench/page.html";

export async function node({ dist }) {
  const judge = await import(`${dist}wasm/touchstone.js`);
  judge.initSync({ module: readFileSync(`${dist}wasm/touchstone_bg.wasm`) });
  const [{ parse }, isPhishing] = ["tldts", "eth-phishing-detect"].map((name) => require(name));
  const bench = benchOf({ judgeLinks: judge.judgeLinks, judgeMessage: judge.judgeMessage, parse, isPhishing });
  return { name: "Node", call: async (what, ...args) => bench[what](...args), close: async () => {} };
}

export async function chromium({ chromium, touchstone }) {
  const page = await chromium.page(`${touchstone}${PAGE}`);
  return inPage("Chromium", page, () => page.close());
}

export async function firefox({ dist, counter }) {
  const why = missing("firefox");
  if (why) throw new Error(why);
  const browser = await open("firefox", await touchstoneFor(dist, "test-firefox"), { counter });
  try {
    return inPage("Firefox", await browser.extensionPage(PAGE), () => browser.close());
  } catch (error) {
    await browser.close();
    throw error;
  }
}

const inPage = (name, page, close) => ({
  name,
  call: (what, ...args) => page.evaluate(async (what, args) => (await bench)[what](...args), what, args),
  close,
});
