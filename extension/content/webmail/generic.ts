// The recipe for a webmail nobody has named: find what looks like a message's body, and look for its sender in what stands
// before it. Below a threshold it says "no sender" and guesses nothing.

import type { Mailbox } from "../../shared/verdict.js";
import { shadowOf } from "../dom.js";
import {
  type Adapter,
  type Header,
  NO_HEADER,
  type OpenMessage,
  addressesIn,
  isEditable,
  isShown,
  lastAddress,
  mailbox,
  nameBefore,
  outermost,
  shownText,
  viaIn,
} from "./adapter.js";

const SELECTORS = {
  /** What public code of many webmails calls the element that holds a body. */
  body: [
    '[class*="message-body" i]',
    '[class*="messagebody" i]',
    '[class*="message-content" i]',
    '[class*="mailbody" i]',
    '[class*="mail-body" i]',
    '[class*="mail-content" i]',
    '[class*="mail-detail-content" i]',
    '[class*="msg-body" i]',
    '[class*="letter-body" i]',
    '[class*="email-body" i]',
    '[id*="message-body" i]',
    '[id*="messagebody" i]',
    '[id*="mailbody" i]',
    '[id*="mailContentContainer"]',
    '[data-testid*="message-body" i]',
    '[data-test-id*="message-view-body" i]',
    '[role="document"]',
    'div[id^="UniqueMessageBody"]',
    ".zmMailContent",
    ".v-Message-body",
    ".reader-body-children",
    ".netease_mail_readhtml",
    ".ii.gt .a3s",
  ].join(","),
  /** Everything that `body` matches and more, quickly: a page has tens of thousands of elements. */
  perhapsBody:
    '[class*="body" i],[class*="content" i],[id*="body" i],[id*="content" i],[data-testid*="body" i],[data-test-id*="body" i],[role="document"],.netease_mail_readhtml,.a3s',
  /** Elements that may carry an address in an attribute. */
  address: '[email],[data-email],[data-hovercard-id],[fromaddr],[e*="@"],[title*="@"],a[href^="mailto:" i],[aria-label*="@"]',
  subject: 'h1,h2,[class*="subject" i],[id*="subject" i],[role="heading"]',
} as const;

/** The names of attachments, as most webmails call them. */
export const ATTACHMENTS = '[class*="attachment" i] [class*="name" i],[class*="attach-name" i],[class*="attachment" i] a[download]';

/**
 * Labels of header rows, in the languages of webmails. A short one counts only with its colon: names begin with "A", "Da" and
 * "Van", too.
 */
export const LABELS = {
  from: /^(?:(?:from|sender|absender|mittente|remitente|kimden)(?:\s*[:：]|\s)|(?:de|da|von|van|od|от)\s*[:：]|(?:发件人|发信人|寄件者|寄件人|差出人|送信者|보낸 ?사람)\s*[:：]?)/i,
  notFrom:
    /^(?:(?:to|cc|bcc|reply-to|reply to|répondre à|rispondi a|responder a|antwort an)(?:\s*[:：]|\s)|(?:an|à|a|para|aan|do|kime|кому)\s*[:：]|(?:收件人|收件者|抄送|回复至|回复|宛先|返信先)\s*[:：]?)/i,
  /** What ends a sender in a row that goes on with recipients. */
  recipients: /(?:\s|>|^)(?:to|cc|an|à|para|aan|do|收件人|抄送|发至|发给|宛先)(?=[\s:：])/i,
  replyTo: /^(?:reply-to|reply to|回复至|回复地址|返信先|antwort an|répondre à|rispondi a|responder a)\s*[:：]?/i,
} as const;

/** How far above the body its header may stand. */
const MAX_CLIMB = 8;
/** More elements before a body are a page, not a header. */
const MOST_BEFORE = 1_000;
/** Less text and no link: no body worth reading. */
const MIN_TEXT = 40;
/** Whoever scores less is not said to be the sender. */
const THRESHOLD = 1;
/**
 * The same before a frame: it may hold a whole page with the header in it, and what stands first outside is the user's own
 * address then.
 */
const THRESHOLD_AT_FRAME = 2;

export const generic: Adapter = {
  name: "generic",
  recognises: () => true,
  messages: (page) => {
    const bodies = outermost(candidates(page));
    return bodies.map((body) => openByRecipe(body, bodies));
  },
  user: () => [],
};

/** Elements and frames that may hold a body, in document order. */
function candidates(page: Document): Element[] {
  const framed = [...page.querySelectorAll("iframe")].filter((frame) => holdsBody(frame) && !isEditable(frame) && isReadable(frame));
  return [...namedBodies(page), ...framed];
}

function namedBodies(page: Document): Element[] {
  const named = [...page.querySelectorAll(SELECTORS.perhapsBody)].filter((element) => element.matches(SELECTORS.body));
  return named.filter((element) => !isEditable(element) && isReadable(element));
}

function isReadable(element: Element): boolean {
  return isShown(element) && hasSubstance(element);
}

/**
 * Whether something that carries the name of a body is open on a page: where an adapter's own way finds nothing, its webmail was
 * rebuilt then.
 */
export function seesBody(page: Document): boolean {
  return namedBodies(page).length > 0;
}

/** A frame large enough to read in, whose document we can read; what we cannot read asks for its header itself. */
function holdsBody(frame: HTMLIFrameElement): boolean {
  const { width, height } = frame.getBoundingClientRect();
  return width >= 200 && height >= 40;
}

function hasSubstance(element: Element): boolean {
  const inner = element instanceof HTMLIFrameElement ? documentIn(element)?.body : element;
  // A frame that cannot be read may hold anything.
  if (!inner) return element instanceof HTMLIFrameElement;
  if (inner.querySelector("a,area[href],form[action],[formaction],[href]")) return true;
  // A named body may itself only hold the frame with the text.
  const frame = inner.querySelector("iframe");
  if (frame && holdsBody(frame)) return false;
  if ((inner.textContent?.trim().length ?? 0) >= MIN_TEXT) return true;
  // A shadow tree keeps its text to itself.
  return [...inner.querySelectorAll("*")].slice(0, MOST_BEFORE).some((element) => shadowOf(element) !== null);
}

function documentIn(frame: HTMLIFrameElement): Document | null {
  try {
    return frame.contentDocument;
  } catch {
    return null;
  }
}

/** A message of whose header only is known that it stands before its body: adapters of webmails that keep it so use this, too. */
export function openByRecipe(body: Element, bodies: readonly Element[]): OpenMessage {
  const head = headOf(body, bodies);
  const found = head ? findSender(head, body instanceof HTMLIFrameElement ? THRESHOLD_AT_FRAME : THRESHOLD) : null;
  return {
    bodies: [body],
    sender: found?.element ?? null,
    before: body,
    own: false,
    header: () => readHeader(head, body, found?.mailbox ?? {}),
  };
}

/** What stands before a body, out to the ancestor that shows an address: there the header is. */
interface Head {
  readonly region: Element;
  /** The elements before the body, in document order. */
  readonly elements: readonly Element[];
}

/** Looks for the header from the body outwards; where another message begins before there is one, there is none. */
function headOf(body: Element, bodies: readonly Element[]): Head | null {
  let region = body.parentElement;
  for (let climbed = 0; region && climbed < MAX_CLIMB; climbed++, region = region.parentElement) {
    const around = region;
    if (bodies.some((other) => other !== body && around.contains(other))) return null;
    const elements = elementsBefore(region, body);
    if (elements.length > MOST_BEFORE) return null;
    if (elements.some((element) => addressOf(element) !== null)) return { region, elements };
  }
  return null;
}

/** The elements of a region that stand before a body, without those around it. */
function elementsBefore(region: Element, body: Element): Element[] {
  const walker = body.ownerDocument.createTreeWalker(region, NodeFilter.SHOW_ELEMENT);
  const found: Element[] = [];
  for (let node = walker.nextNode(); node && node !== body && found.length <= MOST_BEFORE; node = walker.nextNode()) {
    if (!node.contains(body)) found.push(node as Element);
  }
  return found;
}

/** Attributes that only ever hold an address; in others a webmail may also put a name. */
const ADDRESS_ATTRIBUTES = ["email", "data-email", "data-hovercard-id", "fromaddr", "href"] as const;
const HINT_ATTRIBUTES = ["e", "title", "aria-label"] as const;

function addressIn(element: Element, attributes: readonly string[]): string | null {
  for (const name of attributes) {
    const value = element.getAttribute(name)?.replace(/^mailto:/i, "").split("?")[0] ?? "";
    const found = lastAddress(value);
    if (found) return found;
  }
  return null;
}

/** The address an element carries in an attribute, or in its own text. */
function addressOf(element: Element): string | null {
  if (element.matches(SELECTORS.address)) {
    const found = addressIn(element, [...ADDRESS_ATTRIBUTES, ...HINT_ATTRIBUTES]);
    if (found) return found;
  }
  return hasOwnAddress(element) ? lastAddress(shownText(element)) : null;
}

/** Whether an address stands in the text of this element itself, not only in one inside it. */
function hasOwnAddress(element: Element): boolean {
  for (let node = element.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === Node.TEXT_NODE && addressesIn(node.nodeValue ?? "").length > 0) return true;
  }
  return false;
}

interface Found {
  readonly element: Element;
  readonly mailbox: Mailbox;
}

/** Scores every address that stands before the body; the best one's row names the sender, if it is good enough. */
function findSender({ region, elements }: Head, threshold: number): Found | null {
  let best: { element: Element; row: string; score: number } | null = null;
  let first = true;
  for (const element of elements) {
    if (addressOf(element) === null) continue;
    const row = rowText(element, region);
    const score =
      (LABELS.from.test(row) ? 3 : 0) -
      (LABELS.notFrom.test(row) ? 3 : 0) +
      (/<[^<>]*@[^<>]*>/.test(row) ? 2 : 0) +
      (addressIn(element, ADDRESS_ATTRIBUTES) === null ? 0 : 1) +
      (first ? 1 : 0);
    first = false;
    if (score >= threshold && (!best || score > best.score)) best = { element, row, score };
  }
  return best && { element: best.element, mailbox: senderIn(best.element, best.row) };
}

/**
 * The sender whom a row of the header names. Where a webmail keeps the address in an attribute of its own, that is it; else
 * the last one before the recipients, since a name can be made to look like an address. What else stands there as an address
 * stays part of the name, so that the contradiction is judged and not decided here.
 */
function senderIn(element: Element, row: string): Mailbox {
  const own = row.replace(LABELS.from, "").split(LABELS.recipients, 1)[0] ?? "";
  const hint = addressIn(element, HINT_ATTRIBUTES);
  const address = addressIn(element, ADDRESS_ATTRIBUTES) ?? lastAddress(own) ?? hint;
  const name = nameBefore(own, address ?? "");
  const unsaid = hint !== null && address !== null && !sameAddress(hint, address) && !name.includes(hint);
  const behind = row.slice(row.toLowerCase().lastIndexOf(address?.toLowerCase() ?? "") + (address?.length ?? 0));
  return mailbox(address, unsaid ? `${name} ${hint}` : name, viaIn(behind));
}

function sameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** The text of the row an element stands in: as much around it as is still one line of a header. */
export function rowText(element: Element, region: Element): string {
  let row = element;
  while (row.parentElement && row.parentElement !== region && shownText(row.parentElement).length <= 200) {
    const addresses = shownText(row.parentElement).split("@").length - 1;
    if (addresses > 1 && /[:：]/.test(shownText(row))) break;
    if (addresses > 2) break;
    row = row.parentElement;
  }
  return shownText(row);
}

function readHeader(head: Head | null, body: Element, from: Mailbox): Header {
  if (!head) return { ...NO_HEADER, from };
  const { region, elements } = head;
  const rows = elements.flatMap((element) => {
    const address = addressOf(element);
    return address === null ? [] : [{ address, row: rowText(element, region) }];
  });
  const addresses = (label: RegExp): string[] => [...new Set(rows.filter(({ row }) => label.test(row)).map(({ address }) => address))];
  const replies = addresses(LABELS.replyTo);
  const subject = elements.find((element) => element.matches(SELECTORS.subject) && shownText(element).length > 0);
  return {
    from,
    replyTo: replies.map((address) => ({ address })),
    subject: shownText(subject),
    attachments: [...region.querySelectorAll(ATTACHMENTS)]
      .filter((element) => !body.contains(element))
      .map((element) => ({ name: shownText(element), mediaType: "" })),
    recipients: addresses(LABELS.notFrom).filter((address) => !replies.includes(address)),
  };
}
