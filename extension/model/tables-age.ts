// How old the tables are that judge. Names come and go; what nobody updated for a year misses some of them, and should say so.

/** After so many months they are old. */
const MONTHS = 12;

/** The day the tables were last gone over, as the build found it (src/data/date.txt). */
export function tablesDate(): Date {
  return new Date(TOUCHSTONE_TABLES);
}

/** Whether tables of a day are old by now. A clock that runs behind makes none old. */
export function isOld(now: Date, tables: Date): boolean {
  const end = new Date(tables);
  end.setUTCMonth(end.getUTCMonth() + MONTHS);
  return now >= end;
}
