// Waiting that always ends, and says what it waited for.

/** How long anything may take before a test gives up: generous, because it only decides when a failure is reported. */
export const PATIENCE = 30_000;

/** Asks again until the answer is truthy, and gives that answer. */
export async function until(probe, what, { timeout = PATIENCE, pause = 60 } = {}) {
  const end = Date.now() + timeout;
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
  throw new Error(`gave up after ${timeout / 1000} s, waiting for ${what}`, { cause: last });
}

/** A promise that fails, with a message, instead of never ending. */
export async function within(milliseconds, promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds / 1000} s: ${what}`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
