// Work that has to be done one after the other: what reads, changes and writes would otherwise overwrite what another just wrote.

/** Takes work and does it once all that it took before is done, whether that failed or not; gives what the work gives. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** A new queue. */
export function turns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
}
