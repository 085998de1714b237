// Budget: the first answer from a dead background, beside an extension that is nothing but the way to an empty module and
// back. All are asked the same, by `sendMessage` from an empty page of their own, after their service worker was ended and
// is gone, in turn in one browser.
//
// Two more tell where the difference comes from: Touchstone with an empty module, and Touchstone with a stopwatch in it.

import { DESK } from "./extensions.mjs";
import { inTurn, median, spread } from "./statistics.mjs";

const ROUNDS = 25;
const ALLOWED = 1.5;
/** What an end leaves to be done in the browser is done by then. */
const SETTLED = 150;
/** What lies between the notes of the stopwatch. */
const STEPS = [
  ["the browser starts the worker", "sent", "begun"],
  ["its script is run, the request heard", "begun", "heard"],
  ["until the module is asked for", "heard", "asked"],
  ["fetch", "asked", "fetched"],
  ["compile", "fetched", "compiled"],
  ["instantiate", "compiled", "started"],
  ["the first call", "started", "answered"],
  ["the answer's way back", "answered", "received"],
];

export async function cold({ chromium, touchstone, bare, hollow, timed }) {
  /** @type {Record<string, any>} */
  const subjects = {};
  for (const [name, extension] of Object.entries({ touchstone, bare, hollow, timed }))
    subjects[name] = await subject(chromium, extension);
  const measures = Object.values(subjects).map(({ measure }) => measure);
  // The first starts also fill the browser's caches, of scripts and of what it compiled of them.
  await inTurn(3, ...measures);
  for (const one of Object.values(subjects)) one.answers.length = 0;
  await inTurn(ROUNDS, ...measures);
  for (const { page } of Object.values(subjects)) await page.close();
  return rows(Object.fromEntries(Object.entries(subjects).map(([name, { answers }]) => [name, answers])));
}

/** @param {any} answers By the subject's name. */
function rows({ touchstone, bare, hollow, timed }) {
  const times = (answers) => answers.map(({ sent, received }) => received - sent);
  const ratio = (one, other) => median(times(one)) / median(times(other));
  const [ours, beside] = [ratio(touchstone, bare), ratio(touchstone, hollow)];
  const steps = STEPS.map(
    ([what, from, to]) => `${what} ${median(timed.map((answer) => answer[to] - answer[from])).toFixed(1)}`,
  );
  return [
    {
      budget: "first answer from a dead background beside a bare one",
      measured: `${ours.toFixed(2)} ×`,
      allowed: `${ALLOWED} ×`,
      within: ours <= ALLOWED,
      note: `${spread(times(touchstone))} ms against ${spread(times(bare))} ms`,
    },
    {
      budget: "  beside ours with an empty module",
      measured: `${beside.toFixed(2)} ×`,
      allowed: "for information",
      note: `against ${spread(times(hollow))} ms: the rest is our module, the difference to a bare one our script`,
    },
    {
      budget: "  where the time goes",
      measured: `${spread(times(timed))} ms`,
      allowed: "for information",
      note: `ms: ${steps.join(", ")}`,
    },
  ];
}

async function subject(chromium, extension) {
  const page = await chromium.page(`${extension}${DESK}`);
  const answers = [];
  const measure = async () => {
    await chromium.stopWorker(extension);
    await new Promise((wake) => setTimeout(wake, SETTLED));
    answers.push(await page.evaluate(ask));
  };
  return { page, answers, measure };
}

/** Runs in the page: when it asked and had the answer, and what the stopwatch noted meanwhile. */
async function ask() {
  const now = () => performance.timeOrigin + performance.now();
  const sent = now();
  const reply = await chrome.runtime.sendMessage({
    kind: "judge-links",
    links: ["https://sellercentral.amazon.com/home"],
  });
  const received = now();
  if (!reply?.ok || reply.value.length !== 1) throw new Error(`no verdict: ${JSON.stringify(reply)}`);
  return { sent, received, ...reply.notes };
}
