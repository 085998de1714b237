// The answer of the page about calls. A call is never better than `info`, because no voice and no number can be checked.

import type { Level } from "../../model/verdict.js";

/** What the caller asks for although Amazon never does so by phone. */
export const ASKED = ["password", "card", "papers", "access", "pay", "chat"] as const;
/** What the user has checked without the caller's help. */
export const CHECKED = ["notice", "contact"] as const;

export type Tick = (typeof ASKED)[number] | (typeof CHECKED)[number];

/** The level that the ticks give; null if there are none. */
export function levelOf(ticks: ReadonlySet<Tick>): Exclude<Level, "ok"> | null {
  if (ticks.size === 0) return null;
  if (ASKED.some((one) => ticks.has(one))) return "danger";
  return CHECKED.every((one) => ticks.has(one)) ? "info" : "caution";
}
