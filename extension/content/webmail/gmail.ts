// Gmail. A conversation holds several messages; each expanded one has its own header and body, all in one document. The print
// view and the page with the whole of a clipped message are separate documents with another structure.

import {
  type Adapter,
  type Header,
  type OpenMessage,
  type Row,
  addressesIn,
  attribute,
  isAt,
  isShown,
  knowsPage,
  lastAddress,
  mailbox,
  nameBefore,
  outside,
  shownBodies,
  shownText,
  viaIn,
} from "./adapter.js";
import { seesBody } from "./generic.js";
import { LABELS } from "./labels.js";

const HOSTS = ["mail.google.com"];

// Seen in gmail.js, InboxSDK and FlowCrypt (2026): structure and class names. The print view: saved pages in public code (2019
// to 2026).
const SELECTORS = {
  /** A message of the conversation. */
  message: "div.adn[data-message-id]",
  /** Its body, without the user's own draft. */
  body: ".ii.gt .a3s",
  /** The element around the body, which the mail cannot style. */
  around: ".ii.gt",
  /** The link to the whole message, under the body of a message that is shown in part. */
  clipped: ".iX a",
  /** The sender: `email` and `name` attributes. */
  sender: "span.gD[email], td.gF span[email]",
  /** The line of the sender. Behind the address it says "via" which domain the mail came. */
  senderLine: "h3, td",
  /** The same words may stand in a heading of their own, without a person. */
  headings: "h3.iw",
  /** Recipients, with the same attributes. */
  recipients: ".hb span[email], span.g2[email]",
  subject: "h2.hP",
  date: "span.g3[title]",
  attachment: ".hq.gt .aQH span.aZo",
  attachmentName: "span.aV3",
  /** The details of a header, which exist only after the user opened them. */
  detailsRow: ".ajA.SK .ajC",
  /** The account button, whose label ends in the user's address. */
  account: 'a[aria-label*="@"][href*="accounts.google."], a.gb_d[aria-label*="@"]',
  /** A row of the list, and the senders of its messages. */
  row: "tr.zA",
  rowSender: ".yW span[email]",
  rowSubject: ".bog",
  /** The row's conversation. Its id is that of its first message, so a conversation of one message has the id of its last one. */
  rowThread: "[data-legacy-thread-id]",
  rowDate: "td.xW span[title]",
  /** Print view and "view entire message": each message is a table with sender, recipients and body in rows of their own. */
  printed: ".bodycontainer > .maincontent > table.message",
  printedSender: ":scope > tbody > tr:first-child > td:first-child > font",
  printedRecipients: ":scope > tbody > tr > td > .recipient > div",
  printedBody: ":scope > tbody > tr:last-child > td > table",
  printedSubject: ".bodycontainer > .maincontent > table:not(.message) b",
  printedAccount: ".bodycontainer > table b",
  /** All elements that hold messages. */
  messages: "div.adn[data-message-id], .ii.gt, .a3s, .maincontent",
} as const;

export const gmail: Adapter = {
  name: "Gmail",
  recognises: (page) => isAt(page, HOSTS) && knowsPage(messages(page), () => isIdle(page)),
  messages,
  user,
  rows: (page) => {
    // In the views of sent mail the rows name the recipients.
    if (isSentView(page)) return [];
    return [...page.querySelectorAll(SELECTORS.row)].filter(isShown).flatMap(rowsIn);
  },
};

/** Whether the page is built as expected, with no message open. */
function isIdle(page: Document): boolean {
  const isBuiltSo = page.querySelector(`${SELECTORS.row}, ${SELECTORS.message}`) !== null;
  return isBuiltSo && !(isMessageView(page) && seesBody(page));
}

function messages(page: Document): OpenMessage[] {
  const shown = [...page.querySelectorAll(SELECTORS.message)].filter(
    (message) => message.closest(SELECTORS.body) === null,
  );
  const open = shown.flatMap((message) => {
    const bodies = shownBodies(message, SELECTORS.body);
    const [first] = bodies;
    return first ? [read(message, bodies, first)] : [];
  });
  return open.length > 0 ? open : [...page.querySelectorAll(SELECTORS.printed)].flatMap(readPrinted);
}

function user(page: Document): string[] {
  const label = outsideMessages(page, SELECTORS.account)?.getAttribute("aria-label") ?? "";
  return addressesIn(label || shownText(outsideMessages(page, SELECTORS.printedAccount)));
}

/** The first element of a kind that stands in no message: inside a message, anything may be its sender's writing. */
function outsideMessages(page: Document, selector: string): Element | null {
  return [...page.querySelectorAll(selector)].find((found) => found.closest(SELECTORS.messages) === null) ?? null;
}

/** Whether a view's address ends with the id of a conversation. */
function isMessageView(page: Document): boolean {
  return /\/[A-Za-z0-9]{16,}$/.test(page.location.hash);
}

/** Whether the view shows the user's own mails. */
function isSentView(page: Document): boolean {
  return /^#(?:sent|drafts|outbox|scheduled)\b/.test(page.location.hash);
}

/** A conversation's row names every sender in it. */
function rowsIn(row: Element): Row[] {
  const senders = [...row.querySelectorAll(SELECTORS.rowSender)];
  const [place] = senders;
  const thread = row.querySelector(SELECTORS.rowThread);
  const conversation = attribute(thread, "data-legacy-thread-id");
  const last = attribute(thread, "data-legacy-last-message-id");
  const told = {
    id: last === conversation ? last : undefined,
    conversation,
    subject: shownText(row.querySelector(SELECTORS.rowSubject)),
    date: attribute(row.querySelector(SELECTORS.rowDate), "title"),
  };
  return place ? senders.map((sender) => ({ sender, place, from: named(sender), ...told })) : [];
}

function named(element: Element): ReturnType<typeof mailbox> {
  return mailbox(element.getAttribute("email"), element.getAttribute("name") ?? shownText(element));
}

function viaBehind(sender: Element): string | null {
  const line = shownText(sender.closest(SELECTORS.senderLine));
  const address = sender.getAttribute("email") ?? "";
  const at = line.indexOf(address);
  return at < 0 ? null : viaIn(line.slice(at + address.length));
}

function read(message: Element, bodies: Element[], first: Element): OpenMessage {
  const page = message.ownerDocument;
  const find = outside(message, bodies);
  const sender = find(SELECTORS.sender)[0] ?? null;
  const beside = find(SELECTORS.headings).filter((heading) => !heading.querySelector("[email]"));
  const domain =
    sender &&
    (viaBehind(sender) ??
      beside
        .map(shownText)
        .map(viaIn)
        .find((one) => one !== null) ??
      null);
  const from = sender ? { ...named(sender), ...via(domain) } : {};
  const clippedLinks = [...message.querySelectorAll<HTMLAnchorElement>(SELECTORS.clipped)];
  return {
    bodies,
    sender,
    id: attribute(message, "data-legacy-message-id"),
    conversation: attribute(page.querySelector(SELECTORS.subject), "data-legacy-thread-id"),
    date: attribute(find(SELECTORS.date)[0], "title"),
    before: first.closest(SELECTORS.around) ?? first,
    // Replies of others stand in the views of sent mail, too.
    sent: false,
    clipped: clippedLinks.length > 0,
    // A link to another host would be the sender's.
    ownLinks: clippedLinks.filter((link) => link.host === page.location.host),
    header: () => ({
      from,
      replyTo: find(SELECTORS.detailsRow)
        .filter((row) => LABELS.replyTo.test(shownText(row)))
        .flatMap((row) => [...row.querySelectorAll("[email]")])
        .map(named),
      subject: shownText(page.querySelector(SELECTORS.subject)),
      attachments: find(SELECTORS.attachment).map((found) => ({
        name: shownText(found.querySelector(SELECTORS.attachmentName) ?? found),
        mediaType: "",
      })),
      recipients: find(SELECTORS.recipients).map((found) => found.getAttribute("email") ?? ""),
    }),
  };
}

function via(domain: string | null): { via?: string } {
  return domain ? { via: domain } : {};
}

function readPrinted(message: Element): OpenMessage[] {
  const body = message.querySelector(SELECTORS.printedBody);
  const sender = message.querySelector(SELECTORS.printedSender);
  if (!body || !sender) return [];
  return [{ bodies: [body], sender, before: body, sent: false, header: () => printedHeader(message, sender) }];
}

function printedHeader(message: Element, sender: Element): Header {
  const text = shownText(sender);
  const address = lastAddress(text);
  const rows = [...message.querySelectorAll(SELECTORS.printedRecipients)].map(shownText);
  const isReply = (row: string): boolean => LABELS.replyTo.test(row);
  return {
    from: mailbox(address, nameBefore(text, address ?? "")),
    replyTo: rows
      .filter(isReply)
      .flatMap(addressesIn)
      .map((found) => mailbox(found, null)),
    subject: shownText(message.ownerDocument.querySelector(SELECTORS.printedSubject)),
    attachments: [],
    recipients: rows.filter((row) => !isReply(row)).flatMap(addressesIn),
  };
}
