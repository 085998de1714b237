// Runs work one after the other. Without this, two parts of the background that read, change and write the same data would
// overwrite each other's changes.

/** Runs work once all earlier work has ended, even if that failed. Returns the result of the work. */
export type SerialQueue = <T>(work: () => Promise<T>) => Promise<T>;

/** Creates a queue. */
export function serialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
}
