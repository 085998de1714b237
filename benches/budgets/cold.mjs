// Budget: the first answer from a dead background, beside an extension whose module is empty. Both are asked the same, by
// `sendMessage` from a page of their own, after their service worker was ended and is gone.

import { alternate, median, spread } from "./statistics.mjs";

const ROUNDS = 25;
const ALLOWED = 1.5;
/** What an end leaves to be done in the browser is done by then. */
const SETTLED = 150;

export async function cold({ chromium, touchstone, empty }) {
  const ours = await subject(chromium, touchstone, "popup/popup.html");
  const theirs = await subject(chromium, empty, "page.html");
  // The first start of all also fills the caches of the browser.
  await ours.measure();
  await theirs.measure();
  ours.times.length = theirs.times.length = 0;
  await alternate(ROUNDS, ours.measure, theirs.measure);
  await ours.page.close();
  await theirs.page.close();
  const ratio = median(ours.times) / median(theirs.times);
  return [
    {
      budget: "first answer from a dead background beside an empty one",
      measured: `${ratio.toFixed(2)} ×`,
      allowed: `${ALLOWED} ×`,
      within: ratio <= ALLOWED,
      note: `${spread(ours.times)} ms against ${spread(theirs.times)} ms`,
    },
  ];
}

async function subject(chromium, extension, path) {
  const page = await chromium.page(`${extension}${path}`);
  const times = [];
  const measure = async () => {
    await chromium.stopWorker(extension);
    await new Promise((wake) => setTimeout(wake, SETTLED));
    times.push(await page.evaluate(ask));
  };
  return { page, times, measure };
}

/** Runs in the page: how long an answer takes. */
async function ask() {
  const begun = performance.now();
  const reply = await chrome.runtime.sendMessage({
    kind: "judge-links",
    links: ["https://sellercentral.amazon.com/home"],
  });
  const taken = performance.now() - begun;
  if (!reply?.ok || reply.value.length !== 1) throw new Error(`no verdict: ${JSON.stringify(reply)}`);
  return taken;
}
