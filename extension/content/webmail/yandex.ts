// Yandex Mail. One or several messages of a conversation are open, each with its own header and body.

import { type Adapter, type Row, isAt, isShown, mailbox, shownText } from "./adapter.js";
import { type Card, type CardHeader, addressAmong, mailboxAddressesIn, fits, openIn } from "./extract.js";

// Seen in public code of tests and readers (2018 to 2023): class names. No newer interface was seen.
const SELECTORS = {
  body: ".mail-Message-Body-Content",
  /** The sender's address, as text. */
  sender: ".mail-Message-Sender-Email",
  /** The element around it, with the name. */
  senderLine: ".mail-Message-Sender",
  senderName: ".ns-view-message-head-sender-name",
  recipients: ".mail-Message-Head-Floor_recipient [data-email]",
  subject: ".mail-Message-Toolbar-Subject-Wrapper, .mail-Message-Toolbar-Subject",
  /** The message view, whether or not a message is in it. */
  message: '[class*="mail-Message-Head"], .mail-Message',
  list: ".mail-MessageSnippet-Item_sender",
  /** A row of the list is a link to its message or conversation. */
  listRow: "a.mail-MessageSnippet, a.js-message-snippet",
  listName: ".mail-MessageSnippet-FromText",
  listSubject: ".mail-MessageSnippet-Item_subject",
  listDate: ".mail-MessageSnippet-Item_dateText",
} as const;

/** The open message or conversation, in the fragment of a page's address. */
const OPEN = /[#/](message|thread)\/(t?\d+)/;
const SENT_FOLDERS = /^#(?:sent|draft|outbox|template)/;

const HOSTS = /^mail\.yandex\.(?:ru|com|com\.tr|kz|by)$/;

export const yandex: Adapter = {
  name: "Yandex Mail",
  recognises: (page) =>
    isAt(page, HOSTS) &&
    fits(
      page,
      SELECTORS,
      () => page.querySelector(SELECTORS.list) !== null && page.querySelector(SELECTORS.message) === null,
    ),
  messages: (page) => {
    const conversation = idIn(page.location.hash);
    return openIn(page, SELECTORS, header).map((open) => ({ ...open, conversation }));
  },
  user: () => [],
  rows: (page) =>
    SENT_FOLDERS.test(page.location.hash)
      ? []
      : [...page.querySelectorAll<HTMLAnchorElement>(SELECTORS.listRow)].flatMap(rowOf),
};

/** The webmail's id of a message or conversation. Both kinds have numbers of their own. */
function idIn(fragment: string): string | undefined {
  return OPEN.exec(fragment)?.slice(1).join(" ");
}

function rowOf(row: HTMLAnchorElement): Row[] {
  const sender = row.querySelector(SELECTORS.listName);
  if (!sender || row.closest(SELECTORS.body) || !isShown(row)) return [];
  const text = (selector: string): string => shownText(row.querySelector(selector));
  return [
    {
      sender,
      from: mailbox(null, shownText(sender)),
      conversation: idIn(row.hash),
      subject: text(SELECTORS.listSubject),
      date: text(SELECTORS.listDate),
    },
  ];
}

function header(card: Card, sender: Element | null): CardHeader {
  const address = addressAmong(mailboxAddressesIn(shownText(sender)).at(-1));
  return {
    from: mailbox(address, nameIn(card, sender)),
    recipients: card.all(SELECTORS.recipients).map((found) => found.getAttribute("data-email") ?? ""),
  };
}

/** The name stands in an element of its own, or before the address in its line. */
function nameIn(card: Card, sender: Element | null): string {
  const name = shownText(card.first(SELECTORS.senderName));
  if (name) return name;
  const line = shownText(sender?.closest(SELECTORS.senderLine));
  const at = line.lastIndexOf(shownText(sender));
  return at < 0 ? "" : line.slice(0, at).trim();
}
