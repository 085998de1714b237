// Budget: the main-thread time that a message with 500 links costs, in all and in one task.
//
// The same webmail is opened under two addresses, of which the extension watches one, each time in a new tab, so that what
// runs is as little warmed up as when a user opens his first mail. The browser's own trace tells of every task of the
// page's main thread, by the processor's time: what other programs on the machine take is not counted.
// - In all: the tasks with the extension less the tasks without it. What the extension only makes happen earlier (a layout
//   that it forces and the page would need anyway) cancels out; styles, layout and paint of what it draws are in it.
// - The longest task: of those that follow the body, without the page's own first frame. Nothing else is done meanwhile, so
//   they are the extension's, whether its script runs in them or the browser draws what it drew. A layout that its script
//   forces before that frame counts here too; the list of tasks says how much of a task it is.

import { marked, ordinary } from "./digest.mjs";
import { inTurn, median, spread, sum } from "./statistics.mjs";

const ROUNDS = 15;
const ALLOWED = 16;
const ALLOWED_TASK = 8;
const CATEGORIES = ["-*", "devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing"];
const BEGIN = "touchstone-bench";
/** A page that was just loaded is quiet by then. */
const LOADED = 500;
/** Everything that follows a mail is done by then. */
const SETTLED = 1_200;

export async function mainThread({ chromium, inbox, unwatched }) {
  const rows = [];
  for (const [name, mail] of Object.entries({ "nothing marked": ordinary(), "all marked": marked() })) {
    const opened = { with: [], without: [] };
    await inTurn(
      ROUNDS,
      async () => opened.with.push(await openMail(chromium, inbox.url, mail)),
      async () => opened.without.push(await openMail(chromium, unwatched, mail)),
    );
    const base = median(opened.without.map(({ all }) => all));
    const added = opened.with.map(({ all }) => all - base);
    const longest = opened.with.map(({ longest }) => longest);
    rows.push(
      row(
        `main thread, 500 links, ${name}: in all`,
        added,
        ALLOWED,
        `beside ${spread(opened.without.map(({ all }) => all))} ms of the page's own`,
      ),
      row(`main thread, 500 links, ${name}: longest task`, longest, ALLOWED_TASK, tasksOf(opened.with)),
    );
  }
  return rows;
}

const row = (budget, times, allowed, note) => ({
  budget,
  measured: `${spread(times)} ms`,
  allowed: `${allowed} ms`,
  within: median(times) <= allowed,
  note,
});

/** What the tasks of an ordinary opening (the one in the middle) were. */
function tasksOf(opened) {
  const middle = opened.toSorted((one, other) => one.all - other.all)[opened.length >> 1];
  return `its tasks: ${middle.own
    .filter(({ time }) => time >= 1)
    .map(({ what, time }) => `${what} ${time.toFixed(1)}`)
    .join(", ")} ms`;
}

/** Opens a mail in a new tab and gives what its main thread did from then on: { all, longest, own }. */
async function openMail(chromium, url, mail) {
  const page = await chromium.page(url);
  await page.evaluate(serve, mail, LOADED);
  const events = await chromium.trace(CATEGORIES, () => page.evaluate(open, BEGIN, SETTLED));
  await page.close();
  return read(events);
}

function read(events) {
  const begin = events.find(({ name }) => name === BEGIN);
  const here = events.filter(({ pid, tid, ts }) => pid === begin.pid && tid === begin.tid && ts >= begin.ts);
  const within = (task) => here.filter(({ ts }) => ts >= task.ts && ts < task.ts + task.dur);
  const tasks = here
    .filter(({ name, ph }) => name === "RunTask" && ph === "X")
    .map((task) => ({ begun: task.ts, time: (task.tdur ?? task.dur) / 1000, what: kindOf(within(task)) }))
    .filter(({ time }) => time > 0);
  // The webmail puts the body in as HTML.
  const body = here.findLast(({ name }) => name === "ParseHTML").ts;
  const after = tasks.filter(({ begun }) => begun > body);
  const first = after.findIndex(({ what }) => what === "frame");
  const own = after.filter((_, at) => at !== first);
  return { all: sum(tasks.map(({ time }) => time)), longest: Math.max(...own.map(({ time }) => time)), own };
}

/** A frame, a timer of the content script, or the rest: above all answers of the background. */
function kindOf(events) {
  if (events.some(({ name }) => name === "PrePaint")) return "frame";
  const kind = events.some(({ name }) => name === "TimerFire") ? "timer" : "answer";
  const forced = events.filter(({ name }) => name === "Layout" || name === "UpdateLayoutTree");
  const layout = sum(forced.map(({ dur }) => dur / 1000));
  return layout < 1 ? kind : `${kind} with ${layout.toFixed(1)} of layout`;
}

// These run in the page.

/** Lets the webmail find a mail that its server does not have. */
async function serve(mail, milliseconds) {
  const { fetch } = window;
  window.fetch = async (url) => (url === `mails/${mail.id}` ? new Response(JSON.stringify(mail)) : fetch(url));
  await new Promise((done) => setTimeout(done, milliseconds));
}

async function open(begin, milliseconds) {
  performance.mark(begin);
  location.hash = "#/mail/digest";
  await new Promise((done) => setTimeout(done, milliseconds));
}
