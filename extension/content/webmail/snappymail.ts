// SnappyMail. It lives on everybody's own host, so it is recognised by its structure; one message is open at a time, in the
// page itself, and others wait beside it, hidden.

import { type Adapter, type Header, type OpenMessage, type Row, isShown, mailbox, shownText } from "./adapter.js";
import { addressAmong, addressesIn, mailboxIn, outside } from "./extract.js";

// Seen in the-djmaze/snappymail, the templates MailMessageView and MailMessageList (2025) and those of its pages.
const SELECTORS = {
  /** The page's own body, which no mail in it can be. */
  page: "body#rl-app, body > #rl-app",
  view: ".messageView",
  body: "#messageItem .bodyText > .b-text-part:not([hidden])",
  /** A message that was opened, be it shown or not. */
  part: ".b-text-part",
  /** What is shown of the header above the body; its first line says who wrote. `title` holds `"Name" <address>`. */
  sender: ".messageItemHeader .informationShort .from",
  subject: ".messageItemHeader .subjectParent .subject",
  /** The whole header, a table; its cells are known by the names of their texts, whatever the language. */
  replyTo: '.informationFull [data-i18n="GLOBAL/REPLY_TO"] + td',
  recipients: '.informationFull :is([data-i18n="GLOBAL/TO"], [data-i18n="GLOBAL/CC"], [data-i18n="GLOBAL/BCC"]) + td',
  attachment: ".attachmentsPlace .attachmentItem[title]",
  row: ".messageListItem",
  /** `title` holds the address, or several. */
  rowSender: ".senderParent[title]",
} as const;

/** The folders of what the user wrote: `#/mailbox/Sent/m12`. */
const OWN_FOLDERS = /^#\/mailbox\/(?:INBOX[./])?(?:Sent|Drafts)(?:\/|$)/i;

export const snappymail: Adapter = {
  name: "SnappyMail",
  recognises: (page) => {
    // In a frame the structure could be a mail's own.
    if (
      page.defaultView !== page.defaultView?.top ||
      !page.querySelector(SELECTORS.page)?.querySelector(SELECTORS.view)
    )
      return false;
    return bodyOf(page) === null || inView(page, SELECTORS.sender).length > 0;
  },
  messages: (page) => {
    const body = bodyOf(page);
    return body ? [open(page, body)] : [];
  },
  user: () => [],
  // In a folder of what the user wrote the list shows the recipients.
  rows: (page) => (isOwn(page) ? [] : [...page.querySelectorAll(SELECTORS.row)].filter(isShown).flatMap(rowOf)),
};

/** The open message; an element inside a body is none. */
function bodyOf(page: Document): Element | null {
  return (
    [...page.querySelectorAll(SELECTORS.body)].find(
      (body) => isShown(body) && !body.parentElement?.closest(SELECTORS.part),
    ) ?? null
  );
}

/** What of a kind the view shows outside of the messages in it. */
function inView(page: Document, selector: string): Element[] {
  const view = page.querySelector(SELECTORS.page)?.querySelector(SELECTORS.view);
  return view ? outside(view, SELECTORS.part, selector) : [];
}

function isOwn(page: Document): boolean {
  return OWN_FOLDERS.test(page.location.hash);
}

function open(page: Document, body: Element): OpenMessage {
  const all = (selector: string): Element[] => inView(page, selector);
  const sender = all(SELECTORS.sender)[0] ?? null;
  return { bodies: [body], sender, before: body.parentElement, own: isOwn(page), header: () => header(all, sender) };
}

function header(all: (selector: string) => Element[], sender: Element | null): Header {
  return {
    // Without its title the text may be a name that looks like an address.
    from: sender?.hasAttribute("title")
      ? mailboxIn(sender.getAttribute("title") ?? "")
      : mailbox(null, shownText(sender)),
    replyTo: all(SELECTORS.replyTo)
      .flatMap((cell) => addressesIn(shownText(cell)))
      .map((address) => mailbox(address, null)),
    subject: shownText(all(SELECTORS.subject)[0]),
    attachments: all(SELECTORS.attachment).map((item) => ({ name: item.getAttribute("title") ?? "", mediaType: "" })),
    recipients: all(SELECTORS.recipients).flatMap((cell) => addressesIn(shownText(cell))),
  };
}

/** A conversation names several senders, and none of them has the row for himself. */
function rowOf(row: Element): Row[] {
  const sender = row.querySelector(SELECTORS.rowSender);
  const address = addressAmong(sender?.getAttribute("title"));
  return sender && address ? [{ sender, from: mailbox(address, shownText(sender)) }] : [];
}
