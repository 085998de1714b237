// What several adapters do alike: find the card around a body that holds its header, and read mailboxes as headers write them.
// No selector of a webmail stands here.

import type { Mailbox } from "../../model/verdict.js";
import { type OpenMessage, isEditable, isShown, mailbox, outermost, shownText } from "./adapter.js";

/** A header may stand this far around its body. */
const MAX_CLIMB = 16;

/** The bodies that are seen; of elements inside each other the outermost, and nothing that is being written. */
export function bodiesIn(page: Document, selector: string): Element[] {
  return outermost([...page.querySelectorAll(selector)].filter((body) => isShown(body) && !isEditable(body)));
}

/** What stands around a body and in no body: the header, which nobody who writes a mail writes. */
export interface Card {
  all(selector: string): Element[];
  first(selector: string): Element | null;
}

/**
 * The card of a message. Where a webmail's cards are known, it is the one around the body; else the nearest element around it
 * that shows one sender outside of it. Where another message begins before, or where there are several, there is none.
 */
function cardOf(body: Element, bodies: readonly Element[], signs: Signs): Card | null {
  const region =
    signs.card === undefined ? regionOf(body, bodies, signs) : (body.parentElement?.closest(signs.card) ?? null);
  if (!region || outside(region, signs.body, signs.sender).length === 0) return null;
  const all = (selector: string): Element[] => outside(region, signs.body, selector);
  return { all, first: (selector) => all(selector)[0] ?? null };
}

function regionOf(body: Element, bodies: readonly Element[], signs: Signs): Element | null {
  let region = body.parentElement;
  for (let climbed = 0; region && climbed < MAX_CLIMB; climbed++, region = region.parentElement) {
    const around = region;
    if (bodies.some((other) => other !== body && around.contains(other))) return null;
    const senders = outside(region, signs.body, signs.sender).length;
    if (senders > 0) return senders === 1 ? region : null;
  }
  return null;
}

/** What of a kind stands in no body, be it shown or kept for later: all that is in one is its sender's writing. */
export function outside(region: ParentNode, body: string, selector: string): Element[] {
  return [...region.querySelectorAll(selector)].filter((found) => found.closest(body) === null);
}

/** What of a webmail's selectors its messages are found by. */
interface Signs {
  /** A message with its header, where that is known. */
  readonly card?: string;
  readonly body: string;
  readonly sender: string;
}

/**
 * Whether a page shows its messages the way an adapter knows: every body has a card with a sender. Where no body is shown,
 * `idle` tells whether that is because nothing is open.
 */
export function fits(page: Document, signs: Signs, idle: () => boolean): boolean {
  const bodies = bodiesIn(page, signs.body);
  return bodies.length === 0 ? idle() : bodies.every((one) => cardOf(one, bodies, signs) !== null);
}

/** What is open: every body with its card. */
export function openIn(page: Document, signs: Signs, open: (body: Element, card: Card) => OpenMessage): OpenMessage[] {
  const bodies = bodiesIn(page, signs.body);
  return bodies.flatMap((one) => {
    const card = cardOf(one, bodies, signs);
    return card ? [open(one, card)] : [];
  });
}

/** The mailbox in a text as headers write it: `"Name" <a@b>`, or an address alone. A name may hold another address. */
export function mailboxIn(text: string): Mailbox {
  const written = text.replace(/\s+/g, " ").trim();
  const [, name = "", address = ""] = /^(.*)<([^<>]*@[^<>]*)>$/.exec(written) ?? [];
  if (address) return mailbox(address, unquoted(name));
  return isAddress(written) ? mailbox(written, null) : mailbox(null, unquoted(written));
}

/** The addresses in a text that may hold several mailboxes; what stands in quotation marks is a name. */
export function addressesIn(text: string): string[] {
  const unnamed = text.replace(/"(?:[^"\\]|\\.)*"/g, "");
  return [...unnamed.matchAll(/[^\s<>,;"()]+@[^\s<>,;"()]+/g)].map(([address]) => address);
}

/** Whether a text is an address and nothing else. */
function isAddress(text: string | null | undefined): text is string {
  return /^[^\s<>"@,;]+@[^\s<>"@,;]+$/.test(text?.trim() ?? "");
}

/** The first of some texts that is an address and nothing else. */
export function addressAmong(...texts: (string | null | undefined)[]): string | null {
  return texts.find(isAddress)?.trim() ?? null;
}

/** The one address that several places name; nothing where they disagree, since one of them may be a name then. */
export function agreed(...addresses: (string | null | undefined)[]): string | null {
  const told = addresses.filter((address): address is string => typeof address === "string");
  return told.every((address) => address.toLowerCase() === told[0]?.toLowerCase()) ? (told[0] ?? null) : null;
}

/** The address at the end of `name <a@b>`; a name may be an address, so one without brackets is none. */
export function addressBehind(text: string): string | null {
  return /<\s*([^\s<>]+@[^\s<>]+)\s*>\s*$/.exec(text)?.[1] ?? null;
}

/** Attachments by the texts of their elements. */
export function named(elements: readonly Element[]): { name: string; mediaType: string }[] {
  return elements.map((element) => ({ name: shownText(element), mediaType: "" })).filter(({ name }) => name !== "");
}

function unquoted(name: string): string {
  return name
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .replace(/\\(.)/g, "$1");
}
