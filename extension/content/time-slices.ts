// Does long work in slices, between which the page can do its own work.

/** The length of a slice in milliseconds. A task of twice that length is still too short to notice. */
const SLICE = 4;

/** The slices of one piece of work. */
export class Slices {
  #began = performance.now();
  #asked = 0;

  /** Whether this slice has lasted long enough. The clock is read only once for `pieces` pieces. */
  over(pieces = 16): boolean {
    this.#asked += 1;
    return this.#asked % pieces === 0 && performance.now() - this.#began > SLICE;
  }

  /** Lets the page go on, and begins the next slice. */
  async next(): Promise<void> {
    await pause();
    this.#began = performance.now();
  }
}

/** Lets all waiting tasks run first. */
export function pause(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: { yield?: () => Promise<void> } };
  return scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
}

/**
 * Waits for the page's next frame, after which a question for an element's place forces no layout. Waits no longer than
 * `milliseconds`, because a tab in the background has no frames.
 */
export function frameOrAfter(view: Window, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    // The callback runs before the frame is laid out.
    view.requestAnimationFrame(() => {
      clearTimeout(timer);
      setTimeout(resolve);
    });
  });
}
