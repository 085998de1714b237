// The ways in which the parts of the settings page report a change. After a change that removes or allows something, the page offers to
// take it back.

import type { UndoId } from "../../protocol/requests.js";

export interface Changes {
  /** Waits for a change, then shows the settings in force. */
  readonly change: (changed: Promise<unknown>) => void;
  /** The same for a change that the background can take back; `text` says what was done. */
  readonly reversible: (changed: Promise<UndoId>, text: string) => void;
  /** Offers to stop watching sites that the user has just allowed. */
  readonly watched: (patterns: readonly string[]) => void;
}
