// Firefox for what is measured in a page, and what of it can be said there. It has no trace that a driver may ask for, so the
// page itself feels how long its main thread does not answer: messages go round in it without a pause, and every gap between
// two of them is somebody's work. Wall-clock time, so other programs on the machine count; hence the same page with and
// without the extension in turn, in the same browser, and the difference of the middle values.

import { missing, open } from "../../tests/e2e/browsers.mjs";
import { marked, ordinary, serve } from "./digest.mjs";
import { touchstoneFor } from "./extensions.mjs";
import { inTurn, median, spread } from "./statistics.mjs";

/** A name for the webmail that the extension does not watch. */
const UNWATCHED = "webmail.example";
const ROUNDS = 9;
const LOADED = 500;
const SETTLED = 1_500;
/** A gap from here on is work; in milliseconds. */
const FELT = 0.5;
const ALLOWED = 16;
const ALLOWED_TASK = 8;

/** Opens Firefox with the test build, does something, and closes it. */
export async function inFirefox({ dist, counter }, action) {
  const why = missing("firefox");
  if (why) throw new Error(why);
  const network = {
    firefoxPreferences: () => ({
      ...counter.firefoxPreferences(),
      "network.proxy.no_proxies_on": `127.0.0.1, localhost, ${UNWATCHED}`,
      "network.dns.localDomains": UNWATCHED,
      // Else a clock that is read within the same millisecond stands still.
      "privacy.reduceTimerPrecision": false,
    }),
  };
  const browser = await open("firefox", await touchstoneFor(dist, "test-firefox"), { counter: network });
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
      const felt = { with: [], without: [] };
      const run = async (url) => {
        const page = await browser.page(url);
        await page.front();
        await page.evaluate(serve, mail, LOADED);
        const gaps = await page.evaluate(feel, "#/mail/digest", SETTLED, FELT);
        await page.close();
        return gaps;
      };
      await inTurn(
        ROUNDS,
        async () => felt.with.push(await run(setting.inbox.url)),
        async () => felt.without.push(await run(unwatched)),
      );
      const of = (key, which) => felt[which].map((one) => one[key]);
      const added = of("all", "with").map((time) => time - median(of("all", "without")));
      rows.push(
        row(`main thread as felt, 500 links, ${name}, Firefox: in all`, added, ALLOWED, `without us ${spread(of("all", "without"))} ms`),
        row(
          `main thread as felt, 500 links, ${name}, Firefox: longest gap after the page's first frame`,
          of("longest", "with"),
          ALLOWED_TASK,
          `without us ${spread(of("longest", "without"))} ms`,
        ),
      );
    }
    return rows;
  });

const row = (budget, times, allowed, note) => ({
  budget,
  measured: `${spread(times)} ms`,
  allowed: `${allowed} ms`,
  within: median(times) <= allowed,
  note,
});

// This runs in the page.

/** Goes to an address and gives the milliseconds in which the page did not answer: in all, and at most after its own frame. */
async function feel(hash, milliseconds, felt) {
  const { port1, port2 } = new MessageChannel();
  const gaps = [];
  let last = performance.now();
  let ended = false;
  port1.onmessage = () => {
    const now = performance.now();
    if (now - last >= felt) gaps.push({ at: now, gap: now - last });
    last = now;
    if (!ended) port2.postMessage(null);
  };
  port2.postMessage(null);
  // The page shows a mail; two frames later its own work for it is done.
  let shown = Infinity;
  const observer = new MutationObserver(() => {
    if (!document.querySelector(".message-body a")) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => (shown = performance.now())));
  });
  observer.observe(document, { childList: true, subtree: true });
  location.hash = hash;
  await new Promise((done) => setTimeout(done, milliseconds));
  ended = true;
  if (shown === Infinity) throw new Error("the mail was not shown");
  return {
    all: gaps.reduce((sum, { gap }) => sum + gap, 0),
    longest: Math.max(0, ...gaps.filter(({ at }) => at > shown).map(({ gap }) => gap)),
  };
}
