// Nextcloud Mail. Every installation has its own host, so it is recognised by its structure. A conversation holds several
// messages. HTML stands in a frame with an address, plain text in the page.

import { type Adapter, type Row, isShown, isTopPage, mailbox, shownText } from "./adapter.js";
import { type Card, type CardHeader, addressAmong, fits, openIn, outsideBodies } from "./extract.js";

// Seen in nextcloud/mail (src/components: ThreadEnvelope, Message, MessageHTMLBody, MessagePlainTextBody, MessageAttachment,
// Envelope, EnvelopeSkeleton; branches stable3.7 to main, 2026) and in nextcloud-vue (NcContent).
const SELECTORS = {
  /** The app. It stands directly below the body, where no mail can write. */
  app: "body#body-user > #content-vue.app-mail",
  card: "#mail-message .envelope",
  /** HTML has an address of its own; Nextcloud's notes and attachments stand beside it. */
  body: ".mail-message-body iframe.message-frame, .mail-message-body > #mail-content",
  /** The sender's address alone, in an element of its own. A message to nobody shows only a name. */
  address: ".envelope__header .sender__email",
  sender: ".envelope__header .sender",
  subject: "#mail-thread-header h2",
  /** `title` holds the whole name. */
  attachment: ".mail-message-attachments .attachment-name[title]",
  thread: "#mail-message",
  date: ".envelope__header .timestamp",
  row: ".envelope-list .list-item__wrapper",
  /** The sender's name, or the address of one without a name. In a folder of sent mail, the recipients. */
  rowSender: ".envelope__recipient-text",
  rowLink: "a.list-item__anchor[href]",
  rowSubject: ".envelope__subtitle__subject",
} as const;

/** The conversation in the path of its page: `/apps/mail/box/2/thread/17`. */
const CONVERSATION = /\/thread\/(\d+)(?:\/|$)/;

export const nextcloud: Adapter = {
  name: "Nextcloud Mail",
  recognises: (page) =>
    isTopPage(page) &&
    page.querySelector(SELECTORS.app) !== null &&
    fits(page, SELECTORS, () => page.querySelector(`${SELECTORS.thread} .envelope--expanded`) === null),
  messages: (page) => {
    const conversation = CONVERSATION.exec(page.location.pathname)?.[1];
    return openIn(page, SELECTORS, header).map((open) => ({ ...open, conversation }));
  },
  user: () => [],
  rows: (page) => outsideBodies(page, SELECTORS.body, SELECTORS.row).filter(isShown).flatMap(rowOf),
};

function header(card: Card, sender: Element | null): CardHeader {
  const place = card.first(SELECTORS.address);
  const address = addressAmong(shownText(place));
  const shown = shownText(sender);
  // Older versions show the address inside the element with the name, behind it.
  const inside = sender !== null && place !== null && sender.contains(place);
  return {
    from: mailbox(address, inside ? shown.slice(0, shown.length - shownText(place).length) : shown),
    attachments: card
      .all(SELECTORS.attachment)
      .map((name) => ({ name: name.getAttribute("title") ?? "", mediaType: "" })),
    // The recipients are shown by name alone.
    recipients: [],
  };
}

function rowOf(row: Element): Row[] {
  const sender = row.querySelector(SELECTORS.rowSender);
  if (!sender) return [];
  const link = row.querySelector<HTMLAnchorElement>(SELECTORS.rowLink);
  return [
    {
      sender,
      from: mailbox(null, shownText(sender)),
      conversation: CONVERSATION.exec(link?.pathname ?? "")?.[1],
      subject: shownText(row.querySelector(SELECTORS.rowSubject)),
    },
  ];
}
