// Checks that memory stays flat while 500 messages are opened one after another. After each hundred, the browser collects garbage and
// reports its memory, with the extension and without it. The first hundred do not count, because they fill permanent memory (compiled code,
// texts, tables).
// - Chromium itself counts the heap, nodes and listeners of the page's process, including every script world in it.

import { mails } from "../../tests/e2e/mails.mjs";

const MESSAGES = 500;
const STEP = 100;
/** Milliseconds after which a mail is read, judged and marked. */
const SHOWN = 120;
/** Allowed bytes for each message. More would add up over a long day; less is noise. */
const ALLOWED = 1_000;
/** The ways of embedding bodies: within the page, or each in its own frame with a script of the extension. */
const BODIES = ["inline", "srcdoc"];

export async function memory({ chromium, inbox, unwatched }) {
  const rows = [];
  for (const body of BODIES) {
    const left = {};
    for (const [name, url] of Object.entries({ with: inbox.url, without: unwatched }))
      left[name] = await openAll(chromium, `${url}?body=${body}`);
    const slope = (name, key) => (left[name].at(-1)[key] - left[name][0][key]) / (MESSAGES - STEP);
    const added = slope("with", "heap") - slope("without", "heap");
    const counted = (key) => `${slope("with", key).toFixed(2)} (without us ${slope("without", key).toFixed(2)})`;
    rows.push({
      budget: `memory a message, of ${MESSAGES} opened one after another, bodies ${body}`,
      measured: `${Math.round(added)} bytes`,
      allowed: `${ALLOWED} bytes`,
      within: added <= ALLOWED,
      note:
        `heap after each ${STEP}: ${left.with.map(({ heap }) => (heap / 1e6).toFixed(2)).join(", ")} MB, without us ` +
        `${left.without.map(({ heap }) => (heap / 1e6).toFixed(2)).join(", ")} MB; nodes a message ${counted("nodes")}, listeners ${counted("listeners")}`,
    });
  }
  return rows;
}

async function openAll(chromium, url) {
  const page = await chromium.page(url);
  await page.send("Performance.enable", {});
  const left = [];
  for (let opened = 0; opened < MESSAGES; opened += STEP) {
    const ids = Array.from({ length: STEP }, (_, at) => mails[(opened + at) % mails.length].id);
    await page.evaluate(openEach, ids, SHOWN);
    left.push(await leftIn(page));
  }
  await page.close();
  return left;
}

/** Returns the memory after garbage collection. The second collection takes the objects that the first one only released. */
async function leftIn(page) {
  for (let time = 0; time < 3; time++) await page.send("HeapProfiler.collectGarbage", {});
  const { metrics } = await page.send("Performance.getMetrics", {});
  const of = (name) => metrics.find((metric) => metric.name === name).value;
  return { heap: of("JSHeapUsedSize"), nodes: of("Nodes"), listeners: of("JSEventListeners") };
}

// This runs in the page.

async function openEach(ids, milliseconds) {
  for (const id of ids) {
    location.hash = `#/mail/${id}`;
    await new Promise((done) => setTimeout(done, milliseconds));
  }
  location.hash = "";
  await new Promise((done) => setTimeout(done, 4 * milliseconds));
}
