// A quiet line at the foot of our own pages that tells the user that the tables are old. Content scripts do not contain it.

import { isOld, tablesDate } from "../model/tables-age.js";
import type { UiContext } from "./context.js";
import { el } from "./dom.js";

/** The line, or `null` if the tables are not old yet. */
export function drawAge({ texts }: UiContext, now = new Date()): HTMLElement | null {
  const tables = tablesDate();
  if (!isOld(now, tables)) return null;
  // The date is a calendar day, so it must not shift with the user's time zone.
  const date = new Intl.DateTimeFormat(texts.tag, { dateStyle: "long", timeZone: "UTC" }).format(tables);
  return el("p", { class: "note age" }, texts.text("age_old", { date }));
}
