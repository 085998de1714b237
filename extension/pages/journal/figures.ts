// What the journal amounts to: warnings by day, and which names and places come back.

import type { Entry } from "../../model/journal.js";

/** A day in the user's time zone, and its warnings. */
export interface Day {
  /** Its beginning. */
  readonly date: Date;
  readonly danger: number;
  readonly caution: number;
}

/** The last so many days up to `now`, the oldest first, with the warnings first given on each. */
export function days(entries: readonly Entry[], now: Date, count: number): Day[] {
  const counts = new Map<string, { danger: number; caution: number }>();
  for (const { first, level } of entries) {
    const key = keyOf(new Date(first));
    const day = counts.get(key) ?? { danger: 0, caution: 0 };
    day[level] += 1;
    counts.set(key, day);
  }
  return Array.from({ length: count }, (_, at) => {
    // Counted in days, not in hours: one day in spring has 23.
    const date = new Date(now.getFullYear(), now.getMonth(), now.getDate() - (count - 1 - at));
    return { date, ...(counts.get(keyOf(date)) ?? { danger: 0, caution: 0 }) };
  });
}

/** One key for all moments of a day in the user's time zone. */
export function keyOf(date: Date): string {
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/** The values that occur most, the most frequent first; those as frequent in the order of the alphabet. */
export function ranked(values: Iterable<string | null>, most: number): (readonly [value: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, times], [b, others]) => others - times || (a < b ? -1 : 1)).slice(0, most);
}
