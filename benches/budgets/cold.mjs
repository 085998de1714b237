// Budget: the first answer from a stopped background, compared with an extension that only calls an empty module. Each gets the same question
// by `sendMessage` from an empty page of its own, after its service worker has ended. They take turns in one browser.
//
// Two more extensions show the source of the difference: Touchstone with an empty module, and Touchstone with a stopwatch.

import { DESK } from "./extensions.mjs";
import { inTurn, median, spread } from "./statistics.mjs";

const ROUNDS = 25;
const ALLOWED = 1.5;
/** Milliseconds after which the browser has finished its work after the end of a worker. */
const SETTLED = 150;
/** The steps between the notes of the stopwatch. */
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
  // The first starts also fill the browser's caches of scripts and compiled code.
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

/** Runs in the page: returns the times of the question and the answer, and the notes of the stopwatch. */
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
