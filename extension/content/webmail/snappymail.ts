// SnappyMail, and RainLoop, from which it comes. Every installation has its own host, so both are recognised by their structure.
// One message is open at a time, in the page itself, and others wait beside it, hidden.

import {
  type Adapter,
  type Header,
  type OpenMessage,
  type Row,
  isShown,
  isTopPage,
  mailbox,
  shownText,
} from "./adapter.js";
import { addressAmong, mailboxAddressesIn, mailboxIn, outsideBodies } from "./extract.js";

// Seen in the-djmaze/snappymail: the templates MailMessageView and MailMessageList (2025) and those of its pages; in
// RainLoop/rainloop-webmail (2022) the templates MailMessageView, MailMessageListItem and Index, dev/Stores/User/Message.js.
const SELECTORS = {
  /** The page's own body element, which a mail cannot imitate. */
  page: "body#rl-app, body > #rl-app",
  view: ".messageView",
  body: ".bodyText > .b-text-part:not([hidden])",
  /** A message that was opened, shown or hidden. */
  part: ".b-text-part",
  /** The visible header above the body; its first line names the sender. `title` holds `"Name" <address>`. */
  sender: ".messageItemHeader .informationShort .from",
  subject: ".messageItemHeader .subjectParent .subject",
  /**
   * The whole header, a table. SnappyMail's cells are known by the keys of their texts in every language, RainLoop's values by
   * their classes.
   */
  replyTo: '.informationFull :is([data-i18n="GLOBAL/REPLY_TO"] + td, .replyTo)',
  recipients:
    '.informationFull :is([data-i18n="GLOBAL/TO"] + td, [data-i18n="GLOBAL/CC"] + td, [data-i18n="GLOBAL/BCC"] + td, .to, .cc, .bcc)',
  attachment: ".attachmentsPlace .attachmentItem[title]",
  row: ".messageListItem",
  /** `title` holds one address or several. */
  rowSender: ".senderParent[title], .senderParent .sender[title]",
  rowSubject: ".subjectParent",
  /** The date, in a row and above an open message. */
  date: "time, .date",
} as const;

/** The element around the open message: SnappyMail's has an id, RainLoop's a class. */
const SNAPPYMAIL = "#messageItem";
const RAINLOOP = ".messageItem";

/** Matches the folders of sent mail and drafts: `#/mailbox/Sent/m12`, in RainLoop also `#/mailbox/Sent~3`. */
const SENT_FOLDERS = /^#\/mailbox\/(?:INBOX[./])?(?:Sent|Drafts)(?:[/~]|$)/i;

export const snappymail = adapterOf("SnappyMail", SNAPPYMAIL);
export const rainloop = adapterOf("RainLoop", RAINLOOP);

/** The adapter for one of the two, whose open message stands in `item`. */
function adapterOf(name: string, item: string): Adapter {
  return {
    name,
    recognises: (page) => {
      if (!isTopPage(page) || inView(page, item).length === 0) return false;
      return bodyOf(page, item) === null || inView(page, SELECTORS.sender).length > 0;
    },
    messages: (page) => {
      const body = bodyOf(page, item);
      return body ? [open(page, body)] : [];
    },
    user: () => [],
    // In a folder of sent mail the list shows the recipients.
    rows: (page) =>
      isSentFolder(page) ? [] : outsideBodies(page, SELECTORS.part, SELECTORS.row).filter(isShown).flatMap(rowOf),
  };
}

/** The open message. An element inside another body does not count. */
function bodyOf(page: Document, item: string): Element | null {
  return (
    [...page.querySelectorAll(`${item} ${SELECTORS.body}`)].find(
      (body) => isShown(body) && !body.parentElement?.closest(SELECTORS.part),
    ) ?? null
  );
}

/** The elements of a kind in the view that stand outside of the messages in it. */
function inView(page: Document, selector: string): Element[] {
  const view = page.querySelector(SELECTORS.page)?.querySelector(SELECTORS.view);
  return view ? outsideBodies(view, SELECTORS.part, selector) : [];
}

function isSentFolder(page: Document): boolean {
  return SENT_FOLDERS.test(page.location.hash);
}

function open(page: Document, body: Element): OpenMessage {
  const all = (selector: string): Element[] => inView(page, selector);
  const sender = all(SELECTORS.sender)[0] ?? null;
  return {
    bodies: [body],
    sender,
    date: shownText(all(SELECTORS.date)[0]),
    before: body.parentElement,
    sent: isSentFolder(page),
    header: () => header(all, sender),
  };
}

function header(all: (selector: string) => Element[], sender: Element | null): Header {
  return {
    // Without its title, the text may be a name that looks like an address.
    from: sender?.hasAttribute("title")
      ? mailboxIn(sender.getAttribute("title") ?? "")
      : mailbox(null, shownText(sender)),
    replyTo: all(SELECTORS.replyTo)
      .flatMap((cell) => mailboxAddressesIn(shownText(cell)))
      .map((address) => mailbox(address, null)),
    subject: shownText(all(SELECTORS.subject)[0]),
    attachments: all(SELECTORS.attachment).map((item) => ({ name: item.getAttribute("title") ?? "", mediaType: "" })),
    recipients: all(SELECTORS.recipients).flatMap((cell) => mailboxAddressesIn(shownText(cell))),
  };
}

/** The sender of a row. A conversation names several senders in one element, so it gets none. */
function rowOf(row: Element): Row[] {
  const sender = row.querySelector(SELECTORS.rowSender);
  const address = addressAmong(sender?.getAttribute("title"));
  if (!sender || !address) return [];
  const subject = shownText(row.querySelector(SELECTORS.rowSubject));
  return [
    { sender, from: mailbox(address, shownText(sender)), subject, date: shownText(row.querySelector(SELECTORS.date)) },
  ];
}
