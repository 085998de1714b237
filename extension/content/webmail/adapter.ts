// What an adapter for a webmail is. It only finds and extracts; nothing is judged in this folder.

import sentViaTable from "../../../src/data/sent-via.tsv";
import type { Attachment, Mailbox } from "../../model/verdict.js";
import { closestOf, isVisible, rectsOf, styleOf, textIn } from "../dom.js";

/** What a page shows of a message's header. */
export interface Header {
  readonly from: Mailbox;
  readonly replyTo: readonly Mailbox[];
  readonly subject: string;
  readonly attachments: readonly Attachment[];
  readonly recipients: readonly string[];
}

/** A message that is open on the page. */
export interface OpenMessage {
  /** The elements that hold its body; an `iframe` stands for the document in it. */
  readonly bodies: readonly Element[];
  /** Where the sender is shown; the chip goes behind it. */
  readonly sender: Element | null;
  /** The banner goes right in front of this element, outside of the body; nowhere where only the body is here. */
  readonly before: Element | null;
  /**
   * It lies in a folder in which only the user's own mails lie: sent, drafts, outbox. A webmail that shows conversations shows
   * others' answers in these folders too, so its adapter never says so.
   */
  readonly own: boolean;
  /** The webmail shows only the beginning of it, so not all of it can be judged. */
  readonly clipped?: boolean;
  /** Reads the header; it is never read from inside a body. */
  header(): Header;
}

/** One webmail, or one kind of page. */
export interface Adapter {
  /** The webmail's own name, as the popup shows it. */
  readonly name: string;
  /**
   * Whether this page is built as the adapter knows it: what it needs to read an open message is there, or nothing is open and
   * the page is one it knows to be so. Where a webmail was rebuilt it says no, and the recipe for unknown webmails reads on.
   */
  recognises(page: Document): boolean;
  /** The messages open on it. */
  messages(page: Document): OpenMessage[];
  /** The user's own addresses, where the page shows them. */
  user(page: Document): string[];
  /** The rows of its list of messages whose sender's address the page shows; absent where it shows none. */
  rows?(page: Document): Row[];
}

/** A message in a list. */
export interface Row {
  /** Where the sender is shown; a chip goes in front of it. */
  readonly sender: Element;
  /** What the chip goes in front of where that is not the sender: of several names the last ones may be cut off. */
  readonly place?: Element;
  readonly from: Mailbox;
}

/** A header that shows nothing. */
export const NO_HEADER: Header = { from: {}, replyTo: [], subject: "", attachments: [], recipients: [] };

/**
 * Whether a page is on one of these hosts; one that begins with a dot stands for every host below it. A mail's document in a frame
 * has no host of its own.
 */
export function isAt(page: Document, hosts: readonly string[] | RegExp): boolean {
  const { hostname } = page.location;
  if (hosts instanceof RegExp) return hosts.test(hostname);
  return hosts.some((host) => (host.startsWith(".") ? hostname.endsWith(host) : hostname === host));
}

/** Finds elements in a region that are not in a body: what looks like a header in there is its author's writing. */
export type Finder = (selector: string) => Element[];

/** The elements of a region outside of these bodies. */
export function outside(region: ParentNode, bodies: readonly Element[]): Finder {
  return (selector) =>
    [...region.querySelectorAll(selector)].filter((found) => !bodies.some((body) => body.contains(found)));
}

/** What stands around a body up to its header, without another body; nothing where another message begins before. */
export function cardOf(body: Element, bodies: readonly Element[], header: string): Element | null {
  for (let card = body.parentElement; card; card = card.parentElement) {
    const around = card;
    if (bodies.some((other) => other !== body && around.contains(other))) return null;
    if (outside(card, [body])(header).length > 0) return card;
  }
  return null;
}

/** Of elements inside each other only the outermost. */
export function outermost(elements: readonly Element[]): Element[] {
  return elements.filter((element) => !elements.some((other) => other !== element && other.contains(element)));
}

/** Whether an element belongs to what the user is writing. */
export function isEditable(element: Element): boolean {
  return closestOf(element, '[contenteditable=""],[contenteditable="true"],textarea') !== null;
}

/** An address, alone or behind a name. */
const ADDRESS = /([^<>()\[\]"':;,\s（）]+@[^<>()\[\]"':;,\s（）]+\.[^<>()\[\]"':;,\s（）]+)/;

/** The addresses in a text, in their order. */
export function addressesIn(text: string): string[] {
  return [...text.matchAll(new RegExp(ADDRESS, "g"))].flatMap(([, address]) => address ?? []);
}

/** The last address in a text: a name stands before its address, and may be an address itself. */
export function lastAddress(text: string): string | null {
  return addressesIn(text).at(-1) ?? null;
}

/** The name in `Name <a@b>` whose address is known: what stands before the last mention of it, without punctuation. */
export function nameBefore(text: string, address: string): string {
  const at = text.toLowerCase().lastIndexOf(address.toLowerCase());
  const before = at < 0 ? text : text.slice(0, at);
  return before
    .replace(/[<([（]\s*$/, "")
    .trim()
    .replace(/^["“']|["”']$/g, "")
    .trim();
}

/** An address and name out of `Name <a@b>`, `a@b`, or the two apart, and who sent for it; nothing is guessed. */
export function mailbox(
  address: string | null | undefined,
  name: string | null | undefined,
  via?: string | null,
): Mailbox {
  const found =
    address
      ?.trim()
      .replace(/^mailto:/i, "")
      .split("?")[0] ?? "";
  const shown = name?.trim() ?? "";
  return {
    ...(found.includes("@") ? { address: decoded(found) } : {}),
    // A name that only repeats the address is none.
    ...(shown && shown.toLowerCase() !== found.toLowerCase() ? { name: shown } : {}),
    ...(via ? { via } : {}),
  };
}

/** The phrases that webmails show if another domain sent a mail than the one of its address (src/data/sent-via.tsv). */
const SENT_VIA = sentViaTable
  .split("\n")
  .filter((row) => row !== "" && !row.startsWith("#"))
  .map((row) => row.split("\t", 1)[0] ?? "");

/** Such a phrase, and behind it the domain that sent the mail, or an address at it. */
const VIA = new RegExp(
  `(?:^|[\\s(（])(?:${SENT_VIA.join("|")})\\s*<?(?:[^\\s<>@]+@)?([a-z0-9-]+(?:\\.[a-z0-9-]+)+)`,
  "i",
);

/** The domain that sent a mail, read from the text behind its sender, or `null` if the text names none. */
export function viaIn(text: string): string | null {
  return VIA.exec(text)?.[1] ?? null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The parts of a mail as a webmail shows them one below the other: first those of the mail itself, then those of each message
 * attached to it whole, beginning with the part that shows its header. What a part after such a message belongs to, no page
 * tells; it counts as the message's.
 */
export function divided(
  parts: readonly Element[],
  isHeader: (part: Element) => boolean,
): { own: Element[]; attached: Element[][] } {
  const own: Element[] = [];
  const attached: Element[][] = [];
  for (const part of parts) {
    if (isHeader(part)) attached.push([part]);
    else (attached.at(-1) ?? own).push(part);
  }
  return { own, attached };
}

/**
 * A message attached whole, judged by the header that is shown above it. That header is the writing of whoever sent the mail,
 * so nothing about its sender is drawn.
 */
export function attachedMessage(
  [head, ...bodies]: readonly Element[],
  header: (rows: Element) => Header,
  rowsIn: (head: Element) => Element | null = (head) => head,
): OpenMessage[] {
  const rows = head && rowsIn(head);
  if (!rows || bodies.length === 0) return [];
  return [{ bodies, sender: null, before: rows, own: false, header: () => header(rows) }];
}

/** The text of an element as it is shown, white space collapsed. */
export function shownText(element: Element | null | undefined): string {
  return element?.textContent?.replace(/\s+/g, " ").trim() ?? "";
}

/** Whether an element, or what is in it, takes room on the page. A mail's own styles may reach the element around it. */
export function isShown(element: Element): boolean {
  if (rectsOf(element).length > 0 && isVisible(element)) return true;
  return styleOf(element)?.display === "contents" && textIn(element)?.trim() !== "";
}
