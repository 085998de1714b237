// SOGo (version 5): one Angular page, and a separate window for a message. Recognised by its structure, because every
// installation has its own host.

import {
  type Adapter,
  type Header,
  NO_HEADER,
  type OpenMessage,
  type Row,
  attachedMessage,
  divided,
  isShown,
  isTopPage,
  mailbox,
  outside,
  shownText,
} from "./adapter.js";

// Seen live in SOGo 5.8.0 (Debian 12), 2026-11. Angular's expressions are the same in every language of SOGo. A mail's own
// elements may carry them, too.
const SELECTORS = {
  /** The page's own body element, which a mail cannot imitate. */
  page: 'body[ng-app^="SOGo."]',
  /** The view of an open message, header and body. */
  view: "#detailView",
  /** Everything that came with the message, its attachments too. */
  content: ".msg-body",
  /** A part of it. An element of the mail's own HTML would stand deeper. */
  part: ":scope > div > .mailer_mailcontent",
  /** The parts that are attachments: SOGo's own cards with their names and links to save them. */
  attachment: ".msg-attachment-link, .msg-attachment-image",
  attachmentName: "md-card-content [title]",
  /**
   * The part that shows the header of a message attached as a whole: subject, sender, date, recipients; the labels are
   * translated.
   */
  partHeader: ":scope > .sg-mail-part > .linked_attachment_frame",
  partHeaderValue: ":scope > .pseudo-input-container > div",
  name: '[ng-bind*="message.from[0].name"]',
  address: 'a[ng-bind*="message.from[0].email"]',
  subject: '[ng-bind="viewer.message.subject"]',
  /** Recipients, once their names are shown in full; before that the page says "me". */
  recipient: ".msg-recipients md-chip",
  user: '[ng-bind="::activeUser.email"]',
  /** The date above a message. */
  date: "time.msg-date",
  /** A row of the list. It shows the sender's name, or the address of one without a name, behind the folder's name. */
  row: ".sg-message-list-item",
  rowSender: ".sg-md-subhead span:not(.sg-label-outline)",
  rowSubject: ".sg-tile-subject",
  rowDate: ".sg-tile-date",
  /** The folders of sent mail and drafts, in the list beside the messages; the class is the folder's icon. */
  sentFolder: ".sg-mailbox-list-item.sg-selected :is(.send, .drafts)",
} as const;

/** Matches the address of an open message, beside the list and in a separate window: account, folder, number. */
const MESSAGE = /^#!\/Mail\/[^/]+\/.+\/\d+$/;
/** A separate window has no list of folders. */
const SENT_MESSAGE = /^#!\/Mail\/[^/]+\/(?:sent|drafts)\/\d+$/i;

export const sogo: Adapter = {
  name: "SOGo",
  recognises: (page) => {
    if (!isTopPage(page) || !page.querySelector(SELECTORS.page)) return false;
    const content = page.querySelector(SELECTORS.content);
    if (content)
      return (
        aroundContent(page, content, SELECTORS.address).length > 0 && content.querySelector(SELECTORS.part) !== null
      );
    return !MESSAGE.test(page.location.hash);
  },
  messages: (page) => {
    const content = page.querySelector(SELECTORS.content);
    if (!content || !isShown(content)) return [];
    const parts = [...content.querySelectorAll(SELECTORS.part)].filter((part) => !part.matches(SELECTORS.attachment));
    const rowsIn = (part: Element): Element | null => part.querySelector(SELECTORS.partHeader);
    const { main, attached } = divided(parts, (part) => rowsIn(part) !== null);
    return [open(page, content, main), ...attached.flatMap((parts) => attachedMessage(parts, partHeader, rowsIn))];
  },
  user: (page) =>
    [...page.querySelectorAll(SELECTORS.user)]
      .filter(isOutside)
      .map(shownText)
      .filter((text) => text.includes("@")),
  rows: (page) =>
    isSentFolder(page) ? [] : [...page.querySelectorAll(SELECTORS.row)].filter(isOutside).flatMap(rowOf),
};

function rowOf(row: Element): Row[] {
  const sender = row.querySelector(SELECTORS.rowSender);
  if (!sender || !isShown(row)) return [];
  const text = (selector: string): string => shownText(row.querySelector(selector));
  const from = mailbox(null, shownText(sender));
  return [{ sender, from, subject: text(SELECTORS.rowSubject), date: text(SELECTORS.rowDate) }];
}

/** The elements in the view of a message that stand outside the message itself, because its parts may hold anything. */
function aroundContent(page: Document, content: Element, selector: string): Element[] {
  return outside(page, [content])(`:is(${SELECTORS.view}) :is(${selector})`);
}

function open(page: Document, content: Element, parts: Element[]): OpenMessage {
  const [address] = aroundContent(page, content, SELECTORS.address);
  return {
    // A mail may consist only of attachments, and is judged all the same.
    bodies: parts.length > 0 ? parts : [content.querySelector(SELECTORS.part) ?? content],
    sender: address ?? null,
    date: shownText(aroundContent(page, content, SELECTORS.date)[0]),
    before: content,
    sent: isSentFolder(page),
    header: () => header(page, content, address),
  };
}

/** SOGo shows no Reply-To. */
function header(page: Document, content: Element, address: Element | undefined): Header {
  const attached = [...content.querySelectorAll(SELECTORS.part)].filter((part) => part.matches(SELECTORS.attachment));
  return {
    from: mailbox(shownText(address), shownText(aroundContent(page, content, SELECTORS.name)[0])),
    replyTo: [],
    subject: shownText(aroundContent(page, content, SELECTORS.subject)[0]),
    attachments: attached.map((part) => ({
      name: part.querySelector(SELECTORS.attachmentName)?.getAttribute("title") ?? "",
      mediaType: "",
    })),
    recipients: aroundContent(page, content, SELECTORS.recipient)
      .map(shownText)
      .filter((text) => text.includes("@")),
  };
}

/** The header of a message attached as a whole: "Name <a@b>" in one text. */
function partHeader(rows: Element): Header {
  const [subject, from] = [...rows.querySelectorAll(SELECTORS.partHeaderValue)].map(shownText);
  const [, name = "", address = from] = /^(.*)<([^<>]*)>$/.exec(from ?? "") ?? [];
  return { ...NO_HEADER, from: mailbox(address, name.trim().replace(/^"(.*)"$/, "$1")), subject: subject ?? "" };
}

function isSentFolder(page: Document): boolean {
  return [...page.querySelectorAll(SELECTORS.sentFolder)].some(isOutside) || SENT_MESSAGE.test(page.location.hash);
}

/** Whether an element stands in no message: everything in a message is its sender's writing. */
function isOutside(element: Element): boolean {
  return element.closest(SELECTORS.content) === null;
}
