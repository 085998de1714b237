// Helpers that several adapters share: they find the card around a body that holds its header, and read mailboxes as headers
// write them. No selector of a webmail stands here.

import type { Mailbox } from "../../model/verdict.js";
import { allInTrees, closestThroughShadow } from "../shadow-trees.js";
import { type Header, type OpenMessage, isEditable, isShown, mailbox, outermost, shownText } from "./adapter.js";

/** Selects the names of attachments, as most webmails call them. */
export const ATTACHMENTS =
  '[class*="attachment" i] [class*="name" i],[class*="attach-name" i],[class*="attachment" i] a[download]';

/** A header may stand at most this many elements above its body. */
const MAX_CLIMB = 16;

/** The bodies that are shown and not being written; of elements inside each other only the outermost. */
export function bodiesIn(page: Document, selector: string): Element[] {
  return outermost(allInTrees(page, selector).filter((body) => isShown(body) && !isEditable(body)));
}

/** The part of a message that stands around its body and in no body: the header, which the sender of a mail cannot write. */
export interface Card {
  all(selector: string): Element[];
  first(selector: string): Element | null;
}

/**
 * The card of a message. If a webmail's cards are known, it is the one around the body; else it is the nearest element around
 * the body that shows exactly one sender outside of it. Returns `null` if another body comes before that, or several senders.
 */
function cardOf(body: Element, bodies: readonly Element[], signs: Signs): Card | null {
  const region =
    signs.card === undefined
      ? regionOf(body, bodies, signs)
      : (body.parentElement?.closest(signs.card) ?? signs.cardBeside?.(body) ?? null);
  if (!region || outsideBodies(region, signs.body, signs.sender).length === 0) return null;
  const all = (selector: string): Element[] => outsideBodies(region, signs.body, selector);
  return { all, first: (selector) => all(selector)[0] ?? null };
}

function regionOf(body: Element, bodies: readonly Element[], signs: Signs): Element | null {
  let region = body.parentElement;
  for (let climbed = 0; region && climbed < MAX_CLIMB; climbed++, region = region.parentElement) {
    const around = region;
    if (bodies.some((other) => other !== body && around.contains(other))) return null;
    const senders = outsideBodies(region, signs.body, signs.sender).length;
    if (senders > 0) return senders === 1 ? region : null;
  }
  return null;
}

/**
 * The elements that a selector matches and that stand in no body, whether that body is shown or kept for later: everything in a
 * body is its sender's writing.
 */
export function outsideBodies(region: ParentNode, body: string, selector: string): Element[] {
  return allInTrees(region, selector).filter((found) => closestThroughShadow(found, body) === null);
}

/** The selectors by which a webmail's messages are found. */
interface Signs {
  /** A message with its header, if the webmail's element for it is known. */
  readonly card?: string;
  /** Finds the card of a body that stands beside it. */
  readonly cardBeside?: (body: Element) => Element | null;
  readonly body: string;
  readonly sender: string;
}

/**
 * Whether a page shows its messages as an adapter expects: every body has a card with a sender. If no body is shown, `idle`
 * tells whether that is because nothing is open.
 */
export function fits(page: Document, signs: Signs, idle: () => boolean): boolean {
  const bodies = bodiesIn(page, signs.body);
  return bodies.length === 0 ? idle() : bodies.every((one) => cardOf(one, bodies, signs) !== null);
}

/** The parts of a header that each webmail shows in its own way. */
export type CardHeader = Pick<Header, "from" | "recipients"> & Partial<Header>;

/**
 * The open messages: every body with its card. `read` reads the header out of a card, and `bodyFrame` selects the element around
 * the body before which the banner goes.
 */
export function openIn(
  page: Document,
  signs: Signs & { readonly subject: string; readonly attachment?: string; readonly bodyFrame?: string },
  read: (card: Card, sender: Element | null) => CardHeader,
): OpenMessage[] {
  const bodies = bodiesIn(page, signs.body);
  return bodies.flatMap((body) => {
    const card = cardOf(body, bodies, signs);
    if (!card) return [];
    const sender = card.first(signs.sender);
    const header = (): Header => ({
      replyTo: [],
      subject: shownText(outsideBodies(page, signs.body, signs.subject)[0]),
      attachments: attachmentsNamed(card.all(signs.attachment ?? ATTACHMENTS)),
      ...read(card, sender),
    });
    const before = (signs.bodyFrame === undefined ? null : body.closest(signs.bodyFrame)) ?? body;
    // Replies of others stand in the folders of sent mail too, so no message there counts as the user's.
    return [{ bodies: [body], sender, before, sent: false, header }];
  });
}

/** The mailbox in a text as headers write it: `"Name" <a@b>`, or an address alone. A name may hold another address. */
export function mailboxIn(text: string): Mailbox {
  const written = text.replace(/\s+/g, " ").trim();
  const [, name = "", address = ""] = /^(.*)<([^<>]*@[^<>]*)>$/.exec(written) ?? [];
  if (address) return mailbox(address, unquoted(name));
  return isAddress(written) ? mailbox(written, null) : mailbox(null, unquoted(written));
}

/** The addresses in a text that may hold several mailboxes. Text in quotation marks is a name. */
export function mailboxAddressesIn(text: string): string[] {
  const unnamed = text.replace(/"(?:[^"\\]|\\.)*"/g, "");
  return [...unnamed.matchAll(/[^\s<>,;"()]+@[^\s<>,;"()]+/g)].map(([address]) => address);
}

/** Whether a text is an address and nothing else. */
function isAddress(text: string | null | undefined): text is string {
  return /^[^\s<>"@,;]+@[^\s<>"@,;]+$/.test(text?.trim() ?? "");
}

/** The first of several texts that is an address and nothing else; `null` if none is. */
export function addressAmong(...texts: (string | null | undefined)[]): string | null {
  return texts.find(isAddress)?.trim() ?? null;
}

/** The address that several places name; `null` if they disagree, because one of them may then be a name. */
export function agreed(...addresses: (string | null | undefined)[]): string | null {
  const told = addresses.filter((address): address is string => typeof address === "string");
  return told.every((address) => address.toLowerCase() === told[0]?.toLowerCase()) ? (told[0] ?? null) : null;
}

/** The address at the end of `name <a@b>`; `null` for one without brackets, because a name may be an address. */
export function addressBehind(text: string): string | null {
  return /<\s*([^\s<>]+@[^\s<>]+)\s*>\s*$/.exec(text)?.[1] ?? null;
}

/** Attachments, named by the texts of these elements. */
export function attachmentsNamed(elements: readonly Element[]): { name: string; mediaType: string }[] {
  return elements.map((element) => ({ name: shownText(element), mediaType: "" })).filter(({ name }) => name !== "");
}

function unquoted(name: string): string {
  return name
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .replace(/\\(.)/g, "$1");
}
