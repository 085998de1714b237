// Decides when a page is scanned: soon after a change, one scan at a time, and not too often.

import { isConnected } from "./background-client.js";

/** Scans begin at least this many milliseconds apart; the first change after a pause is scanned at once. */
const DEBOUNCE = 75;

export class ScanLoop {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #scanning = false;
  #again = false;
  /** When the last scan ended. */
  #ended = -Infinity;
  #stopped = false;

  /** `scan` calls the function that it gets once it sees every change until then. */
  constructor(private readonly scan: (seesAll: () => void) => Promise<void>) {}

  /** Whether a scan runs or is about to. */
  get isBusy(): boolean {
    return this.#scanning || this.#timer !== undefined;
  }

  /** Scans after the pause that is due, or without one (`atOnce`). During a scan it is repeated afterwards. */
  request(atOnce: boolean): void {
    if (!isConnected() || this.#stopped) return;
    if (this.#scanning) {
      this.#again = true;
      return;
    }
    if (this.#timer !== undefined) return;
    const rested = performance.now() - this.#ended;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        void this.#run();
      },
      atOnce ? 0 : Math.max(0, DEBOUNCE - rested),
    );
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    this.#scanning = true;
    try {
      await this.scan(() => (this.#again = false));
    } catch {
      // Without the background nothing is judged, so every link stays held. In Firefox a frame that vanishes during the scan
      // throws, too. The next change tries again.
    } finally {
      this.#scanning = false;
      this.#ended = performance.now();
      if (this.#again) {
        this.#again = false;
        this.request(false);
      }
    }
  }
}
