// The recipe for unknown webmails: it finds elements that look like a message's body, and looks for the sender in the elements
// before them. Below a threshold it returns no sender instead of a guess.

import type { Mailbox } from "../../model/verdict.js";
import { allIn, bodyOf, isMatched, shadowOf, textIn } from "../dom.js";
import { documentIn, hasReadableSize } from "../frame-documents.js";
import { allInTrees, containsThroughShadow, elementsUpTo, parentThroughShadow } from "../shadow-trees.js";
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
  outermost,
  shownText,
} from "./adapter.js";
import { bodiesByStructure } from "./bodies.js";
import { chosenIn } from "./chosen.js";
import { ATTACHMENTS } from "./extract.js";
import { LABELS } from "./labels.js";
import { type HeaderRow, isInHeading, isSubject, rowOf } from "./row.js";

const SELECTORS = {
  /** The names that public code of many webmails gives the element that holds a body. */
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
    // Webmails show plain text in this element.
    "pre",
  ].join(","),
  /** A quick selector that matches everything `body` matches, and more: a page has tens of thousands of elements. */
  perhapsBody:
    '[class*="body" i],[class*="content" i],[id*="body" i],[id*="content" i],[data-testid*="body" i],[data-test-id*="body" i],[role="document"],.netease_mail_readhtml,.a3s,pre',
  /** Elements that may carry an address in an attribute. */
  address:
    '[email],[data-email],[data-hovercard-id],[fromaddr],[e*="@"],[title*="@"],a[href^="mailto:" i],[aria-label*="@"]',
} as const;

/** The attributes in which a page may keep an address. */
const ATTRIBUTES = [
  "email",
  "data-email",
  "data-hovercard-id",
  "fromaddr",
  "href",
  "e",
  "title",
  "aria-label",
] as const;

/** The elements in a part of a page that is named after attachments. */
const IN_ATTACHMENTS = ["class", "id", "data-testid", "data-test-id"]
  .map((name) => `[${name}*="attachment" i] *`)
  .join(",");
/** Matches the name of a file. */
const FILE_NAME = /^[^\\/<>|:*?"]+\.\p{L}[\p{L}\d]{1,7}$/u;

/** The header may stand at most this many elements above its body. */
const MAX_CLIMB = 8;
/** No real page nests its elements deeper. */
const MOST_CLIMBS = 600;
/** If more elements stand before a body, they are a page and not a header. */
const MOST_BEFORE = 1_000;
/** Regions with more elements than this are not searched for another header. */
const MOST_SEARCHED = 20_000;
/** An element with less text and no link is no body worth reading. */
const MIN_TEXT = 40;
/** A row with a lower score is not taken for the sender. */
const THRESHOLD = 1;
/**
 * The same before a frame. A frame may hold a whole page with the header in it, and then the first address outside is the
 * user's own.
 */
const THRESHOLD_AT_FRAME = 2;

export const generic: Adapter = {
  name: "generic",
  recognises: () => true,
  messages: (page) => {
    const { named, guessed } = candidates(page);
    const bodies = outermost([...named, ...guessed]);
    const regions = new Map<Element, Element>();
    for (const body of bodies) {
      const region = headOf(body, bodies)?.region;
      if (region) regions.set(body, region);
    }
    const found = bodies.map((body) => {
      const one = wholeBody(body, bodies, regions);
      // A mail may hold a header and a text that look like a page's. So a body without a name names no sender.
      return guessed.includes(body) ? { ...one, isDoubtful: true } : one;
    });
    const whole = outermost([...new Set(found.map(({ body }) => body))]);
    return whole.map((body) => {
      const open = openByRecipe(body, whole);
      return found.some((one) => one.body === body && one.isDoubtful) ? withoutSender(open) : open;
    });
  },
  user: () => [],
};

/** Elements and frames that may hold a body, in document order; and the blocks that may be one where no element is named so. */
function candidates(page: Document): { named: Element[]; guessed: Element[] } {
  const framed = allInTrees(page, "iframe").filter(
    (frame) => hasReadableSize(frame) && !isEditable(frame) && isReadable(frame),
  );
  const chosen = chosenIn(page).filter((element) => !isEditable(element) && isReadable(element));
  const known = [...chosen, ...namedBodies(page), ...framed];
  return { named: known, guessed: known.length > 0 ? [] : bodiesByStructure(page, addressOf) };
}

function namedBodies(page: Document): Element[] {
  const named = allInTrees(page, SELECTORS.perhapsBody).filter((element) => isMatched(element, SELECTORS.body));
  return named.filter((element) => !isEditable(element) && isReadable(element));
}

function isReadable(element: Element): boolean {
  return isShown(element) && hasSubstance(element);
}

/**
 * Whether a page shows an element with the name of a body. If an adapter finds none at the same time, its webmail was rebuilt.
 */
export function seesBody(page: Document): boolean {
  return namedBodies(page).length > 0;
}

function hasSubstance(element: Element): boolean {
  const page = element instanceof HTMLIFrameElement ? documentIn(element) : null;
  const inner = element instanceof HTMLIFrameElement ? page && bodyOf(page) : element;
  // A frame that cannot be read may hold anything. An element with a frame in it counts by the frame.
  if (!inner) return element instanceof HTMLIFrameElement;
  if (allIn(inner, "a,area[href],form[action],[formaction],[href],iframe,object,embed").length > 0) return true;
  if ((textIn(inner)?.trim().length ?? 0) >= MIN_TEXT) return true;
  // The text of a shadow tree does not count as its host's.
  return [inner, ...allIn(inner, "*")].slice(0, MOST_BEFORE).some((element) => shadowOf(element) !== null);
}

/**
 * An open message of which only one thing is known: its header stands before its body. Adapters of webmails for which no more
 * is known use this, too.
 */
export function openByRecipe(body: Element, bodies: readonly Element[]): OpenMessage {
  const head = headOf(body, bodies);
  const found = head ? findSender(head, isFrameAlone(body) ? THRESHOLD_AT_FRAME : THRESHOLD) : null;
  return {
    bodies: [body],
    sender: found?.element ?? null,
    before: body,
    sent: false,
    header: () => readHeader(head, body, found?.mailbox ?? {}),
  };
}

/** Selects the parts of a page that list messages or are there to click on. They hold no header of an open message. */
const LISTING =
  '[role="listbox"],[role="list"],[role="grid"],[role="row"],[role="option"],[role="listitem"],nav,aside,ul,ol,table,button,a';

/** The same without tables, because headers stand in tables, too. */
const LISTS =
  '[role="listbox"],[role="list"],[role="grid"],[role="row"],[role="option"],[role="listitem"],nav,aside,ul,ol,button,a';

/** A body, widened as far as its header. */
interface Whole {
  readonly body: Element;
  /** An element further out looks like a header as well, and may be the real one. */
  readonly isDoubtful: boolean;
}

/**
 * Looks for a header further out than the nearest one. A mail may hold an element that looks like a header and, below it, an
 * element that is named like a body. The outer header is the page's, and everything below it is the mail. Far out, and around
 * other bodies, the page itself begins: an element that names a sender explicitly there only makes the nearest header doubtful.
 */
function wholeBody(body: Element, bodies: readonly Element[], regions: ReadonlyMap<Element, Element>): Whole {
  let whole: Whole = { body, isDoubtful: false };
  let isFar = body instanceof HTMLIFrameElement;
  let inner = regions.get(body) ?? null;
  const others = bodies.filter((other) => other !== body).map((other) => regions.get(other) ?? other);
  let next: Element | null = null;
  for (let climbed = 0; inner && climbed < MOST_CLIMBS; climbed++, inner = next) {
    const around: Element | null = (next = parentThroughShadow(inner));
    if (!around) break;
    isFar ||= climbed >= MAX_CLIMB || bodies.some((other) => other !== body && containsThroughShadow(around, other));
    const elements = addressedBefore(around, inner);
    if (!elements) return { ...whole, isDoubtful: true };
    const ours = isFar
      ? elements.filter((element) => !others.some((other) => containsThroughShadow(other, element)))
      : elements;
    const rows = ours.map((element) => ({ element, row: rowOf(element, around) }));
    if (isFar) {
      if (rows.some(({ element, row }) => saysSender(element, row))) return { ...whole, isDoubtful: true };
      continue;
    }
    const isLikely = rows.some(({ element, row }) => scoreOf(row) > 0 && element.closest(LISTING) === null);
    const isLabelled = rows.some(({ row }) => LABELS.from.test(row.text) || row.isToldFrom);
    if (isLabelled) whole = { body: inner, isDoubtful: false };
    else if (isLikely) whole = { body: inner, isDoubtful: true };
  }
  return whole;
}

/** Whether a row far from a body names a sender explicitly; the rows of a list do so, too. */
function saysSender(element: Element, row: HeaderRow): boolean {
  const place = element.matches('a[href^="mailto:" i]') ? element.parentElement : element;
  return (row.isToldFrom || scoreOf(row) > 1) && place?.closest(LISTS) === null;
}

/** The elements of a region before another element that carry an address; `null` if there are too many to look through. */
function addressedBefore(region: Element, before: Element): Element[] | null {
  const found: Element[] = [];
  let seen = 0;
  for (const node of elementsUpTo(region, before)) {
    if (++seen > MOST_SEARCHED || found.length > MOST_BEFORE) return null;
    if ((node.matches(SELECTORS.address) || hasOwnAddress(node)) && addressOf(node) !== null) found.push(node);
  }
  return found;
}

function withoutSender(open: OpenMessage): OpenMessage {
  return { ...open, sender: null, header: () => ({ ...open.header(), from: {} }) };
}

/** Whether a body is a frame, or holds nothing but a frame. */
function isFrameAlone(body: Element): boolean {
  return body instanceof HTMLIFrameElement || (body.querySelector("iframe") !== null && body.textContent.trim() === "");
}

/** The elements before a body, out to the ancestor that shows an address. The header is among them. */
interface Head {
  readonly region: Element;
  /** The elements before the body, in document order. */
  readonly elements: readonly Element[];
}

/** Looks for the header from the body outwards; returns `null` if another message begins before there is one. */
function headOf(body: Element, bodies: readonly Element[]): Head | null {
  let region = parentThroughShadow(body);
  for (let climbed = 0; region && climbed < MAX_CLIMB; climbed++, region = parentThroughShadow(region)) {
    const around = region;
    if (bodies.some((other) => other !== body && containsThroughShadow(around, other))) return null;
    const elements = elementsBefore(region, body);
    if (elements.length > MOST_BEFORE) return null;
    if (elements.some((element) => addressOf(element) !== null)) return { region, elements };
  }
  return null;
}

/** The elements of a region that stand before a body, without those around it. */
function elementsBefore(region: Element, body: Element): Element[] {
  const found: Element[] = [];
  for (const element of elementsUpTo(region, body)) {
    if (found.length > MOST_BEFORE) break;
    if (!containsThroughShadow(element, body)) found.push(element);
  }
  return found;
}

/** The address that an element carries in an attribute or in its own text. */
export function addressOf(element: Element): string | null {
  if (isSubject(element)) return null;
  if (element.matches(SELECTORS.address)) {
    const found = addressIn(element);
    if (found) return found;
  }
  return ownTexts(element).flatMap(addressesIn).at(-1) ?? null;
}

function addressIn(element: Element): string | null {
  for (const name of ATTRIBUTES) {
    const found = lastAddress(
      element
        .getAttribute(name)
        ?.replace(/^mailto:/i, "")
        .split("?")[0] ?? "",
    );
    if (found) return found;
  }
  return null;
}

/** Whether an address stands in the text of this element itself, not only in an element inside it. */
function hasOwnAddress(element: Element): boolean {
  return ownTexts(element).some((text) => addressesIn(text).length > 0);
}

/** The texts directly in an element. The texts of the elements inside it would join with them into one word. */
function ownTexts(element: Element): string[] {
  const texts: string[] = [];
  for (let node = element.firstChild; node; node = node.nextSibling)
    if (node.nodeType === Node.TEXT_NODE) texts.push(node.nodeValue ?? "");
  return texts;
}

interface Found {
  readonly element: Element;
  readonly mailbox: Mailbox;
}

/** A row that may name the sender, and its score. */
interface Candidate {
  readonly element: Element;
  readonly row: HeaderRow;
  readonly score: number;
}

/**
 * Scores every row before the body that holds an address. The best row names the sender if its score is high enough. If another
 * row names a different address with the same right, the page does not show which of them is the sender, and only a name is
 * returned.
 */
function findSender({ region, elements }: Head, threshold: number): Found | null {
  const candidates: Candidate[] = [];
  const rows = new Set<Element>();
  for (const element of elements) {
    if (addressOf(element) === null) continue;
    const row = rowOf(element, region);
    if (rows.has(row.element)) continue;
    rows.add(row.element);
    candidates.push({ element, row, score: scoreOf(row) });
  }
  const [first] = candidates;
  const eligible = candidates.filter(({ row }) => !LABELS.notFrom.test(row.text));
  // A lesser heading may be the subject, so it counts only if no other row names a sender.
  const plain = eligible.filter(({ element }) => !isInHeading(element));
  const possible = plain.length > 0 ? plain : eligible;
  const scored = possible.map((one) => ({ ...one, score: one.score + (one === first ? 1 : 0) }));
  const best = scored.filter(({ score }) => score >= threshold).toSorted((one, other) => other.score - one.score)[0];
  if (!best) return null;
  const { text, isOneText } = best.row;
  const named = isOneText && labelsInText(elements) ? certain(best.row.mailbox) : best.row.mailbox;
  // The first row may begin like recipients because the sender's name is "To: …".
  const rivals = first && !first.row.hasOwnLabel ? [first, ...possible] : possible;
  const rival = rivals.some(({ row }) => row.mailbox.address !== undefined && isAnother(row.mailbox, named));
  return { element: best.element, mailbox: rival ? { name: text } : named };
}

/**
 * Whether a page writes the labels of recipients or dates into their own texts. Then "From: name <address>" is a row with a label,
 * and not a name that begins like one.
 */
function labelsInText(elements: readonly Element[]): boolean {
  return elements.some((element) => {
    const text = element.childElementCount === 0 ? shownText(element) : "";
    const label = (LABELS.notFrom.exec(text) ?? LABELS.date.exec(text))?.[0] ?? "";
    return /[:：]\s*$/.test(label) && text.length > label.length;
  });
}

function certain({ address, name, via }: Mailbox): Mailbox {
  return mailbox(address, name, via);
}

function isAnother(one: Mailbox, other: Mailbox): boolean {
  return one.address?.toLowerCase() !== other.address?.toLowerCase();
}

/**
 * The score of a row: points for a label, for an address in brackets, and for an address that the page keeps in an attribute.
 */
function scoreOf({ text, isKept }: HeaderRow): number {
  const label = (LABELS.from.test(text) ? 3 : 0) - (LABELS.notFrom.test(text) ? 3 : 0);
  return label + (/<[^<>]*@[^<>]*>/.test(text) ? 2 : 0) + (isKept ? 1 : 0);
}

function readHeader(head: Head | null, body: Element, from: Mailbox): Header {
  if (!head) return { ...NO_HEADER, from };
  const { region, elements } = head;
  const rows = elements.flatMap((element) => {
    const address = addressOf(element);
    return address === null ? [] : [{ address, row: rowOf(element, region).text }];
  });
  const addresses = (label: RegExp): string[] => [
    ...new Set(rows.filter(({ row }) => label.test(row)).map(({ address }) => address)),
  ];
  const replies = addresses(LABELS.replyTo);
  const subject = elements.find((element) => isSubject(element) && shownText(element).length > 0);
  return {
    from,
    replyTo: replies.map((address) => ({ address })),
    subject: shownText(subject),
    attachments: attachedIn(region, body).map((name) => ({ name, mediaType: "" })),
    recipients: addresses(LABELS.notFrom).filter((address) => !replies.includes(address)),
  };
}

/** The names of the attachments around a body: texts in elements that are named so, and other texts beside them that are names of files. */
function attachedIn(region: Element, body: Element): string[] {
  const files = [...region.querySelectorAll(IN_ATTACHMENTS)].filter(
    (element) => element.childElementCount === 0 && FILE_NAME.test(shownText(element)),
  );
  const found = [...region.querySelectorAll(ATTACHMENTS), ...files].filter((element) => !body.contains(element));
  return [...new Set(found.map(shownText))].filter((name) => name !== "");
}
