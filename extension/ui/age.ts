// A quiet line that says that the tables are old, for the foot of our own pages. Content scripts do not carry it.

import { isOld, tablesDate } from "../model/tables-age.js";
import type { UiContext } from "./context.js";
import { el } from "./dom.js";

/** The line, once the tables are old; else null. */
export function drawAge({ texts }: UiContext, now = new Date()): HTMLElement | null {
  const tables = tablesDate();
  if (!isOld(now, tables)) return null;
  // The day is a day of the calendar, the same one everywhere.
  const date = new Intl.DateTimeFormat(texts.tag, { dateStyle: "long", timeZone: "UTC" }).format(tables);
  return el("p", { class: "note age" }, texts.text("age_old", { date }));
}
