// Compares the date in a row of a list with the date above an open message. Webmails write the same date in many forms, and a row
// shows less of it, so both are taken apart into numbers and a time of day.

/** The languages whose names of months a webmail may write. Where dates have numbers for months, no language is needed. */
const LANGUAGES = ["en", "de", "fr", "it", "es", "pt", "nl", "pl", "ru", "tr"];
/** An hour and a minute; the seconds do not count. */
const TIME = /(\d{1,2})[:h](\d{2})(?::\d{2})?/g;
const MORNING = /\ba\.?m\b|上午|午前|凌晨|早上|오전/;
const AFTERNOON = /\bp\.?m\b|下午|午後|晚上|오후/;
/** A difference to universal time says nothing about the day. */
const OFFSET = /(?:gmt|utc)\s*[+-]?\d*(?::\d+)?|\s[+-]\d{4}\b/g;

/** The numbers in a date and its time of day (`14:25`). A month's name counts as its number. */
export function datePartsIn(date: string): string[] {
  const text = date.normalize("NFKC").toLowerCase().replace(OFFSET, " ");
  const times = [...text.matchAll(TIME)].map(([, hour, minute]) => `${hourOfDay(Number(hour), text)}:${minute}`);
  const numbers = [...text.replace(TIME, " ").matchAll(/\d+/g)].map(([digits]) => String(Number(digits)));
  return [...times, ...numbers, ...monthIn(text)];
}

function hourOfDay(hour: number, text: string): number {
  if (AFTERNOON.test(text)) return (hour % 12) + 12;
  return MORNING.test(text) ? hour % 12 : hour;
}

let monthNames: readonly (readonly [string, number])[] | undefined;

/** The number of the month that a date names. A weekday may be short for a month ("mar."), but it stands before the month. */
function monthIn(text: string): string[] {
  monthNames ??= LANGUAGES.flatMap(namesOfMonths);
  const named = [...text.matchAll(/\p{L}{3,}/gu)].flatMap(([word]) => {
    const found = monthNames?.find(([name]) => name.startsWith(word));
    return found ? [String(found[1])] : [];
  });
  return named.slice(-1);
}

/** The long names of the months, alone and beside a day, where some languages change them. */
function namesOfMonths(language: string): [string, number][] {
  const alone = new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" });
  const dated = new Intl.DateTimeFormat(language, { month: "long", day: "numeric", timeZone: "UTC" });
  return Array.from({ length: 12 }, (_, at) => at).flatMap((at) => {
    const day = new Date(Date.UTC(2026, at, 15));
    const inDate = dated.formatToParts(day).find(({ type }) => type === "month")?.value ?? "";
    return [alone.format(day), inDate].map((name): [string, number] => [name.toLowerCase(), at + 1]);
  });
}

/** Whether a date tells messages apart: it names a time of day, or a day and its month. */
export function isExact(date: readonly string[]): boolean {
  return date.length > 1 || date.some((part) => part.includes(":"));
}

/** Whether a message with this date may be the one in a row with that date. The row shows less of it, and never more. */
export function isShownBy(row: readonly string[], message: readonly string[]): boolean {
  // A row may shorten the year, but only beside a day and a month.
  const years = row.length > 2 ? message.filter((part) => part.length === 4).map((year) => year.slice(-2)) : [];
  const left = [...message, ...years];
  return row.every((part) => {
    const at = left.indexOf(part);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}
