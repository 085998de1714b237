// What an adapter for a webmail is. It only finds and extracts; nothing is judged in this folder.

import type { Attachment, Mailbox } from "../../shared/verdict.js";

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
  /** It lies in a folder of what the user wrote: sent, drafts, outbox. */
  readonly own: boolean;
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
  /** Where the sender is shown; a chip goes behind it. */
  readonly sender: Element;
  readonly from: Mailbox;
}

/** A header that shows nothing. */
export const NO_HEADER: Header = { from: {}, replyTo: [], subject: "", attachments: [], recipients: [] };

/** An address and name out of `Name <a@b>`, `a@b`, or the two apart, and who sent for it; nothing is guessed. */
export function mailbox(address: string | null | undefined, name: string | null | undefined, via?: string | null): Mailbox {
  const found = address?.trim().replace(/^mailto:/i, "").split("?")[0] ?? "";
  const shown = name?.trim() ?? "";
  return {
    ...(found.includes("@") ? { address: decoded(found) } : {}),
    // A name that only repeats the address is none.
    ...(shown && shown.toLowerCase() !== found.toLowerCase() ? { name: shown } : {}),
    ...(via ? { via } : {}),
  };
}

/** What webmails write where another domain sent a mail than the one of its address. */
const VIA = /(?:^|[\s(（])(?:via|über|par|por|tramite|经由|經由|通过|透過|由|代发[:：]?|代發[:：]?)\s*<?(?:[^\s<>@]+@)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)/i;

/** The domain that sent a mail, out of the text that stands behind its sender. */
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

/** The text of an element as it is shown, white space collapsed. */
export function shownText(element: Element | null | undefined): string {
  return element?.textContent?.replace(/\s+/g, " ").trim() ?? "";
}

/** Whether an element, or what is in it, takes room on the page. A mail's own styles may reach the element around it. */
export function isShown(element: Element): boolean {
  const rects = element.getClientRects();
  if (rects.length > 0 && element.checkVisibility()) return true;
  return element.ownerDocument.defaultView?.getComputedStyle(element).display === "contents" && element.textContent.trim() !== "";
}
