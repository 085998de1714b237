// The limits of every kind of request: how its fields are read, and how much of it one tab may ask for. A kind that content scripts
// may send and that costs work has an allowance; the extension's own pages are not counted.

import {
  type BodyPart,
  type Example,
  type FieldsOf,
  MOST_SENDERS,
  type NoFields,
  type RequestKind,
  type RequestOf,
} from "../protocol/requests.js";
import type { ReasonCode } from "../model/verdict.js";
import { Allowance } from "./allowance.js";
import {
  armedLinksIn,
  bodyPartIn,
  dispositionIn,
  frameStatusIn,
  heldLinkIn,
  linksIn,
  list,
  mailPlaceIn,
  mailboxIn,
  messageIn,
  nameKindIn,
  nonceIn,
  refuse,
  reportFactsIn,
  reportedMailIn,
  rowPlacesIn,
  text,
  urlIn,
  whole,
} from "./request-fields.js";
import { type Sender, tabIdOf } from "./sender.js";
import { isHome, isLanguage, isNotifications, isSelector } from "./validators.js";

/** The fields of a request before they are read. */
type Unread<K extends RequestKind> = { readonly [F in keyof FieldsOf<K>]?: unknown };

interface Limit<K extends RequestKind> {
  /** Reads the fields. Throws if one of them is out of bounds. */
  // eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- Some kinds have no fields to read.
  readonly read: (given: Unread<K>) => FieldsOf<K>;
  readonly allowance?: Allowance;
  /** The characters to count. Without it the request is counted before its fields are read. */
  readonly size?: (fields: FieldsOf<K>) => number;
}

/** The period of the allowances, in milliseconds. */
const PERIOD = 10_000;
/** For judging: far more than an honest page needs while it draws a long conversation. */
const judging = new Allowance({ requests: 1_000, characters: 64_000_000 }, PERIOD);
/** For opening the extension's pages: more than a person asks for. */
const opening = new Allowance({ requests: 5, characters: 0 }, PERIOD);
/** For opening or showing anything else, or changing a rule: more than a person does. */
const acting = new Allowance({ requests: 60, characters: 8_000_000 }, PERIOD);

/** The most characters of a name that a page asks to mute. */
const MOST_NAME = 320;

const noFields = (): NoFields => ({});
const idIn = ({ id }: { readonly id?: unknown }): { id: string } => ({ id: text(id) });
const textIn = (given: { readonly text?: unknown }): { text: string } => ({ text: text(given.text) });
const patternIn = ({ pattern }: { readonly pattern?: unknown }): { pattern: string } => ({ pattern: text(pattern) });
const nameIn = ({ what, value }: Unread<"remember">): FieldsOf<"remember"> => ({
  what: nameKindIn(what),
  value: text(value),
});

const LIMITS: { readonly [K in RequestKind]: Limit<K> } = {
  surroundings: { read: noFields },
  "insert-sheet": { read: noFields },
  "judge-message": {
    read: ({ message, place }) => ({
      message: messageIn(message),
      ...(place === undefined ? {} : { place: mailPlaceIn(place) }),
    }),
    allowance: judging,
    size: ({ message }) => sizeOf(message),
  },
  "judge-senders": { read: sendersIn, allowance: judging },
  "levels-of": { read: ({ rows }) => ({ rows: rowPlacesIn(rows) }), allowance: judging },
  "judge-links": {
    read: ({ links }) => ({ links: linksIn(links) }),
    allowance: judging,
    size: ({ links }) => links.reduce((sum, { length }) => sum + length, 0),
  },
  open: {
    read: ({ url, how }) => ({ url: urlIn(url), how: dispositionIn(how) }),
    allowance: acting,
    size: ({ url }) => url.length,
  },
  arm: { read: ({ links }) => ({ links: armedLinksIn(links) }), allowance: acting },
  explain: {
    read: ({ blocked }) => {
      const { href, mail } = (blocked ?? {}) as { href?: unknown; mail?: unknown };
      return { blocked: { href: urlIn(href), ...(mail === undefined ? {} : { mail: reportedMailIn(mail) }) } };
    },
    allowance: acting,
  },
  "put-to-user": { read: ({ link }) => ({ link: heldLinkIn(link) }), allowance: acting },
  "release-form": { read: formIn, allowance: acting, size: ({ url }) => url.length },
  status: { read: ({ status }) => ({ status: frameStatusIn(status) }) },
  "set-home": { read: ({ home }) => ({ home: isHome(home) ? home : refuse("not a marketplace") }) },
  "claim-body": {
    read: ({ nonce, part }) => ({ nonce: nonceIn(nonce), part: bodyPartIn(part) }),
    allowance: judging,
    size: ({ part }) => sizeOf(part),
  },
  "ask-to-remember": { read: nameToConfirmIn, allowance: opening },
  report: { read: ({ facts }) => ({ facts: reportFactsIn(facts) }), allowance: opening },
  "may-ask-home": { read: noFields, allowance: acting },
  entered: { read: noFields, allowance: acting },
  "offer-error-page": { read: noFields, allowance: opening },
  "body-chosen": {
    read: ({ id, selector }) => ({
      id: text(id).slice(0, MOST_NAME),
      selector: isSelector(selector) ? selector : refuse("no selector"),
    }),
    allowance: acting,
  },
  "open-help": { read: ({ code }) => ({ code: text(code) as ReasonCode }), allowance: opening },
  check: { read: (given) => ({ text: text(given.text), html: text(given.html) }) },
  "judge-examples": { read: ({ examples }) => ({ examples: list(examples) as readonly Example[] }) },
  "tab-state": { read: ({ tabId }) => ({ tabId: whole(tabId) ?? refuse("no tab") }) },
  pause: { read: (given) => ({ ...pausePlaceIn(given), ...optional("until", whole(given.until)) }) },
  resume: { read: pausePlaceIn },
  pauses: { read: noFields },
  watch: { read: ({ origin }) => ({ origin: text(origin) }) },
  unwatch: { read: patternIn },
  granted: { read: noFields },
  "set-buyer-messages": { read: ({ on }) => ({ on: on === true }) },
  forget: { read: nameIn },
  "choose-body": { read: ({ tabId }) => ({ tabId: whole(tabId) ?? refuse("no tab") }) },
  "forget-body": { read: ({ origin }) => ({ origin: text(origin) }) },
  blocked: { read: ({ url }) => ({ url: text(url) }) },
  "keep-report-facts": { read: ({ facts }) => ({ facts: reportFactsIn(facts) }) },
  "take-report-facts": { read: idIn },
  "set-language": {
    read: ({ language }) => ({ language: isLanguage(language) ? language : refuse("not a language we have") }),
  },
  "take-waiting": { read: idIn },
  "set-notifications": {
    read: ({ notifications: from }) => ({
      notifications: isNotifications(from) ? from : refuse("not a level to be notified from"),
    }),
  },
  "set-journal": {
    read: ({ on, subjects }) => ({
      ...(typeof on === "boolean" ? { on } : {}),
      ...(typeof subjects === "boolean" ? { subjects } : {}),
    }),
  },
  organisation: { read: noFields },
  "export-settings": { read: noFields },
  "review-import": { read: textIn },
  import: { read: textIn },
  "remove-team": { read: noFields },
  "drop-imported": { read: patternIn },
  undo: { read: idIn },
  "take-confirm": { read: idIn },
  remember: { read: nameIn },
};

/** Reads a request within its limits. `counted` is the content script to count it for; null for the extension's own pages. */
export function readRequest<K extends RequestKind>(
  request: Unread<K> & { readonly kind: K },
  counted: Sender | null,
): RequestOf<K> {
  const { read, allowance, size }: Limit<K> = LIMITS[request.kind];
  if (!size && counted) allowance?.take(tabIdOf(counted), 0);
  const fields = read(request);
  if (size && counted) allowance?.take(tabIdOf(counted), size(fields));
  return { ...fields, kind: request.kind };
}

/** Forgets a closed tab. */
export function forgetAllowances(tabId: number): void {
  for (const allowance of [judging, opening, acting]) allowance.forget(tabId);
}

function sendersIn({ senders, user }: Unread<"judge-senders">): FieldsOf<"judge-senders"> {
  const [mailboxes, addresses] = [list(senders), list(user)];
  if (mailboxes.length > MOST_SENDERS || addresses.length > MOST_SENDERS) refuse("too many senders");
  return { senders: mailboxes.map(mailboxIn), user: addresses.map(text) };
}

function pausePlaceIn({ origin, tabId }: Unread<"resume">): FieldsOf<"resume"> {
  return { origin: text(origin), ...optional("tabId", whole(tabId)) };
}

/** A field of this value; none if there is no value. */
function optional<K extends string>(name: K, value: number | undefined): Partial<Record<K, number>> {
  return value === undefined ? {} : ({ [name]: value } as Record<K, number>);
}

function formIn({ frameId, form, url }: Unread<"release-form">): FieldsOf<"release-form"> {
  const frame = whole(frameId);
  return { form: whole(form) ?? 0, url: urlIn(url), ...(frame === undefined ? {} : { frameId: frame }) };
}

function nameToConfirmIn({ what, value, href }: Unread<"ask-to-remember">): FieldsOf<"ask-to-remember"> {
  return {
    what: nameKindIn(what),
    value: text(value).slice(0, MOST_NAME),
    ...(href === undefined ? {} : { href: urlIn(href) }),
  };
}

function sizeOf({ segments, links }: BodyPart): number {
  const texts = segments.reduce((sum, { text: piece }) => sum + text(piece).length, 0);
  return links.reduce((sum, { href }) => sum + text(href).length, texts);
}
