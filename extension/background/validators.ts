// What a setting may be, whoever wrote it: the storage, a file, or an organisation's policy. Everything from outside is read by
// these readers; what one of them does not take is named with its place, and is as if it were not there.

import type { Home, Notifications, Problem, Remembered } from "../protocol/requests.js";
import { LANGUAGES, type Language } from "../i18n/texts.js";

/** No user says more often than this that a warning was wrong, and no organisation has more partners or sites. */
export const MOST_NAMES = 1_000;
/** No address is longer. */
const MOST_NAME = 320;
/** So much of what is wrong is shown. */
const MOST_SHOWN = 60;

/** Where a value stands, with the problems found so far. */
export class Place {
  constructor(
    readonly path: string,
    readonly problems: Problem[] = [],
  ) {}

  /** A member of what stands here. */
  key(name: string): Place {
    return new Place(this.path === "" ? name : `${this.path}.${name}`, this.problems);
  }

  /** An element of the list that stands here, counted from one, as people count. */
  item(at: number): Place {
    return new Place(`${this.path}[${at + 1}]`, this.problems);
  }

  /** Notes that what stands here is not taken. */
  wrong(value: unknown, code: Problem["code"] = "wrong"): null {
    const text = value === undefined ? "" : ((typeof value === "string" ? value : JSON.stringify(value)) ?? "");
    const found = value === undefined && code === "wrong" ? "missing" : code;
    this.problems.push({
      code: found,
      place: this.path.slice(0, MOST_NAME),
      ...(text ? { text: text.slice(0, MOST_SHOWN) } : {}),
    });
    return null;
  }
}

/** Takes a value, in the form in which it is kept; or notes what is wrong and gives nothing. */
export type Reader<T> = (value: unknown, place: Place) => T | null;

/** A reader for each member of an object. */
export type Readers<T> = { readonly [K in keyof T]-?: Reader<NonNullable<T[K]>> };

/** The members of an object that their readers take; those without a reader are named. */
export function members<T>(readers: Readers<T>, value: unknown, place: Place): Partial<T> {
  const taken: Partial<T> = {};
  if (!isObject(value)) {
    place.wrong(value);
    return taken;
  }
  for (const [name, member] of Object.entries(value)) {
    const reader = Object.hasOwn(readers, name) ? readers[name as keyof T] : undefined;
    const read = reader ? reader(member, place.key(name)) : place.key(name).wrong(undefined, "unknown");
    if (read !== null) taken[name as keyof T] = read;
  }
  return taken;
}

/** A list of what one reader takes, each once. */
export function listOf<T>(reader: Reader<T>): Reader<readonly T[]> {
  return (value, place) => {
    if (!Array.isArray(value)) return place.wrong(value);
    if (value.length > MOST_NAMES) return place.wrong(String(value.length), "too-many");
    const taken = value.map((one: unknown, at) => reader(one, place.item(at))).filter((one) => one !== null);
    return [...new Map(taken.map((one) => [JSON.stringify(one), one])).values()];
  };
}

/** What a test takes as it is. */
function only<T>(isOne: (value: unknown) => value is T): Reader<T> {
  return (value, place) => (isOne(value) ? value : place.wrong(value));
}

/** Whether a value is a language we have. */
export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some(([language]) => language === value);
}

/** Whether a value says where Seller Central is opened. */
export function isHome(value: unknown): value is Home {
  if (value === "elsewhere") return true;
  return isObject(value) && typeof value.region === "string" && /^[A-Z]{2}$/.test(value.region);
}

/** Whether a value says from which level on something is shown unasked. */
export function isNotifications(value: unknown): value is Notifications {
  return value === "caution" || value === "danger";
}

export const language: Reader<Language> = only(isLanguage);
export const notifications: Reader<Notifications> = only(isNotifications);
export const truth: Reader<boolean> = only((value): value is boolean => typeof value === "boolean");

/** A marketplace by its two letters, or "elsewhere": in files and policies, where a person writes it. */
export function marketplace(regions: ReadonlySet<string>): Reader<Home> {
  return (value, place) => {
    if (value === "elsewhere") return value;
    return typeof value === "string" && regions.has(value) ? { region: value } : place.wrong(value);
  };
}

/** A text that is shown as it is. */
export const title: Reader<string> = (value, place) => {
  const text = typeof value === "string" ? value.trim() : "";
  return text && text.length <= 80 ? text : place.wrong(value);
};

/** An exact host in ASCII, or an exact address in lower case. */
export const name: Reader<string> = (value, place) =>
  (typeof value === "string" ? (addressIn(value) ?? hostIn(value)) : null) ?? place.wrong(value);

/**
 * A host or an address as verdicts give it. Mails are from addresses that nobody would write as one, and links lead to hosts that
 * no browser writes so; it is compared with what the next verdict gives, so it is kept to the letter.
 */
const judgedName: Reader<string> = (value, place) => {
  const text = typeof value === "string" ? value.toLowerCase() : "";
  if (text.length > MOST_NAME || /[\0-\x1f\x7f]/.test(text)) return place.wrong(value);
  const isJudged = text.includes("@") ? /\S\s*@[^@]*[^@\s][^@]*$/.test(text) : JUDGED_HOST.test(text);
  return (isJudged ? text : hostIn(text)) ?? place.wrong(value);
};

/** What a URL lets into a host. */
const JUDGED_HOST = /^(?:\[[0-9a-f:.]+\]|[^\0-\x20/?#@:\\%<>^|[\]\x7f-\uffff]+)$/;

/** What is remembered, in the form verdicts give it. */
export const remembered: Reader<Remembered> = (value, place) => {
  const before = place.problems.length;
  const { what, value: named, since } = members<Remembered>(REMEMBERED, value, place);
  if (place.problems.length > before) return null;
  if (what === undefined || named === undefined || since === undefined) return place.wrong(value);
  return (what === "address") === named.includes("@") ? { what, value: named, since } : place.key("value").wrong(named);
};

const REMEMBERED: Readers<Remembered> = {
  what: only((value): value is Remembered["what"] => value === "host" || value === "address"),
  value: judgedName,
  since: (value, place) => {
    const date = new Date(typeof value === "string" ? value : Number.NaN);
    return Number.isNaN(date.getTime()) ? place.wrong(value) : date.toISOString();
  },
};

/** The pattern of one site, as the browser is asked for it: no star for many of them, no port, no path. */
export const site: Reader<string> = (value, place) => {
  const text = typeof value === "string" ? value.trim() : "";
  const [, scheme, host] = /^(https?):\/\/([^/]+)(?:\/\*?)?$/i.exec(text) ?? [];
  const named = host === undefined ? null : hostIn(host);
  return scheme !== undefined && named !== null ? `${scheme.toLowerCase()}://${named}/*` : place.wrong(value);
};

/** A host as the browser writes it; null for what is more than that, or none. */
function hostIn(text: string): string | null {
  const host = text.trim().toLowerCase();
  if (host === "" || host.length > MOST_NAME || /[\s/?#@:*%\\]/.test(host)) return null;
  const written = URL.canParse(`https://${host}/`) ? new URL(`https://${host}/`).hostname : "";
  // What is written in another form than letters of other scripts is a trick: 0x7f.1 for 127.0.0.1.
  const isPlain = /^[\x21-\x7e]+$/.test(host);
  return written === "" || (isPlain && written !== host) || !/[a-z0-9]$/.test(written) ? null : written;
}

function addressIn(text: string): string | null {
  const address = text.trim().toLowerCase();
  const at = address.lastIndexOf("@");
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  if (at < 1 || address.length > MOST_NAME || /[\s<>"(),:;@[\\\]]/.test(local)) return null;
  return hostIn(domain) === null ? null : address;
}

/** Whether a value is an object with members. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
