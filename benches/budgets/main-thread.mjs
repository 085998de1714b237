// Measures the budget for the main-thread time of a message with 500 links, in all and in one task.
//
// The same webmail is opened under two addresses, and the extension watches one of them. Each time it opens in a new tab, so that the code
// is as cold as for the first mail of a user. The browser's own trace reports every task of the page's main thread in processor time, which
// excludes other programs on the machine.
// - In all: the tasks with the extension minus the tasks without it. Work that the extension only causes earlier (a layout that the page
//   needs anyway) cancels out. Styles, layout and paint of its drawings count.
// - The longest task: the longest that follows the body, apart from the page's own first frame. The page does nothing else in that time, so
//   each task belongs to the extension, whether it runs the script or draws its marks. A layout that the script forces before that frame
//   counts here too; the list of tasks shows its share of a task.

import { marked, ordinary, serve, stir } from "./digest.mjs";
import { inTurn, median, spread, sum } from "./statistics.mjs";

const ROUNDS = 15;
const ALLOWED = 16;
const ALLOWED_TASK = 8;
const CATEGORIES = ["-*", "devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing"];
const BEGIN = "touchstone-bench";
/** Milliseconds after which a page that was just loaded is at rest. */
const LOADED = 500;
/** Milliseconds after which all work that a mail causes is done. */
const SETTLED = 1_200;

/** The number of links, whether they are marked, the rounds, and the milliseconds after which all work is over. */
const MAILS = [
  { links: 10, make: ordinary, rounds: 7, settled: SETTLED },
  { links: 100, make: ordinary, rounds: 7, settled: SETTLED },
  { links: 500, make: ordinary, rounds: ROUNDS, settled: SETTLED },
  { links: 500, make: marked, rounds: ROUNDS, settled: SETTLED },
  { links: 5_000, make: ordinary, rounds: 5, settled: 5_000 },
  { links: 5_000, make: marked, rounds: 5, settled: 5_000 },
];

export async function mainThread({ chromium, inbox, unwatched }) {
  const rows = [];
  for (const { links, make, rounds, settled } of MAILS) {
    const open = (url) => openMail(chromium, url, make(links), settled);
    const opened = { with: [], without: [] };
    await inTurn(
      rounds,
      async () => opened.with.push(await open(inbox.url)),
      async () => opened.without.push(await open(unwatched)),
    );
    const own = opened.without.map(({ all }) => all);
    const added = opened.with.map(({ all }) => all - median(own));
    const longest = opened.with.map(({ longest }) => longest);
    const name = `main thread, ${links} links, ${make === marked ? "all" : "nothing"} marked`;
    // The budget holds for up to 500 links. Beyond that, the work in slices must still be unnoticeable.
    rows.push(
      row(`${name}: in all`, added, links <= 500 ? ALLOWED : null, `beside ${spread(own)} ms of the page's own`),
      row(`${name}: longest task`, longest, ALLOWED_TASK, tasksOf(opened.with)),
    );
  }
  return rows;
}

const CHANGES = 1_000;
/** Milliseconds between two changes. */
const APART = 10;

/** Measures the cost of an inbox that changes a thousand times while a mail with 500 links is open beside it. */
export async function busyInbox({ chromium, inbox, unwatched }) {
  const stirred = { with: [], without: [] };
  const run = async (url) => {
    const page = await chromium.page(url);
    await page.evaluate(serve, ordinary(), LOADED);
    await page.evaluate(open, BEGIN, SETTLED);
    const events = await chromium.trace(CATEGORIES, () => page.evaluate(stir, BEGIN, CHANGES, APART, LOADED));
    await page.close();
    return tasksIn(events).map(({ time }) => time);
  };
  await inTurn(
    3,
    async () => stirred.with.push(await run(inbox.url)),
    async () => stirred.without.push(await run(unwatched)),
  );
  const own = stirred.without.map(sum);
  const added = stirred.with.map((times) => sum(times) - median(own));
  const longest = (all) => spread(all.map((times) => Math.max(...times)));
  return [
    row(
      `main thread, an inbox changes ${CHANGES} times: a change`,
      added.map((time) => time / CHANGES),
      null,
      `in all ${spread(added, 0)} ms beside ${spread(own, 0)} ms of the page's own, in about ${((CHANGES * APART) / 1000).toFixed(0)} s`,
      3,
    ),
    row(
      `main thread, an inbox changes ${CHANGES} times: longest task`,
      stirred.with.map((times) => Math.max(...times)),
      ALLOWED_TASK,
      `without us ${longest(stirred.without)} ms`,
    ),
  ];
}

const row = (budget, times, allowed, note, digits = 1) => ({
  budget,
  measured: `${spread(times, digits)} ms`,
  allowed: allowed === null ? "for information" : `${allowed} ms`,
  ...(allowed === null ? {} : { within: median(times) <= allowed }),
  note,
});

/** Returns the tasks of the opening with the median time. */
function tasksOf(opened) {
  const middle = opened.toSorted((one, other) => one.all - other.all)[opened.length >> 1];
  return `its tasks: ${middle.own
    .filter(({ time }) => time >= 1)
    .map(({ what, time }) => `${what} ${time.toFixed(1)}`)
    .join(", ")} ms`;
}

/** Opens a mail in a new tab and returns the work of its main thread from then on: { all, longest, own }. */
async function openMail(chromium, url, mail, settled) {
  const page = await chromium.page(url);
  await page.evaluate(serve, mail, LOADED);
  const events = await chromium.trace(CATEGORIES, () => page.evaluate(open, BEGIN, settled));
  await page.close();
  return read(events);
}

/** Returns all events of the page's thread after the mark. */
function since(events) {
  const begin = events.find(({ name }) => name === BEGIN);
  return events.filter(({ pid, tid, ts }) => pid === begin.pid && tid === begin.tid && ts >= begin.ts);
}

/** Returns the tasks among these events with their processor time in milliseconds. */
function tasksIn(events) {
  const here = since(events);
  const within = (task) => here.filter(({ ts }) => ts >= task.ts && ts < task.ts + task.dur);
  return here
    .filter(({ name, ph }) => name === "RunTask" && ph === "X")
    .map((task) => ({ begun: task.ts, time: (task.tdur ?? task.dur) / 1000, events: () => within(task) }))
    .filter(({ time }) => time > 0);
}

function read(events) {
  const here = since(events);
  const tasks = tasksIn(events).map(({ events, ...task }) => ({ ...task, what: kindOf(events()) }));
  // The webmail inserts the body as HTML.
  const body = here.findLast(({ name }) => name === "ParseHTML").ts;
  const after = tasks.filter(({ begun }) => begun > body);
  const first = after.findIndex(({ what }) => what === "frame");
  const own = after.filter((_, at) => at !== first);
  return { all: sum(tasks.map(({ time }) => time)), longest: Math.max(...own.map(({ time }) => time)), own };
}

/** Returns the kind of a task: a frame, a timer of the content script, or the rest, which is mostly answers of the background. */
function kindOf(events) {
  if (events.some(({ name }) => name === "PrePaint")) return "frame";
  const kind = events.some(({ name }) => name === "TimerFire") ? "timer" : "answer";
  const forced = events.filter(({ name }) => name === "Layout" || name === "UpdateLayoutTree");
  const layout = sum(forced.map(({ dur }) => dur / 1000));
  return layout < 1 ? kind : `${kind} with ${layout.toFixed(1)} of layout`;
}

// This runs in the page.

async function open(begin, milliseconds) {
  performance.mark(begin);
  location.hash = "#/mail/digest";
  await new Promise((done) => setTimeout(done, milliseconds));
}
