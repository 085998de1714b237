// Reports the level of a page to the background, which shows it in the toolbar.

import { ask } from "../protocol/client.js";
import type { Level } from "../model/verdict.js";
import { isConnected } from "./background-client.js";

export class LevelReport {
  /** The level that was reported last; `undefined` if the next level has to be reported in any case. */
  #reported: Level | null | undefined;
  /** Whether this document has not reported yet. Its first report clears what an earlier document of the frame reported. */
  #isFirst = true;

  /** Reports a level, if it differs from the last one; `null` means that no message is open. */
  async report(level: Level | null): Promise<void> {
    if (level === this.#reported) return;
    await ask<"status">({ kind: "status", status: { first: this.#isFirst, level } });
    this.#isFirst = false;
    this.#reported = level;
  }

  /** Reports the next level even if it is the same as before. */
  reset(): void {
    this.#reported = undefined;
  }

  /** Reports that no message is open any more, when a frame goes. */
  withdraw(): void {
    if (!isConnected() || (this.#reported ?? null) === null) return;
    void ask<"status">({ kind: "status", status: { first: false, level: null } }).catch(() => undefined);
  }
}
