// Finds the places of a page that are laid out like an open mail: an address and a date side by side, and something below them. The
// recipe and the notice about unread mails both begin with these places. Nothing here reads who a mail is from.

import {
  attributeOf,
  closestOf,
  contains,
  firstChildOf,
  hasAttributes,
  isMatched,
  localNameOf,
  nextOf,
  parentOf,
} from "../dom.js";
import { isEditable, isShown } from "./adapter.js";

/** Returns the address that an element carries, or `null`. */
export type AddressOf = (element: Element) => string | null;

/** A place where an address and a date stand together, as they do above a mail. */
export interface Place {
  readonly address: Element;
  readonly date: Element;
  /** The smallest element around both. */
  readonly around: Element;
}

/** Larger pages are not searched, because every scan would cost too much time. */
const MOST_ELEMENTS = 20_000;
/** The most places that are looked at. An open mail has few, a list has many. */
const MOST_PLACES = 50;
/** An address and its date have at most this many elements between them and what is around both. */
const MAX_CLIMB = 6;
/** An address and its date have at most this many characters between them. */
const MOST_BETWEEN = 300;
/** A longer text is no date. */
const LONGEST_DATE = 120;

/** Selects the parts of a page that list things or stand beside its content. No header of an open mail stands in them. */
const ASIDE =
  '[role="listbox"],[role="list"],[role="grid"],[role="row"],[role="option"],[role="listitem"],[role="contentinfo"],[role="navigation"],[role="search"],nav,aside,footer,address,ul,ol,button';

/** The places of a page, in document order; none if the page is too large. */
export function placesIn(page: Document, addressOf: AddressOf): Place[] {
  const addresses: Element[] = [];
  const dates: Element[] = [];
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_ELEMENT);
  let seen = 0;
  for (let node = walker.nextNode() as Element | null; node; node = walker.nextNode() as Element | null) {
    if (++seen > MOST_ELEMENTS) return [];
    if (isDate(node)) dates.push(node);
    else if (mayHoldAddress(node) && unlessHidden(() => addressOf(node), null) !== null) addresses.push(node);
  }
  if (dates.length === 0) return [];
  const found = addresses
    .slice(0, MOST_PLACES)
    .filter((element) => isInContent(element) && isShown(element))
    .flatMap((address) => placeOf(address, dates) ?? []);
  return found.filter((place) => !isListed(place, found));
}

/** A quick answer for the many elements of a page that hold no address at all. */
function mayHoldAddress(element: Element): boolean {
  return hasAttributes(element) || ownTextOf(element).includes("@");
}

function placeOf(address: Element, dates: readonly Element[]): Place | null {
  let around: Element | null = address;
  for (let climbed = 0; around && climbed < MAX_CLIMB; climbed++, around = parentOf(around)) {
    const inside = around;
    const date = dates.find((one) => contains(inside, one) && isInContent(one) && isShown(one));
    if (date) return areNear(address, date) ? { address, date, around: aroundBoth(around, address) } : null;
  }
  return null;
}

/** The element around an address and its date. The date may stand in the same text as the address. */
function aroundBoth(around: Element, address: Element): Element {
  return around === address ? (parentOf(around) ?? around) : around;
}

/** Whether little text stands between an address and a date. The user's own address may stand far above a mail. */
function areNear(address: Element, date: Element): boolean {
  const [first, last] = isBehind(date, address) ? [address, date] : [date, address];
  if (contains(first, last) || contains(last, first)) return true;
  const range = first.ownerDocument.createRange();
  range.setStartAfter(first);
  range.setEndBefore(last);
  return range.toString().trim().length <= MOST_BETWEEN;
}

function isInContent(element: Element): boolean {
  // A link to write to the address may stand in a header, so only what is around the link counts.
  return closestOf(element, ASIDE) === null && !isEditable(element);
}

/** Whether a place is one row of several that are built alike: a list of mails. */
function isListed({ around }: Place, all: readonly Place[]): boolean {
  return all.some(
    (other) =>
      other.around !== around &&
      parentOf(other.around) === parentOf(around) &&
      localNameOf(other.around) === localNameOf(around) &&
      attributeOf(other.around, "class") === attributeOf(around, "class"),
  );
}

/**
 * Reads something from an element that may be a form of a mail. The fields of a form can hide the functions of its element, and then
 * reading fails.
 */
export function unlessHidden<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

/** Whether an element stands behind another one in the document, and not around or inside it. */
export function isBehind(element: Element, other: Element): boolean {
  const position = Node.prototype.compareDocumentPosition.call(other, element);
  return (position & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 && (position & Node.DOCUMENT_POSITION_CONTAINED_BY) === 0;
}

/** Whether a link leads to another site. */
export function leavesSite(link: Element): boolean {
  const href = link.getAttribute("href") ?? "";
  const { baseURI, location } = link.ownerDocument;
  if (!URL.canParse(href, baseURI)) return false;
  const url = new URL(href, baseURI);
  return /^https?:$/.test(url.protocol) && url.host !== location.host;
}

// Dates. Numbers need no language, and the browser knows the names of months and days.

const NUMBERS =
  /(?:^|[^\d.])(?:\d{4}\s?[-\/.年]\s?(?:0?[1-9]|1[0-2])\s?[-\/.月]\s?(?:0?[1-9]|[12]\d|3[01])(?!\d)|(?:0?[1-9]|[12]\d|3[01])[-\/.](?:0?[1-9]|[12]\d|3[01])[-\/.](?:\d{4}|\d{2})(?![\d.]))/;
const TIME = /(?:^|\D)(?:[01]?\d|2[0-3])[:h][0-5]\d/;
const MONTH_AND_DAY = /\d{1,2}\s*月\s*\d{1,2}\s*日/;
/** The languages whose names of months and days a webmail may write. */
const LANGUAGES = ["en", "de", "fr", "it", "es", "pt", "nl", "pl", "ru", "tr", "zh", "ja", "ko"];

interface Names {
  readonly months: ReadonlySet<string>;
  readonly days: ReadonlySet<string>;
}

let names: Names | undefined;

/** Whether an element says a date itself: as the page's own mark-up of a time, or in its text. */
function isDate(element: Element): boolean {
  if (isMatched(element, "time[datetime]")) return true;
  const text = ownTextOf(element);
  return text.length <= LONGEST_DATE && /\d/.test(text) && saysDate(text);
}

function ownTextOf(element: Element): string {
  let text = "";
  for (let node = firstChildOf(element); node; node = nextOf(node))
    if (node.nodeType === Node.TEXT_NODE) text += node.nodeValue ?? "";
  return text.trim();
}

/** Whether a text holds a day of the calendar, or a day of this week with a time. A time alone may be opening hours. */
export function saysDate(text: string): boolean {
  if (NUMBERS.test(text) || MONTH_AND_DAY.test(text)) return true;
  names ??= namesOfDays();
  const words = [...text.toLowerCase().matchAll(/\p{L}{2,}/gu)].map(([word]) => word);
  const { months, days } = names;
  if (words.some((word) => months.has(word)) && /(?:^|\D)(?:0?[1-9]|[12]\d|3[01])(?!\d)/.test(text)) return true;
  return TIME.test(text) && words.some((word) => days.has(word));
}

function namesOfDays(): Names {
  const months = new Set<string>();
  const days = new Set<string>();
  const bare = (name: string): string => name.toLowerCase().replace(/[.\s]+$/, "");
  for (const language of LANGUAGES) {
    for (const form of ["long", "short"] as const) {
      const month = new Intl.DateTimeFormat(language, { month: form, day: "numeric", timeZone: "UTC" });
      for (let at = 0; at < 12; at++) {
        const part = month.formatToParts(Date.UTC(2026, at, 15)).find(({ type }) => type === "month")?.value ?? "";
        if (/^\p{L}{3,}/u.test(part)) months.add(bare(part));
      }
    }
    const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
    for (const day of [0, -1]) days.add(bare(relative.format(day, "day")));
  }
  return { months, days };
}
