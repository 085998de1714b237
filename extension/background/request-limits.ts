// The shapes and sizes of what content scripts ask. A request may come from a page whose renderer somebody has taken over, so every
// field is read here, once, and every list and text has a limit. No browser in here.

import type { BodyPart, Disposition, FrameStatus, HeldLink } from "../protocol/requests.js";
import type { Mailbox, MessageInput } from "../model/verdict.js";

/** Larger requests are no message that anybody reads. In characters of all texts together. */
const MOST_CHARACTERS = 16_000_000;
/** More pieces of text or links than any mail has that was seen. */
const MOST_PIECES = 400_000;
const MOST_LINKS = 60_000;
/** A reader does not read on in a name, address or subject that is longer. */
const MOST_NAME = 10_000;
const MOST_PEOPLE = 2_000;
const MOST_ATTACHMENTS = 2_000;

/** Links outside of messages that are judged at once, and their characters together. */
const MOST_SINGLE_LINKS = 500;
const MOST_SINGLE_CHARACTERS = 2_000_000;
/** A browser opens no longer address. */
const MOST_ADDRESS = 2_000_000;
const MOST_TEXT = 500;
/** Dangerous links whose menu is opened at once. */
const MOST_ARMED = 5;

const LEVELS = ["ok", "info", "caution", "danger"] as const;
const WAYS = ["current", "tab", "background-tab", "window"] as const;

/** A request that does not have the shape or the size of an honest one. */
export class OutOfBounds extends Error {}

function refuse(what: string): never {
  throw new OutOfBounds(what);
}

/** A text; empty where the value is none. */
export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** A list; empty where the value is none. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** An object with members. */
export function object<T>(value: T, name: string): T & object {
  if (typeof value !== "object" || value === null) refuse(`no ${name}`);
  return value;
}

/** A message from a page: its known fields alone, bounded. Messages attached to it and a mail's trace come from files only. */
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

/** A sender or somebody to answer to. */
export function mailboxIn(value: unknown): Mailbox {
  const given = object(value ?? null, "sender") as Record<string, unknown>;
  const parts = (["name", "address", "via"] as const).filter((name) => typeof given[name] === "string");
  return Object.fromEntries(parts.map((name) => [name, text(given[name]).slice(0, MOST_NAME)]));
}

/** Addresses to judge by themselves. */
export function linksIn(value: unknown): string[] {
  const links = bounded(value, MOST_SINGLE_LINKS, "links").map(text);
  if (links.reduce((sum, { length }) => sum + length, 0) > MOST_SINGLE_CHARACTERS) refuse("the links are too long");
  return links;
}

/** Dangerous addresses whose menu was opened. */
export function armedIn(value: unknown): string[] {
  return bounded(value, MOST_ARMED, "links").map(addressIn);
}

/** One address. */
export function addressIn(value: unknown): string {
  const address = text(value);
  if (address === "" || address.length > MOST_ADDRESS) refuse("no address");
  return address;
}

/** How a link is to be opened. */
export function wayIn(value: unknown): Disposition {
  return WAYS.find((way) => way === value) ?? "tab";
}

/** A held link without what the page says of its verdict; that is judged anew. */
export function heldIn(value: unknown): Omit<HeldLink, "verdict"> {
  const given = object(value ?? null, "link") as Record<string, unknown>;
  const level = LEVELS.find((one) => one === given.level) ?? "danger";
  const form = whole(given.form);
  return {
    href: addressIn(given.href),
    text: text(given.text).slice(0, MOST_TEXT),
    level,
    how: wayIn(given.how),
    ...(form === undefined ? {} : { form }),
  };
}

/** A number as forms and frames have; none where the value is another. */
export function whole(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** What a frame reports of itself. */
export function statusIn(value: unknown): FrameStatus {
  const given = object(value ?? null, "status") as Record<string, unknown>;
  return { first: given.first === true, level: LEVELS.find((level) => level === given.level) ?? null };
}

/** A body on its way to the page around it. */
export function partIn(value: unknown): BodyPart {
  const given = object(value ?? null, "body") as Record<string, unknown>;
  const { segments, links, leftOut } = messageIn({
    segments: given.segments,
    links: given.links,
    leftOut: given.leftOut,
  });
  return { segments, links, leftOut };
}

/** A number that a page made up for a frame. */
export function nonceIn(value: unknown): string {
  const nonce = text(value);
  if (nonce === "" || nonce.length > 200) refuse("no nonce");
  return nonce;
}

/** How much a tab may ask for in some time, so that it cannot keep the background from answering the others. */
export class Allowance {
  readonly #used = new Map<number, { since: number; requests: number; characters: number }>();

  constructor(
    private readonly most: { readonly requests: number; readonly characters: number },
    private readonly period: number,
  ) {}

  /** Notes a request of a tab; an error where it has asked for too much. */
  take(tabId: number, characters: number, now = Date.now()): void {
    const before = this.#used.get(tabId);
    const used = before && now - before.since < this.period ? before : { since: now, requests: 0, characters: 0 };
    used.requests += 1;
    used.characters += characters;
    this.#used.set(tabId, used);
    if (used.requests > this.most.requests || used.characters > this.most.characters) refuse("too much at once");
  }

  /** Forgets a tab that was closed. */
  forget(tabId: number): void {
    this.#used.delete(tabId);
  }
}
