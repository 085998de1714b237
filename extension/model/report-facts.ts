// The facts of a report to Amazon. The pages that judge an input collect them, and the page that writes the report takes them over
// (ui/report-text.ts makes the text).

import type { Level } from "./verdict.js";

/** The facts about a reported link, sender or mail. */
export interface ReportFacts {
  readonly url?: string;
  readonly sender?: string;
  /** The display name of the sender. */
  readonly name?: string;
  readonly subject?: string;
  /** The time when the user saw it, in the format of `Date.toISOString`. */
  readonly when: string;
  /** Null where nothing was judged. */
  readonly level: Level | null;
  /** The reasons as sentences, in the user's language. */
  readonly reasons: readonly string[];
}
