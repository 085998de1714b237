// Reports the level of a page to the background, which shows it in the toolbar.

import { ask } from "../protocol/client.js";
import type { FrameStatus } from "../protocol/requests.js";
import type { Level } from "../model/verdict.js";
import { isConnected } from "./background-client.js";

type Reported = Omit<FrameStatus, "first">;

export class LevelReport {
  /** The status that was reported last; `undefined` if the next one has to be reported in any case. */
  #reported: Reported | undefined;
  /** Whether this document has not reported yet. Its first report clears what an earlier document of the frame reported. */
  #isFirst = true;

  /**
   * Reports a level, if it differs from the last one; `null` means that no message is open. `unread` says that the page looks like an
   * open mail all the same.
   */
  async report(level: Level | null, unread: boolean): Promise<void> {
    if (this.#reported && level === this.#reported.level && unread === this.#reported.unread) return;
    await ask<"status">({ kind: "status", status: { first: this.#isFirst, level, unread } });
    this.#isFirst = false;
    this.#reported = { level, unread };
  }

  /** Reports the next level even if it is the same as before. */
  reset(): void {
    this.#reported = undefined;
  }

  /** Reports that no message is open any more, when a frame goes. */
  withdraw(): void {
    const { level = null, unread = false } = this.#reported ?? {};
    if (!isConnected() || (level === null && !unread)) return;
    const status = { first: false, level: null, unread: false };
    void ask<"status">({ kind: "status", status }).catch(() => undefined);
  }
}
