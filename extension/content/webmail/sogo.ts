// SOGo (version 5): one Angular page, and a window of its own for a message. Recognised by its structure, because it lives on
// everybody's own host.

import {
  type Adapter,
  type Header,
  NO_HEADER,
  type OpenMessage,
  attachedMessage,
  divided,
  isShown,
  mailbox,
  shownText,
} from "./adapter.js";

// Seen live in SOGo 5.8.0 (Debian 12), 2026-11. Angular's expressions are there whatever language SOGo speaks; a mail's own
// elements may carry them, too.
const SELECTORS = {
  page: 'body[ng-app^="SOGo."]',
  /** What shows an open message, header and body. */
  view: "#detailView",
  /** Everything that came with the message, its attachments too. */
  content: ".msg-body",
  /** A part of it. One in the mail's own HTML would stand deeper. */
  part: ":scope > div > .mailer_mailcontent",
  /** The parts that are attachments: cards of SOGo's own with their names and links to save them. */
  attachment: ".msg-attachment-link, .msg-attachment-image",
  attachmentName: "md-card-content [title]",
  /** The part that shows the header of a message attached whole: subject, sender, date, recipients; the labels are translated. */
  partHeader: ":scope > .sg-mail-part > .linked_attachment_frame",
  partHeaderValue: ":scope > .pseudo-input-container > div",
  name: '[ng-bind*="message.from[0].name"]',
  address: 'a[ng-bind*="message.from[0].email"]',
  subject: '[ng-bind="viewer.message.subject"]',
  /** Recipients, once their names are shown in full; before that it says "me". */
  recipient: ".msg-recipients md-chip",
  user: '[ng-bind="::activeUser.email"]',
  /** The folders of what the user wrote, in the list beside the messages; the class is the folder's icon. */
  ownFolder: ".sg-mailbox-list-item.sg-selected :is(.send, .drafts)",
} as const;

/** The address of an open message, beside the list and in a window of its own: account, folder, number. */
const MESSAGE = /^#!\/Mail\/[^/]+\/.+\/\d+$/;
/** A window of its own has no list of folders. */
const OWN_MESSAGE = /^#!\/Mail\/[^/]+\/(?:sent|drafts)\/\d+$/i;

export const sogo: Adapter = {
  name: "SOGo",
  recognises: (page) => {
    if (!page.querySelector(SELECTORS.page)) return false;
    const content = page.querySelector(SELECTORS.content);
    if (content)
      return outside(page, content, SELECTORS.address).length > 0 && content.querySelector(SELECTORS.part) !== null;
    return !MESSAGE.test(page.location.hash);
  },
  messages: (page) => {
    const content = page.querySelector(SELECTORS.content);
    if (!content || !isShown(content)) return [];
    const parts = [...content.querySelectorAll(SELECTORS.part)].filter((part) => !part.matches(SELECTORS.attachment));
    const rowsIn = (part: Element): Element | null => part.querySelector(SELECTORS.partHeader);
    const { own, attached } = divided(parts, (part) => rowsIn(part) !== null);
    return [open(page, content, own), ...attached.flatMap((parts) => attachedMessage(parts, partHeader, rowsIn))];
  },
  user: (page) =>
    [...page.querySelectorAll(SELECTORS.user)]
      .filter(isOutside)
      .map(shownText)
      .filter((text) => text.includes("@")),
};

/** What stands in the view of a message, but not in the message: its parts may say anything. */
function outside(page: Document, content: Element, selector: string): Element[] {
  return [...page.querySelectorAll(`${SELECTORS.view} :is(${selector})`)].filter((found) => !content.contains(found));
}

function open(page: Document, content: Element, parts: Element[]): OpenMessage {
  const [address] = outside(page, content, SELECTORS.address);
  return {
    // A mail may be nothing but attachments, and is judged all the same.
    bodies: parts.length > 0 ? parts : [content.querySelector(SELECTORS.part) ?? content],
    sender: address ?? null,
    before: content,
    own: isOwnFolder(page),
    header: () => header(page, content, address),
  };
}

/** SOGo shows no Reply-To. */
function header(page: Document, content: Element, address: Element | undefined): Header {
  const attached = [...content.querySelectorAll(SELECTORS.part)].filter((part) => part.matches(SELECTORS.attachment));
  return {
    from: mailbox(shownText(address), shownText(outside(page, content, SELECTORS.name)[0])),
    replyTo: [],
    subject: shownText(outside(page, content, SELECTORS.subject)[0]),
    attachments: attached.map((part) => ({
      name: part.querySelector(SELECTORS.attachmentName)?.getAttribute("title") ?? "",
      mediaType: "",
    })),
    recipients: outside(page, content, SELECTORS.recipient)
      .map(shownText)
      .filter((text) => text.includes("@")),
  };
}

/** The header of a message attached whole: "Name <a@b>" in one text. */
function partHeader(rows: Element): Header {
  const [subject, from] = [...rows.querySelectorAll(SELECTORS.partHeaderValue)].map(shownText);
  const [, name = "", address = from] = /^(.*)<([^<>]*)>$/.exec(from ?? "") ?? [];
  return { ...NO_HEADER, from: mailbox(address, name.trim().replace(/^"(.*)"$/, "$1")), subject: subject ?? "" };
}

function isOwnFolder(page: Document): boolean {
  return [...page.querySelectorAll(SELECTORS.ownFolder)].some(isOutside) || OWN_MESSAGE.test(page.location.hash);
}

/** Whether an element stands in no message: what is in one is its sender's writing. */
function isOutside(element: Element): boolean {
  return element.closest(SELECTORS.content) === null;
}
