// Open-Xchange App Suite, which many providers run under their own names and hosts: recognised by its structure. A conversation
// holds several messages, each with its body in a frame that has no address.

import { type Adapter, type Row, isShown, isTopPage, mailbox, shownText } from "./adapter.js";
import { type Card, type CardHeader, addressAmong, addressBehind, fits, openIn, outsideBodies } from "./extract.js";

// Seen in open-xchange/appsuite-frontend (io.ox/mail/detail/view, io.ox/mail/common-extensions; 2013 to 2020), in the same files
// of App Suite 8, and in pages that public code keeps.
const SELECTORS = {
  /** The application. It stands directly below the body, where no mail can write. */
  application: "body > #io-ox-core",
  mail: ".io-ox-mail-window",
  card: "body > #io-ox-core .mail-detail",
  body: "body > #io-ox-core .mail-detail > section.body",
  sender: ".detail-view-header .from .person-from",
  /** The address behind the name: `<a@b>`. It is missing if the sender has no name, and on some phones. */
  address: ".detail-view-header .from .address",
  /** On phones: the name holds an address that may not be the sender's. */
  doubtful: ".detail-view-header .from.show-address",
  /** The domain or the mailbox that sent the mail, behind a label. */
  via: ".detail-view-row .sender .address",
  subject: "h1.subject",
  otherSubject: ".different-subject",
  attachment: "section.attachments li.attachment[title]",
  date: ".detail-view-header time.date",
  row: ".list-view .list-item:not(.mail-detail)",
  /** `title` holds the address. */
  rowSender: ".from[title]",
  rowSubject: ".subject .drag-title",
  rowDate: "time.date",
} as const;

/** Matches the folders of sent mail and drafts in the page's address: `folder=default0/Sent`. */
const SENT_FOLDERS = /[#&]folder=default\d+(?:\/INBOX)?[./](?:Sent|Drafts)(?:[ %+]|&|$)/i;

export const oxAppSuite: Adapter = {
  name: "OX App Suite",
  recognises: (page) =>
    isTopPage(page) &&
    page.querySelector(`${SELECTORS.application} ${SELECTORS.mail}`) !== null &&
    fits(page, SELECTORS, () => ![...page.querySelectorAll(`${SELECTORS.card}.expanded`)].some(isShown)),
  messages: (page) =>
    openIn(page, SELECTORS, header).map((open) => ({
      ...open,
      date: dateOf(open.before?.closest(SELECTORS.card)?.querySelector(SELECTORS.date)),
    })),
  user: () => [],
  rows: (page) =>
    SENT_FOLDERS.test(page.location.hash)
      ? []
      : outsideBodies(page, SELECTORS.body, `${SELECTORS.application} ${SELECTORS.row}`).filter(isShown).flatMap(rowOf),
};

function header(card: Card, sender: Element | null): CardHeader {
  const address = card.first(SELECTORS.address);
  const subject = card.first(SELECTORS.otherSubject) ?? card.first(SELECTORS.subject);
  const via = shownText(card.first(SELECTORS.via));
  // Without an address behind it, the name is the address itself, but not on phones.
  const told = address
    ? addressBehind(shownText(address))
    : card.first(SELECTORS.doubtful)
      ? null
      : addressAmong(shownText(sender));
  return {
    from: mailbox(told, shownText(sender), (addressBehind(via) ?? via).split("@").at(-1)),
    ...(subject ? { subject: shownText(subject) } : {}),
    attachments: card
      .all(SELECTORS.attachment)
      .map((item) => ({ name: item.getAttribute("title") ?? "", mediaType: "" })),
    // The recipients are shown by name alone.
    recipients: [],
  };
}

function rowOf(row: Element): Row[] {
  const sender = row.querySelector(SELECTORS.rowSender);
  const address = addressAmong(sender?.getAttribute("title"));
  if (!sender || !address) return [];
  const subject = shownText(row.querySelector(SELECTORS.rowSubject));
  return [
    {
      sender,
      from: mailbox(address, shownText(sender)),
      subject,
      date: dateOf(row.querySelector(SELECTORS.rowDate)),
    },
  ];
}

/** A row shortens the date, but both elements carry it whole. */
function dateOf(time: Element | null | undefined): string | undefined {
  return time ? (time.getAttribute("datetime") ?? shownText(time)) : undefined;
}
