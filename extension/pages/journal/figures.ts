// The figures of the journal: warnings per day, and the most frequent names and places.

import type { JournalEntry } from "../../model/journal-store.js";

/** A day in the user's time zone, with its warnings. */
export interface Day {
  /** The beginning of the day. */
  readonly date: Date;
  readonly danger: number;
  readonly caution: number;
}

/** The last days up to `now`, the oldest first, each with the messages that were first warned about on it. */
export function days(entries: readonly JournalEntry[], now: Date, count: number): Day[] {
  const counts = new Map<string, { danger: number; caution: number }>();
  for (const { first, level } of entries) {
    const key = keyOf(new Date(first));
    const day = counts.get(key) ?? { danger: 0, caution: 0 };
    day[level] += 1;
    counts.set(key, day);
  }
  return Array.from({ length: count }, (_, at) => {
    // Days are counted as dates, because one day in spring has 23 hours.
    const date = new Date(now.getFullYear(), now.getMonth(), now.getDate() - (count - 1 - at));
    return { date, ...(counts.get(keyOf(date)) ?? { danger: 0, caution: 0 }) };
  });
}

/** The same key for every moment of a day in the user's time zone. */
export function keyOf(date: Date): string {
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/** The most frequent values, in descending order. Equally frequent values are sorted alphabetically. */
export function ranked(values: Iterable<string | null>, most: number): (readonly [value: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, times], [b, others]) => others - times || (a < b ? -1 : 1)).slice(0, most);
}
