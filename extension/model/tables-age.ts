// The age of the data tables. Domains come and go, so tables without an update for a year miss some, and the extension should say
// so.

/** The months after which the tables are old. */
const MONTHS = 12;

/** The date of the last review of the tables, as the build found it (src/data/date.txt). */
export function tablesDate(): Date {
  return new Date(TOUCHSTONE_TABLES);
}

/** Whether tables of a date are old. A clock that runs behind never makes them old. */
export function isOld(now: Date, tables: Date): boolean {
  const end = new Date(tables);
  end.setUTCMonth(end.getUTCMonth() + MONTHS);
  return now >= end;
}
