// Waiting that always ends, with a message that names the awaited event. The common bounds of the browser tests stand here;
// processes.mjs, firefox.mjs and imap.mjs have a few of their own. They guard against a hang, so they are far above the usual times.

/** How long anything may take before a test gives up, in milliseconds. */
export const PATIENCE = 120_000;

/** How long a test may take, in milliseconds: the option `timeout` of node's test runner. */
export const timeout = 600_000;

/** How long closing something may take before its process is killed, in milliseconds. */
export const CLOSING = 20_000;

/** How long one attempt may take where a test repeats it. A page that reloads, for example, may never answer. */
export const ATTEMPT = 15_000;

/** Calls `probe` again until its answer is truthy, and returns that answer. */
export async function until(probe, what, { patience = PATIENCE, pause = 60 } = {}) {
  const end = Date.now() + patience;
  let last;
  do {
    try {
      const answer = await within(Math.max(end - Date.now(), pause), Promise.resolve(probe()), what);
      if (answer) return answer;
      last = undefined;
    } catch (error) {
      last = error;
    }
    await new Promise((wake) => setTimeout(wake, pause));
  } while (Date.now() < end);
  throw new Error(`gave up after ${patience / 1000} s, waiting for ${what}`, { cause: last });
}

/** Returns a promise that fails with a message when `promise` has no answer in time. */
export async function within(milliseconds, promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds / 1000} s: ${what}`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
