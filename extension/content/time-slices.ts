// Long work in slices: between them the page may do its own.

/** How long a slice may take, in milliseconds; twice that is still no task anybody feels. */
const SLICE = 4;

/** The slices of one piece of work. */
export class Slices {
  #began = performance.now();
  #asked = 0;

  /** Whether this slice has lasted long enough. The clock is asked only once for so many pieces. */
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

/** Lets everything that waits have its turn. */
export function pause(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: { yield?: () => Promise<void> } };
  return scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
}

/**
 * Waits for the page's next frame, after which asking where something stands forces no layout. Not longer than so many
 * milliseconds: a tab in the background has no frames.
 */
export function frameOrAfter(view: Window, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    // The callback comes before the frame is laid out.
    view.requestAnimationFrame(() => {
      clearTimeout(timer);
      setTimeout(resolve);
    });
  });
}
