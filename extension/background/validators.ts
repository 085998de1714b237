// Validators for settings from any source: storage, files and policies. A value that its validator rejects is reported with the
// path of its field, and counts as missing.

import { type ChosenBody, type Home, NAME_KINDS, type Notifications, type Remembered } from "../model/settings.js";
import type { Problem } from "../model/organisation.js";
import type { Language } from "../model/language.js";
import { LANGUAGES } from "../i18n/texts.js";

/** The most names on a list. No user mutes more, and no organisation has more partners or sites. */
export const MOST_NAMES = 1_000;
/** The most characters of a mail address (RFC 5321). */
const MOST_NAME = 320;
/** The most characters of a rejected value in a problem. */
const MOST_SHOWN = 60;

/** The path of a value in a file, with the problems found so far. */
export class FieldPath {
  constructor(
    readonly path: string,
    readonly problems: Problem[] = [],
  ) {}

  /** The path of a member of this value. */
  key(name: string): FieldPath {
    return new FieldPath(this.path === "" ? name : `${this.path}.${name}`, this.problems);
  }

  /** The path of an element of this list, counted from one. */
  item(at: number): FieldPath {
    return new FieldPath(`${this.path}[${at + 1}]`, this.problems);
  }

  /** Reports that the value at this path is rejected. */
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

/** Returns the value in the form in which it is stored; or reports a problem and returns null. */
export type Validator<T> = (value: unknown, place: FieldPath) => T | null;

/** A validator for each member of an object. */
export type Validators<T> = { readonly [K in keyof T]-?: Validator<NonNullable<T[K]>> };

/** The valid members of an object. A member without a validator is reported. */
export function validMembers<T>(readers: Validators<T>, value: unknown, place: FieldPath): Partial<T> {
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

/** A validator for lists, with one validator for all elements. Repeated elements are dropped. */
export function validList<T>(reader: Validator<T>): Validator<readonly T[]> {
  return (value, place) => {
    if (!Array.isArray(value)) return place.wrong(value);
    if (value.length > MOST_NAMES) return place.wrong(String(value.length), "too-many");
    const taken = value.map((one: unknown, at) => reader(one, place.item(at))).filter((one) => one !== null);
    return [...new Map(taken.map((one) => [JSON.stringify(one), one])).values()];
  };
}

/** A validator that accepts what a type guard accepts. */
function only<T>(isOne: (value: unknown) => value is T): Validator<T> {
  return (value, place) => (isOne(value) ? value : place.wrong(value));
}

/** Whether a value is a language with texts. */
export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some(([language]) => language === value);
}

/** Whether a value says where Seller Central is opened. */
export function isHome(value: unknown): value is Home {
  if (value === "elsewhere") return true;
  return isObject(value) && typeof value.region === "string" && /^[A-Z]{2}$/.test(value.region);
}

/** Whether a value is a level from which warnings are shown. */
export function isNotifications(value: unknown): value is Notifications {
  return value === "caution" || value === "danger";
}

export const validLanguage: Validator<Language> = only(isLanguage);
export const validNotifications: Validator<Notifications> = only(isNotifications);
export const validBoolean: Validator<boolean> = only((value): value is boolean => typeof value === "boolean");

/** A marketplace as people write it in files and policies: two letters, or "elsewhere". */
export function validMarketplace(regions: ReadonlySet<string>): Validator<Home> {
  return (value, place) => {
    if (value === "elsewhere") return value;
    return typeof value === "string" && regions.has(value) ? { region: value } : place.wrong(value);
  };
}

/** A text that is displayed unchanged. */
export const validTitle: Validator<string> = (value, place) => {
  const text = typeof value === "string" ? value.trim() : "";
  return text && text.length <= 80 ? text : place.wrong(value);
};

/** An exact host in ASCII, or an exact address in lower case. */
export const validName: Validator<string> = (value, place) =>
  (typeof value === "string" ? (mailAddressIn(value) ?? hostIn(value)) : null) ?? place.wrong(value);

/**
 * A host or an address in the form that verdicts use. Mails come from addresses, and links lead to hosts, that the stricter
 * validators reject. A muted name is compared with later verdicts, so it is kept to the letter.
 */
const validJudgedName: Validator<string> = (value, place) => {
  const text = typeof value === "string" ? value.toLowerCase() : "";
  if (text.length > MOST_NAME || /[\0-\x1f\x7f]/.test(text)) return place.wrong(value);
  const isJudged = text.includes("@") ? /\S\s*@[^@]*[^@\s][^@]*$/.test(text) : JUDGED_HOST.test(text);
  return (isJudged ? text : hostIn(text)) ?? place.wrong(value);
};

/** The characters that a URL allows in a host. */
const JUDGED_HOST = /^(?:\[[0-9a-f:.]+\]|[^\0-\x20/?#@:\\%<>^|[\]\x7f-\uffff]+)$/;

/** A muted name, in the form that verdicts use. */
export const validRemembered: Validator<Remembered> = (value, place) => {
  const before = place.problems.length;
  const { what, value: named, since } = validMembers<Remembered>(REMEMBERED, value, place);
  if (place.problems.length > before) return null;
  if (what === undefined || named === undefined || since === undefined) return place.wrong(value);
  const isFitting = what === "gateway" ? hostIn(named) === named : (what === "address") === named.includes("@");
  return isFitting ? { what, value: named, since } : place.key("value").wrong(named);
};

const validDate: Validator<string> = (value, place) => {
  const date = new Date(typeof value === "string" ? value : Number.NaN);
  return Number.isNaN(date.getTime()) ? place.wrong(value) : date.toISOString();
};

const REMEMBERED: Validators<Remembered> = {
  what: only((value): value is Remembered["what"] => NAME_KINDS.some((kind) => kind === value)),
  value: validJudgedName,
  since: validDate,
};

/** The most characters of a selector. A chosen element is described by a few names. */
const MOST_SELECTOR = 400;
/** The parts of which a chosen selector consists: names of elements, ids, classes, test attributes, and places among siblings. */
const NAME = String.raw`-?[A-Za-z_][\w-]*`;
const COMPOUND = String.raw`(?:[a-z][a-z0-9-]*)?(?:#${NAME}|\.${NAME}|\[data-[a-z-]+="[\w .:-]*"\]|:nth-of-type\(\d{1,4}\))*`;
const SELECTOR = new RegExp(`^(?=\\S)${COMPOUND}(?: (?:> )?(?=[^\\s>])${COMPOUND})*$`);

/** A selector of one element, in the only form in which the extension writes it. */
export function isSelector(value: unknown): value is string {
  return typeof value === "string" && value.length <= MOST_SELECTOR && SELECTOR.test(value);
}

/** A body that the user has chosen on a site. */
export const validChosenBody: Validator<ChosenBody> = (value, place) => {
  const before = place.problems.length;
  const { origin, selector, since } = validMembers<ChosenBody>(CHOSEN_BODY, value, place);
  if (place.problems.length > before) return null;
  if (origin === undefined || selector === undefined || since === undefined) return place.wrong(value);
  return { origin, selector, since };
};

const CHOSEN_BODY: Validators<ChosenBody> = {
  origin: (value, place) => {
    const text = typeof value === "string" && value.length <= MOST_NAME ? value : "";
    const isOrigin = /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text;
    return isOrigin ? text : place.wrong(value);
  },
  selector: only(isSelector),
  since: validDate,
};

/** The exact host of a mail gateway. */
export const validHost: Validator<string> = (value, place) =>
  (typeof value === "string" ? hostIn(value) : null) ?? place.wrong(value);

/** The match pattern of one site, as a permission: no wildcard host, no port, no path. */
export const validSite: Validator<string> = (value, place) => {
  const text = typeof value === "string" ? value.trim() : "";
  const [, scheme, host] = /^(https?):\/\/([^/]+)(?:\/\*?)?$/i.exec(text) ?? [];
  const named = host === undefined ? null : hostIn(host);
  return scheme !== undefined && named !== null ? `${scheme.toLowerCase()}://${named}/*` : place.wrong(value);
};

/** A host as the browser writes it; null if the text has more parts, or is no host. */
function hostIn(text: string): string | null {
  const host = text.trim().toLowerCase();
  if (host === "" || host.length > MOST_NAME || /[\s/?#@:*%\\]/.test(host)) return null;
  const written = URL.canParse(`https://${host}/`) ? new URL(`https://${host}/`).hostname : "";
  // An ASCII host that the browser would rewrite is a trick, such as 0x7f.1 for 127.0.0.1.
  const isPlain = /^[\x21-\x7e]+$/.test(host);
  return written === "" || (isPlain && written !== host) || !/[a-z0-9]$/.test(written) ? null : written;
}

function mailAddressIn(text: string): string | null {
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
