// QQ Mail's newer webmail: one mail or one conversation open at a time, everything in one document.

import {
  type Adapter,
  type Finder,
  type Header,
  type OpenMessage,
  type Row,
  addressesIn,
  isAt,
  isShown,
  knowsPage,
  lastAddress,
  mailbox,
  outermost,
  outside,
  shownBodies,
  shownText,
  viaIn,
} from "./adapter.js";
import { seesBody } from "./generic.js";
import { LABELS } from "./labels.js";

const HOSTS = ["wx.mail.qq.com", "mail.qq.com"];

// Seen in public code that drives or extends it, and in its own style sheets in a page that was saved (2026-06). Its list shows
// only names, and no id of an open mail is known.
const SELECTORS = {
  /** The body of a mail. */
  content: ".mail-detail-content",
  /** The element around the body. In some versions the header stands in it, too, in others before it. */
  reader: ".mail-reader-body .reader-body-children",
  /** The element around the reader, which a mail cannot style. */
  around: ".mail-reader-body",
  /** A mail of a conversation, with its own header. A folded one has no body. */
  conversationMail: ".mail-detail-session-sub-mail",
  /** The beginning of another mail's text, in the header of a folded mail and in the list. */
  digest: ".sub-mail-digest, .mail-digest",
  /** A row of the header; the first is the sender's. */
  row: ".mail-detail-basic .basic-body-item",
  name: ".cmp-account-nick",
  address: ".cmp-account-email",
  /** The domain of the address that sent the mail on the sender's behalf (代发). */
  via: ".mail-detail-basic .basic-proxy-sender .proxy-domain",
  subject: ".mail-detail-subject .mail-subject-text",
  attachment: ".mail-detail-attaches .mail-detail-attach-card",
  attachmentName: ".attach-name",
  attachmentSuffix: ".attach-suffix",
  account: ".profile-user-info .user-email",
  /** A row of the list, with the sender's name. */
  listRow: ".mail-list-page-item",
  listName: ".mail-sender",
  listSubject: ".mail-subject",
  listDate: ".mail-time",
  /** The elements that exist with nothing open. */
  home: ".frame-main, .mail_app",
} as const;

export const qq: Adapter = {
  name: "QQ Mail",
  recognises: (page) =>
    isAt(page, HOSTS) &&
    knowsPage(messages(page), () => page.querySelector(SELECTORS.home) !== null && !seesBody(page)),
  messages,
  user: (page) =>
    outside(page, [...page.querySelectorAll(`${SELECTORS.reader}, ${SELECTORS.content}`)])(SELECTORS.account).flatMap(
      (account) => addressesIn(shownText(account)),
    ),
  rows: (page) => [...page.querySelectorAll(SELECTORS.listRow)].filter(isShown).flatMap(rowOf),
};

function rowOf(row: Element): Row[] {
  const sender = row.querySelector(SELECTORS.listName);
  if (!sender) return [];
  const text = (selector: string): string => shownText(row.querySelector(selector));
  return [
    {
      sender,
      from: mailbox(null, shownText(sender)),
      subject: text(SELECTORS.listSubject),
      date: text(SELECTORS.listDate),
    },
  ];
}

function messages(page: Document): OpenMessage[] {
  const bodies = bodiesIn(page);
  const outer = outside(page, bodies);
  const subject = shownText(outer(SELECTORS.subject)[0]);
  const mails = outermost(outer(SELECTORS.conversationMail));
  const inMail = mails.flatMap((mail) =>
    read(
      mail,
      bodies.filter((body) => mail.contains(body)),
      [],
      subject,
    ),
  );
  const others = bodies.filter((body) => !mails.some((mail) => mail.contains(body)));
  return [...inMail, ...read(page, others, mails, subject)];
}

function bodiesIn(page: Document): Element[] {
  const readers = shownBodies(page, SELECTORS.reader);
  const contents = shownBodies(page, SELECTORS.content);
  // With the header before the reader, everything in the reader may be the sender's writing, also what looks like a header.
  const isBefore = outside(page, [...readers, ...contents])(SELECTORS.row).some(isShown);
  const whole = readers.filter(
    (reader) => isBefore || !reader.querySelector(`${SELECTORS.content}, ${SELECTORS.conversationMail}`),
  );
  return outermost([...whole, ...contents]);
}

/** The message with these bodies, whose header stands in a region, but in none of some other mails. */
function read(
  region: ParentNode,
  bodies: readonly Element[],
  mails: readonly Element[],
  subject: string,
): OpenMessage[] {
  const [first] = bodies;
  if (!first) return [];
  const outer = outside(region, [...bodies, ...mails]);
  const find: Finder = (selector) => outer(selector).filter((found) => found.closest(SELECTORS.digest) === null);
  const rows = find(SELECTORS.row);
  // Only the first row is the sender's. Other rows, and the text behind a label, may show names that a sender chose.
  const [from] = rows;
  const sender = from?.querySelector(SELECTORS.address) ?? from?.querySelector(SELECTORS.name) ?? null;
  const around = first.closest(SELECTORS.around);
  const before = around && from && !around.contains(from) ? around : first;
  const date = rows.map(shownText).find((text) => LABELS.date.test(text));
  return [{ bodies, sender, date, before, sent: false, header: () => header(rows, from, find, subject) }];
}

function header(rows: readonly Element[], from: Element | undefined, find: Finder, subject: string): Header {
  const addresses = (label: RegExp): string[] =>
    rows
      .filter((row) => row !== from && label.test(shownText(row)))
      .flatMap((row) => [...row.querySelectorAll(SELECTORS.address)])
      .flatMap((found) => lastAddress(shownText(found)) ?? []);
  const replies = addresses(LABELS.replyTo);
  return {
    from: from ? senderIn(from, find) : {},
    replyTo: replies.map((address) => ({ address })),
    subject,
    attachments: find(SELECTORS.attachment).map((card) => ({
      name:
        shownText(card.querySelector(SELECTORS.attachmentName)) +
        shownText(card.querySelector(SELECTORS.attachmentSuffix)),
      mediaType: "",
    })),
    recipients: addresses(LABELS.notFrom).filter((address) => !replies.includes(address)),
  };
}

function senderIn(row: Element, find: Finder): ReturnType<typeof mailbox> {
  const address = lastAddress(shownText(row.querySelector(SELECTORS.address)));
  const text = shownText(row);
  const behind = address ? text.slice(text.lastIndexOf(address) + address.length) : "";
  const domain = /[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.exec(shownText(find(SELECTORS.via)[0]))?.[0];
  return mailbox(address, shownText(row.querySelector(SELECTORS.name)), domain ?? viaIn(behind));
}
