// Measures the budget for the time until marks appear after a body is first seen, with the background awake. An observer in the page's own
// world sees the body arrive and, in the test build, the drawings of the extension. The clock stops when the frame with the marks is
// painted.

import { inFirefox } from "./firefox.mjs";
import { median, quantile, spread } from "./statistics.mjs";

const ROUNDS = 25;
const ALLOWED = 150;
const FAKE = "fake-verification";
/** The state before the measurement: no mail open, or another mail. */
const FROM = { "from the list": "", "from another mail": "#/mail/genuine-second-review" };
/** Milliseconds after which all work that follows the last change is over. */
const SETTLED = 600;

export async function marks({ chromium, touchstone, inbox }) {
  const desk = await chromium.page(`${touchstone}popup/popup.html`);
  const page = await chromium.page(inbox.url);
  const rows = await rowsOf(page, desk, "Chromium");
  await page.close();
  await desk.close();
  return rows;
}

export const marksInFirefox = (setting) =>
  inFirefox(setting, async (browser) => {
    const desk = await browser.extensionPage("popup/popup.html");
    const page = await browser.page(setting.inbox.url);
    await page.front();
    return rowsOf(page, desk, "Firefox");
  });

async function rowsOf(page, desk, where) {
  const rows = [];
  for (const [way, before] of Object.entries(FROM)) {
    const times = [];
    // The first opening only counts the marks and warms up.
    let count = 0;
    for (let round = 0; round <= ROUNDS; round++) {
      await page.evaluate(rest, before, SETTLED);
      await desk.evaluate(wake);
      const opened = await page.evaluate(open, `#/mail/${FAKE}`, count, SETTLED);
      if (round === 0) count = opened.count;
      else times.push(opened);
    }
    if (count === 0) throw new Error(`${FAKE} is not marked`);
    const painted = times.map(({ painted }) => painted);
    rows.push({
      budget: `marks after a body is first seen, ${way}, ${where}`,
      measured: `${spread(painted, 0)} ms`,
      allowed: `${ALLOWED} ms`,
      within: median(painted) <= ALLOWED,
      note: `worst ${quantile(painted, 1).toFixed(0)} ms; in the page, not yet painted: ${spread(
        times.map(({ drawn }) => drawn),
        0,
      )} ms`,
    });
  }
  return rows;
}

// These run in the pages.

/** Keeps the background awake, like a user reading one mail after another. */
const wake = () => chrome.runtime.sendMessage({ kind: "judge-links", links: ["https://www.amazon.com/"] });

async function rest(hash, milliseconds) {
  location.hash = hash;
  await new Promise((done) => setTimeout(done, milliseconds));
}

/** Opens a mail and returns the time from its body to its `count` marks. If none are expected, returns the number of marks. */
async function open(hash, count, patience) {
  const marks = () => document.querySelectorAll('.pane [data-touchstone="mark"]').length;
  let body = 0;
  const drawn = new Promise((done) => {
    const observer = new MutationObserver(() => {
      if (body === 0 && document.querySelector(".message-body a")) body = performance.now();
      if (body === 0 || count === 0 || marks() < count) return;
      observer.disconnect();
      done(performance.now());
    });
    observer.observe(document, { childList: true, subtree: true });
  });
  if (marks() > 0) throw new Error("marks of another mail are still there");
  location.hash = hash;
  if (count === 0) {
    await new Promise((done) => setTimeout(done, patience));
    return { count: marks() };
  }
  const late = new Promise((_, failed) => setTimeout(() => failed(new Error("no marks within 10 s")), 10_000));
  const at = await Promise.race([drawn, late]);
  // This task follows the callbacks of the next frame, so the frame is painted.
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return { drawn: at - body, painted: performance.now() - body };
}
