// Reads the fields of requests. A request may come from a page with a compromised renderer, so every field is read here, once, and
// every list and text has a limit. Which request has which fields: request-limits.ts. No browser interface is used here.

import { NAME_KINDS, type Remembered } from "../model/settings.js";
import {
  type BodyPart,
  type Disposition,
  type FrameStatus,
  type HeldLinkClaim,
  MOST_SENDERS,
  type MailPlace,
  type RowPlace,
} from "../protocol/requests.js";
import type { ReportFacts } from "../model/report-facts.js";
import type { Mailbox, MessageInput } from "../model/verdict.js";

/** The most characters of all texts of a message together. No mail that a person reads is larger. */
const MOST_CHARACTERS = 16_000_000;
/** More pieces of text and links than any mail that was seen. */
const MOST_PIECES = 400_000;
const MOST_LINKS = 60_000;
/** The most characters of a name, an address or a subject. Longer ones are cut. */
const MOST_NAME = 10_000;
const MOST_PEOPLE = 2_000;
const MOST_ATTACHMENTS = 2_000;

/** The most links outside of messages in one request, and the most characters of them together. */
const MOST_SINGLE_LINKS = 500;
const MOST_SINGLE_CHARACTERS = 2_000_000;
/** The most characters of a URL that a browser opens. */
const MOST_URL = 2_000_000;
const MOST_TEXT = 500;
/** The most links that can be refused because of one open menu. */
const MOST_ARMED = 5;

const LEVELS = ["ok", "info", "caution", "danger"] as const;
const DISPOSITIONS = ["current", "tab", "background-tab", "window"] as const;
/** The most characters of a text in a report, and the most reasons. */
const MOST_REPORT_TEXT = 4_000;
const MOST_REPORT_REASONS = 20;
/** The most characters of a nonce. */
const MOST_NONCE = 200;

/** Thrown for a request that does not have the shape or the size of an honest one. */
export class OutOfBounds extends Error {}

/** Throws for a request that is out of bounds. */
export function refuse(what: string): never {
  throw new OutOfBounds(what);
}

/** The value as a text; empty if it is not a string. */
export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The value as a list; empty if it is not an array. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value as an object. Throws if it is not one. */
function object<T>(value: T, name: string): T & object {
  if (typeof value !== "object" || value === null) refuse(`no ${name}`);
  return value;
}

/** A message from a page: only its known fields, bounded. Attached messages and a mail's trace come only from files. */
export function messageIn(value: unknown): MessageInput {
  const given = object(value, "message") as Partial<Record<keyof MessageInput, unknown>>;
  const segments = bounded(given.segments, MOST_PIECES, "pieces of text");
  const links = bounded(given.links, MOST_LINKS, "links");
  let characters = 0;
  for (const segment of segments) characters += lengthOf(segment, "text");
  for (const link of links) characters += lengthOf(link, "href") + lengthOf(link, "written");
  if (characters > MOST_CHARACTERS) refuse("the message is too large");
  return {
    from: mailboxIn(given.from ?? {}),
    replyTo: bounded(given.replyTo, MOST_PEOPLE, "addresses to answer to").map(mailboxIn),
    subject: text(given.subject).slice(0, MOST_NAME),
    segments: segments as MessageInput["segments"],
    links: links as MessageInput["links"],
    attachments: bounded(given.attachments, MOST_ATTACHMENTS, "attachments").map((one) => {
      const { name, mediaType } = object(one ?? null, "attachment") as { name?: unknown; mediaType?: unknown };
      return { name: text(name).slice(0, MOST_NAME), mediaType: text(mediaType).slice(0, MOST_TEXT) };
    }),
    recipients: names(given.recipients),
    user: names(given.user),
    ...(given.sent === true ? { sent: true } : {}),
    ...(typeof given.base === "string" ? { base: given.base.slice(0, MOST_NAME) } : {}),
    leftOut: whole(given.leftOut) ?? 0,
    attached: [],
  };
}

function lengthOf(piece: unknown, name: string): number {
  const value: unknown = (piece as Record<string, unknown> | null | undefined)?.[name];
  return typeof value === "string" ? value.length : 0;
}

function names(value: unknown): string[] {
  return bounded(value, MOST_PEOPLE, "addresses").map((one) => text(one).slice(0, MOST_NAME));
}

function bounded(value: unknown, most: number, what: string): readonly unknown[] {
  const all = list(value);
  if (all.length > most) refuse(`too many ${what}`);
  return all;
}

/** A sender or a reply address. */
export function mailboxIn(value: unknown): Mailbox {
  const given = object(value ?? null, "sender") as Record<string, unknown>;
  const parts = (["name", "address", "via"] as const).filter((name) => typeof given[name] === "string");
  const mailbox = Object.fromEntries(parts.map((name) => [name, text(given[name]).slice(0, MOST_NAME)]));
  return given.uncertain ? { ...mailbox, uncertain: true } : mailbox;
}

/** A message as its page names it. */
export function mailPlaceIn(value: unknown): MailPlace {
  const { opening } = object(value ?? null, "place") as { opening?: unknown };
  return { ...placeIn(value), opening: text(opening).slice(0, MOST_NONCE) };
}

/** Messages as their rows in a list name them. */
export function rowPlacesIn(value: unknown): RowPlace[] {
  return bounded(value, MOST_SENDERS, "rows").map((row) => {
    const { from, subject } = object(row ?? null, "row") as { from?: unknown; subject?: unknown };
    return { ...placeIn(row), from: mailboxIn(from ?? {}), subject: text(subject).slice(0, MOST_NAME) };
  });
}

function placeIn(value: unknown): Omit<MailPlace, "opening"> {
  const given = object(value ?? null, "place") as Record<string, unknown>;
  const parts = (["id", "conversation", "date"] as const).map((name) => [name, text(given[name]).slice(0, MOST_TEXT)]);
  return Object.fromEntries(parts.filter(([, part]) => part !== "")) as Partial<
    Record<"id" | "conversation" | "date", string>
  >;
}

/** Links outside of messages. */
export function linksIn(value: unknown): string[] {
  const links = bounded(value, MOST_SINGLE_LINKS, "links").map(text);
  if (links.reduce((sum, { length }) => sum + length, 0) > MOST_SINGLE_CHARACTERS) refuse("the links are too long");
  return links;
}

/** The links of an open menu. */
export function armedLinksIn(value: unknown): string[] {
  return bounded(value, MOST_ARMED, "links").map(urlIn);
}

/** A URL as text. Throws if it is missing or too long. */
export function urlIn(value: unknown): string {
  const url = text(value);
  if (url === "" || url.length > MOST_URL) refuse("no address");
  return url;
}

/** The way to open a link; a new tab if the value is unknown. */
export function dispositionIn(value: unknown): Disposition {
  return DISPOSITIONS.find((one) => one === value) ?? "tab";
}

/** A held link as a frame describes it. */
export function heldLinkIn(value: unknown): HeldLinkClaim {
  const given = object(value ?? null, "link") as Record<string, unknown>;
  const level = LEVELS.find((one) => one === given.level) ?? "danger";
  const form = whole(given.form);
  return {
    href: urlIn(given.href),
    text: text(given.text).slice(0, MOST_TEXT),
    level,
    how: dispositionIn(given.how),
    ...(given.mail === undefined ? {} : { mail: reportedMailIn(given.mail) }),
    ...(form === undefined ? {} : { form }),
  };
}

/** The mail that a stopped link stands in. */
export function reportedMailIn(value: unknown): NonNullable<HeldLinkClaim["mail"]> {
  return reportTextsIn(value, ["sender", "name", "subject"]);
}

/** A whole number that is not negative, as forms and frames have; undefined for any other value. */
export function whole(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** The status of a frame. */
export function frameStatusIn(value: unknown): FrameStatus {
  const given = object(value ?? null, "status") as Record<string, unknown>;
  const level = LEVELS.find((one) => one === given.level) ?? null;
  return { first: given.first === true, level, unread: given.unread === true };
}

/** A mail's body on its way to the page that holds its header. */
export function bodyPartIn(value: unknown): BodyPart {
  const given = object(value ?? null, "body") as Record<string, unknown>;
  const { segments, links, leftOut } = messageIn({
    segments: given.segments,
    links: given.links,
    leftOut: given.leftOut,
  });
  return { segments, links, leftOut };
}

/** The nonce that a page made for a frame. */
export function nonceIn(value: unknown): string {
  const nonce = text(value);
  if (nonce === "" || nonce.length > MOST_NONCE) refuse("no nonce");
  return nonce;
}

/** The facts of a report, with every text bounded. */
export function reportFactsIn(value: unknown): ReportFacts {
  const given = object(value ?? null, "facts") as Partial<Record<keyof ReportFacts, unknown>>;
  const reasons = list(given.reasons).filter((reason) => typeof reason === "string");
  const when = text(given.when);
  return {
    ...reportTextsIn(given, ["url", "sender", "name", "subject"]),
    when: Number.isNaN(Date.parse(when)) ? new Date().toISOString() : when.slice(0, 40),
    level: LEVELS.find((level) => level === given.level) ?? null,
    reasons: reasons.slice(0, MOST_REPORT_REASONS).map((reason) => reason.slice(0, MOST_REPORT_TEXT)),
  };
}

/** The texts of a report under these keys, bounded. Empty ones are left out. */
function reportTextsIn<K extends "url" | "sender" | "name" | "subject">(
  value: unknown,
  keys: readonly K[],
): Partial<Record<K, string>> {
  const given = object(value ?? null, "facts") as Partial<Record<K, unknown>>;
  const texts = keys.map((key) => [key, text(given[key]).slice(0, MOST_REPORT_TEXT)] as const);
  return Object.fromEntries(texts.filter(([, one]) => one !== "")) as Partial<Record<K, string>>;
}

/** The kind of a name; a host if the value is unknown. */
export function nameKindIn(value: unknown): Remembered["what"] {
  return NAME_KINDS.find((kind) => kind === value) ?? "host";
}
