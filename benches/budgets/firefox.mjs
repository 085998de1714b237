// Makes the measurements of a page that are possible in Firefox. Firefox offers no trace to a driver, but it reports the processor time of
// the process of a site's pages. This measures the same page in turn with and without the extension, in the same browser, and takes the
// difference of the medians. The difference includes other threads of the process, so it is an upper bound for the main thread. The longest
// task stays unknown.

import { missing, open as openBrowser } from "../../tests/e2e/browsers.mjs";
import { marked, ordinary, serve } from "./digest.mjs";
import { touchstoneFor } from "./extensions.mjs";
import { inTurn, median, spread } from "./statistics.mjs";

/** A name for the webmail that the extension does not watch. */
const UNWATCHED = "webmail.example";
const ROUNDS = 9;
const LOADED = 500;
const SETTLED = 1_500;
const ALLOWED = 16;

/** Opens Firefox with the test build, runs an action, and closes it. */
export async function inFirefox({ dist, counter }, action) {
  const why = missing("firefox");
  if (why) throw new Error(why);
  const network = {
    firefoxPreferences: () => ({
      ...counter.firefoxPreferences(),
      "network.proxy.no_proxies_on": `127.0.0.1, localhost, ${UNWATCHED}`,
      "network.dns.localDomains": UNWATCHED,
    }),
  };
  const browser = await openBrowser("firefox", await touchstoneFor(dist, "test-firefox"), { counter: network });
  try {
    return await action(browser);
  } finally {
    await browser.close();
  }
}

export const mainThreadInFirefox = (setting) =>
  inFirefox(setting, async (browser) => {
    const unwatched = setting.inbox.url.replace("127.0.0.1", UNWATCHED);
    const rows = [];
    for (const [name, mail] of Object.entries({ "nothing marked": ordinary(), "all marked": marked() })) {
      const taken = { with: [], without: [] };
      const run = async (url) => {
        const origin = new URL(url).origin.replace(/:\d+$/, "");
        const page = await browser.page(url);
        await page.front();
        await page.evaluate(serve, mail, LOADED);
        const before = await browser.processorTime(origin);
        await page.evaluate(open, "#/mail/digest", SETTLED);
        const time = (await browser.processorTime(origin)) - before;
        await page.close();
        if (time <= 0) throw new Error(`Firefox has no process for ${origin}`);
        return time / 1e6;
      };
      await inTurn(
        ROUNDS,
        async () => taken.with.push(await run(setting.inbox.url)),
        async () => taken.without.push(await run(unwatched)),
      );
      const added = taken.with.map((time) => time - median(taken.without));
      rows.push({
        budget: `the page's process, 500 links, ${name}, Firefox: in all`,
        measured: `${spread(added)} ms`,
        allowed: `${ALLOWED} ms`,
        within: median(added) <= ALLOWED,
        note: `beside ${spread(taken.without)} ms without us`,
      });
    }
    return rows;
  });

// This runs in the page.

async function open(hash, milliseconds) {
  location.hash = hash;
  await new Promise((done) => setTimeout(done, milliseconds));
}
