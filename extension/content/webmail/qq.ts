// QQ Mail's newer webmail: one mail open at a time, everything in one document.

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
  outside,
  shownBodies,
  shownText,
  viaIn,
} from "./adapter.js";
import { seesBody } from "./generic.js";
import { LABELS } from "./labels.js";

const HOSTS = ["wx.mail.qq.com", "mail.qq.com"];

// Seen in public code that drives or extends it (2026). Its list shows only names, and no id of an open mail is known.
const SELECTORS = {
  body: ".mail-reader-body .reader-body-children, .mail-detail-content",
  /** The element around the body, which the mail cannot style. */
  around: ".mail-reader-body",
  /** A row of the header; the first is the sender's. */
  row: ".mail-detail-basic .basic-body-item",
  name: ".cmp-account-nick",
  address: ".cmp-account-email",
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
    outside(page, [...page.querySelectorAll(SELECTORS.body)])(SELECTORS.account).flatMap((account) =>
      addressesIn(shownText(account)),
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
  const bodies = shownBodies(page, SELECTORS.body);
  const [first] = bodies;
  if (!first) return [];
  const find = outside(page, bodies);
  const rows = find(SELECTORS.row);
  // Only the first row is the sender's. Other rows, and the text behind a label, may show names that a sender chose.
  const [from] = rows;
  const sender = from?.querySelector(SELECTORS.address) ?? from?.querySelector(SELECTORS.name) ?? null;
  const before = first.closest(SELECTORS.around) ?? first;
  const date = rows.map(shownText).find((text) => LABELS.date.test(text));
  return [{ bodies, sender, date, before, sent: false, header: () => header(rows, from, find) }];
}

function header(rows: readonly Element[], from: Element | undefined, find: Finder): Header {
  const addresses = (label: RegExp): string[] =>
    rows
      .filter((row) => row !== from && label.test(shownText(row)))
      .flatMap((row) => [...row.querySelectorAll(SELECTORS.address)])
      .flatMap((found) => lastAddress(shownText(found)) ?? []);
  const replies = addresses(LABELS.replyTo);
  return {
    from: from ? senderIn(from) : {},
    replyTo: replies.map((address) => ({ address })),
    subject: shownText(find(SELECTORS.subject)[0]),
    attachments: find(SELECTORS.attachment).map((card) => ({
      name:
        shownText(card.querySelector(SELECTORS.attachmentName)) +
        shownText(card.querySelector(SELECTORS.attachmentSuffix)),
      mediaType: "",
    })),
    recipients: addresses(LABELS.notFrom).filter((address) => !replies.includes(address)),
  };
}

function senderIn(row: Element): ReturnType<typeof mailbox> {
  const address = lastAddress(shownText(row.querySelector(SELECTORS.address)));
  const text = shownText(row);
  const behind = address ? text.slice(text.indexOf(address) + address.length) : "";
  return mailbox(address, shownText(row.querySelector(SELECTORS.name)), viaIn(behind));
}
