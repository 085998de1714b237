// Defines an adapter for a webmail, and the helpers that adapters share. Adapters only find and extract; nothing in this folder
// judges.

import sentViaTable from "../../../src/data/sent-via.tsv";
import type { Attachment, Mailbox } from "../../model/verdict.js";
import { isVisible, rectsOf, styleOf, textIn } from "../dom.js";
import { allInTrees, closestThroughShadow, containsThroughShadow } from "../shadow-trees.js";

/** The header of a message, as far as the page shows it. */
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
  /** The element that shows the sender; the chip goes behind it. */
  readonly sender: Element | null;
  /** The banner goes directly in front of this element, outside of the body; `null` if only the body is in this frame. */
  readonly before: Element | null;
  /**
   * The message lies in a folder that holds only the user's own mails: sent, drafts, outbox. A webmail that shows conversations
   * shows replies of others in these folders too, so its adapter never sets this.
   */
  readonly sent: boolean;
  /** The webmail shows only the beginning of the message, so the rest cannot be judged. */
  readonly clipped?: boolean;
  /** Links to the webmail that it wrote into the body. Its sender did not write them, so they are not read. */
  readonly ownLinks?: readonly Element[];
  /** The webmail's own id of the message, which no other message has. */
  readonly id?: string | undefined;
  /** The webmail's own id of the conversation that the message belongs to. */
  readonly conversation?: string | undefined;
  /** When the message was sent, as the page shows it. */
  readonly date?: string | undefined;
  /** Reads the header; it is never read from inside a body. */
  header(): Header;
}

/** One webmail, or one kind of page. */
export interface Adapter {
  /** The webmail's own name, as the popup shows it. */
  readonly name: string;
  /**
   * Whether this page is built as the adapter knows it: either it has everything that reading an open message needs, or nothing
   * is open and the adapter knows such a page. After a webmail was rebuilt the answer is no, and the recipe for unknown
   * webmails takes over.
   */
  recognises(page: Document): boolean;
  /** The messages open on it. */
  messages(page: Document): OpenMessage[];
  /** The user's own addresses, as far as the page shows them. */
  user(page: Document): string[];
  /** The rows of the list of messages. A sender has an address only if the list shows it. */
  rows?(page: Document): Row[];
}

/** A message in a list. */
export interface Row {
  /** The element that shows the sender; a chip goes in front of it. */
  readonly sender: Element;
  /** The element in front of which the chip goes, if that is not the sender: of several names the last ones may be cut off. */
  readonly place?: Element;
  readonly from: Mailbox;
  /** The webmail's own id of the message, or of its conversation if the list does not show which of the two it is. */
  readonly id?: string | undefined;
  /** The webmail's own id of the conversation that the row stands for. */
  readonly conversation?: string | undefined;
  readonly subject?: string;
  /** When the message was sent, as the row shows it. */
  readonly date?: string | undefined;
}

/** A header in which nothing is known. */
export const NO_HEADER: Header = { from: {}, replyTo: [], subject: "", attachments: [], recipients: [] };

/**
 * Whether a page is on one of these hosts. An entry that begins with a dot stands for every host below it. A mail's document in
 * a frame has no host of its own.
 */
export function isAt(page: Document, hosts: readonly string[] | RegExp): boolean {
  const { hostname } = page.location;
  if (hosts instanceof RegExp) return hosts.test(hostname);
  return hosts.some((host) => (host.startsWith(".") ? hostname.endsWith(host) : hostname === host));
}

/**
 * Whether a page is a tab's own page. In a frame, everything below the body of the document may be a mail's own, so a webmail
 * that is recognised by an element there must be a tab's own page.
 */
export function isTopPage(page: Document): boolean {
  return page.defaultView !== null && page.defaultView === page.defaultView.top;
}

/**
 * Finds elements in a region that stand in no body. Anything that looks like a header inside a body was written by the sender.
 */
export type Finder = (selector: string) => Element[];

/** The elements of a region outside of these bodies. A page's shadow trees belong to it. */
export function outside(region: ParentNode, bodies: readonly Element[]): Finder {
  return (selector) =>
    allInTrees(region, selector).filter((found) => !bodies.some((body) => containsThroughShadow(body, found)));
}

/** The nearest element around a body that has a header outside of the body; `null` if it would contain another body. */
export function cardAround(body: Element, bodies: readonly Element[], header: string): Element | null {
  for (let card = body.parentElement; card; card = card.parentElement) {
    const around = card;
    if (bodies.some((other) => other !== body && around.contains(other))) return null;
    if (outside(card, [body])(header).length > 0) return card;
  }
  return null;
}

/** The bodies in a region that are shown and not being written; of bodies inside each other only the outermost. */
export function shownBodies(region: ParentNode, selector: string): Element[] {
  return outermost(allInTrees(region, selector)).filter((body) => isShown(body) && !isEditable(body));
}

/** Whether an adapter knows a page: it finds a sender for an open message, or nothing is open and `isIdle` says that this is right. */
export function knowsPage(open: readonly OpenMessage[], isIdle: () => boolean): boolean {
  return open.length > 0 ? open.some(({ sender }) => sender !== null) : isIdle();
}

/** The document of the tab's top frame; `null` if it has another origin. */
export function topDocumentOf(page: Document): Document | null {
  try {
    return page.defaultView?.top?.document ?? null;
  } catch {
    return null;
  }
}

/** Of elements inside each other only the outermost. */
export function outermost(elements: readonly Element[]): Element[] {
  return elements.filter(
    (element) => !elements.some((other) => other !== element && containsThroughShadow(other, element)),
  );
}

/** Whether an element belongs to a mail that the user is writing. */
export function isEditable(element: Element): boolean {
  return closestThroughShadow(element, '[contenteditable=""],[contenteditable="true"],textarea') !== null;
}

/** Matches an address, alone or behind a name. */
const ADDRESS = /([^<>()\[\]"':;,\s（）]+@[^<>()\[\]"':;,\s（）]+\.[^<>()\[\]"':;,\s（）]+)/;

/** The addresses in a text, in their order. */
export function addressesIn(text: string): string[] {
  return [...text.matchAll(new RegExp(ADDRESS, "g"))].flatMap(([, address]) => address ?? []);
}

/** The last address in a text. A name stands before its address, and may itself be an address. */
export function lastAddress(text: string): string | null {
  return addressesIn(text).at(-1) ?? null;
}

/** The name in `Name <a@b>` whose address is known: the text before the last mention of the address, without punctuation. */
export function nameBefore(text: string, address: string): string {
  const at = text.toLowerCase().lastIndexOf(address.toLowerCase());
  const before = at < 0 ? text : text.slice(0, at);
  return before
    .replace(/[<([（]\s*$/, "")
    .trim()
    .replace(/^["“']|["”']$/g, "")
    .trim();
}

/** A mailbox from an address and a name, and the domain that sent on its behalf. Nothing is guessed. */
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
    // A name that only repeats the address is no name.
    ...(shown && shown.toLowerCase() !== found.toLowerCase() ? { name: shown } : {}),
    ...(via ? { via } : {}),
  };
}

/** The phrases by which webmails say that another domain than the address's own sent a mail (src/data/sent-via.tsv). */
const SENT_VIA = sentViaTable
  .split("\n")
  .filter((row) => row !== "" && !row.startsWith("#"))
  .map((row) => row.split("\t", 1)[0] ?? "");

/** Such a phrase, and behind it the domain that sent the mail, or an address at it. */
const VIA = new RegExp(
  `(?:^|[\\s(（])(?:${SENT_VIA.join("|")})\\s*<?(?:[^\\s<>@]+@)?([a-z0-9-]+(?:\\.[a-z0-9-]+)+)`,
  "i",
);

/** The domain that sent a mail on behalf of its address, from the text behind the sender; `null` if the text names none. */
export function viaIn(text: string): string | null {
  return VIA.exec(text)?.[1] ?? null;
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Divides the parts of a mail that a webmail shows one below the other: first the parts of the mail itself, then those of each
 * message attached to it as a whole, which begin with the part that shows its header. A page does not show to which of them a
 * later part belongs, so it counts as the attached message's.
 */
export function divided(
  parts: readonly Element[],
  isHeader: (part: Element) => boolean,
): { main: Element[]; attached: Element[][] } {
  const main: Element[] = [];
  const attached: Element[][] = [];
  for (const part of parts) {
    if (isHeader(part)) attached.push([part]);
    else (attached.at(-1) ?? main).push(part);
  }
  return { main, attached };
}

/**
 * A message attached as a whole, judged by the header that is shown above it. The sender of the outer mail wrote that header,
 * so nothing is drawn at it.
 */
export function attachedMessage(
  [head, ...bodies]: readonly Element[],
  header: (rows: Element) => Header,
  rowsIn: (head: Element) => Element | null = (head) => head,
): OpenMessage[] {
  const rows = head && rowsIn(head);
  if (!rows || bodies.length === 0) return [];
  return [{ bodies, sender: null, before: rows, sent: false, header: () => header(rows) }];
}

/** An attribute of an element; `undefined` if it is missing or empty. */
export function attribute(element: Element | null | undefined, name: string): string | undefined {
  return element?.getAttribute(name) || undefined;
}

/** The text of an element as it is shown, with white space collapsed. */
export function shownText(element: Element | null | undefined): string {
  return element?.textContent?.replace(/\s+/g, " ").trim() ?? "";
}

/** Whether an element or its content takes room on the page. A mail's own styles may reach the element around it. */
export function isShown(element: Element): boolean {
  if (rectsOf(element).length > 0 && isVisible(element)) return true;
  return styleOf(element)?.display === "contents" && textIn(element)?.trim() !== "";
}
