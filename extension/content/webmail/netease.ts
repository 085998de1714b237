// NetEase's webmails: 163, 126, yeah.net and its mail for companies. Each open mail is a module of the page with a header and a
// frame of the same origin for the body. All modules stay in the page behind their tabs, and the visible one counts.

import {
  type Adapter,
  type Header,
  type OpenMessage,
  type Row,
  addressesIn,
  attribute,
  isAt,
  isShown,
  lastAddress,
  mailbox,
  shownText,
  viaIn,
} from "./adapter.js";
import { LABELS } from "./labels.js";

const HOSTS = [
  "mail.163.com",
  ".mail.163.com",
  "mail.126.com",
  ".mail.126.com",
  "mail.yeah.net",
  ".mail.yeah.net",
  "qiye.163.com",
  ".qiye.163.com",
];

// Seen in public code that reads or drives it (2018 to 2026). Its list shows only names.
const SELECTORS = {
  /** A part of the page behind a tab: a list, an open mail. */
  module: '[id^="_dvModuleContainer_"]',
  read: '[id^="_dvModuleContainer_read.ReadModule_"]',
  body: 'iframe[id$="_frameBody"], iframe[src*="/readhtml"]',
  subject: 'h1[id$="_h1Subject"]',
  /** A row of the header, and the people it names. */
  row: 'ul[id$="_ulFull"] > li',
  /** The same of the header that the user folded. It names fewer people. */
  foldedRow: 'ul[id$="_ulCompact"] > li',
  person: ".nui-addr",
  name: ".nui-addr-name",
  address: ".nui-addr-email",
  attachment: 'ul[id$="_ulCommonAttachItem"] > li',
  account: "#spnUid",
  /** A row of a list, with the sender's name. */
  listRow: '[id^="_dvModuleContainer_mbox.ListModule_"] div[sign="letter"]',
  listName: ".nui-user",
  listSubject: "span.da0",
  listDate: ".eO0",
} as const;

export const netease: Adapter = {
  name: "NetEase Mail",
  recognises: (page) => {
    if (!isAt(page, HOSTS) || !page.querySelector(SELECTORS.module)) return false;
    const open = modules(page);
    if (open.length > 0) return open.some((module) => read(module).some(({ sender }) => sender !== null));
    return ![...page.querySelectorAll(SELECTORS.body)].some(isShown);
  },
  messages: (page) => modules(page).flatMap(read),
  user: (page) => addressesIn(shownText(page.querySelector(SELECTORS.account))),
  rows: (page) => [...page.querySelectorAll(SELECTORS.listRow)].filter(isShown).flatMap(rowOf),
};

function rowOf(row: Element): Row[] {
  const sender = row.querySelector(SELECTORS.listName);
  if (!sender) return [];
  const date = row.querySelector(SELECTORS.listDate);
  return [
    {
      sender,
      from: mailbox(null, shownText(sender)),
      subject: shownText(row.querySelector(SELECTORS.listSubject)),
      date: attribute(date, "title") ?? shownText(date),
    },
  ];
}

/** The open mails that are visible. */
function modules(page: Document): Element[] {
  return [...page.querySelectorAll(SELECTORS.read)].filter(isShown);
}

function read(module: Element): OpenMessage[] {
  const body = module.querySelector(SELECTORS.body);
  if (!body) return [];
  const full = [...module.querySelectorAll(SELECTORS.row)];
  const rows = full.length > 0 ? full : [...module.querySelectorAll(SELECTORS.foldedRow)];
  // Only the first row is the sender's. Other rows, and the text behind a label, may show names that a sender chose.
  const [from] = rows;
  const person = from?.querySelector(SELECTORS.person) ?? null;
  const date = rows.map(shownText).find((text) => LABELS.date.test(text));
  return [
    {
      bodies: [body],
      sender: person,
      date,
      before: body,
      sent: false,
      header: () => header(module, rows, from, person),
    },
  ];
}

function header(module: Element, rows: readonly Element[], from: Element | undefined, person: Element | null): Header {
  const people = (label: RegExp): Element[] =>
    rows
      .filter((row) => row !== from && label.test(shownText(row)))
      .flatMap((row) => [...row.querySelectorAll(SELECTORS.person)]);
  const replies = people(LABELS.replyTo);
  return {
    from: person ? { ...named(person), ...via(shownText(from), addressIn(person)) } : {},
    replyTo: replies.map(named),
    subject: shownText(module.querySelector(SELECTORS.subject)),
    attachments: [...module.querySelectorAll(SELECTORS.attachment)].map((found) => ({
      name: shownText(found),
      mediaType: "",
    })),
    recipients: people(LABELS.notFrom)
      .filter((found) => !replies.includes(found))
      .flatMap((found) => addressIn(found) ?? []),
  };
}

function addressIn(person: Element): string | null {
  const shown = lastAddress(shownText(person.querySelector(SELECTORS.address)));
  const title = person.getAttribute("title") ?? "";
  // A title that only repeats the name gives no address.
  return shown ?? (title === shownText(person.querySelector(SELECTORS.name)) ? null : lastAddress(title));
}

function named(person: Element): ReturnType<typeof mailbox> {
  return mailbox(addressIn(person), shownText(person.querySelector(SELECTORS.name)));
}

/** The domain that sent on the sender's behalf (代发) stands behind the address in the row. */
function via(row: string, address: string | null): { via?: string } {
  const domain = address ? viaIn(row.slice(row.indexOf(address) + address.length)) : null;
  return domain ? { via: domain } : {};
}
