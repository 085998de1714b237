// Fastmail. A conversation holds several messages, each a card; the open ones have a body.

import type { Mailbox } from "../../model/verdict.js";
import { type Adapter, type Row, isAt, isShown, mailbox, nameBefore, shownText } from "./adapter.js";
import {
  type Card,
  type CardHeader,
  addressAmong,
  addressBehind,
  mailboxAddressesIn,
  agreed,
  fits,
  mailboxIn,
  openIn,
} from "./extract.js";

// Seen in yohasebe/fastmail-plus and other public code that reads the page (2025, 2026): class names.
const SELECTORS = {
  card: ".v-MessageCard",
  body: ".v-Message-body",
  /** The sender, with the address in `title` or behind the name. */
  sender: ".v-MessageCard-from",
  /** The address of a sender that is in no address book. */
  unknownSender: ".v-MessageCard-unknownSender",
  /** The details of a header, which exist only after the user opened them: a title and its value behind it. */
  detail: ".v-Message-detailsTitle, .v-Message-details dt",
  recipients: ".v-Message-toName",
  subject: ".v-Thread-title h1, .v-Thread-title",
  thread: ".v-Thread",
  /** A message without its header. It stands in its card or behind it. */
  message: ".v-Message",
  list: ".v-MailboxItem",
  listLink: "a.v-MailboxItem-link[href], a.v-MailboxItem[href]",
  /** The name of the sender, or of several in a conversation. */
  listName: ".v-MailboxItem-from, .v-MailboxItem-name",
  listSubject: ".v-MailboxItem-subject",
} as const;

/** The conversation in the path of its page, behind the folder. */
const CONVERSATION = /^\/mail\/[^/]+\/(T[^/.]+)/;
const SENT_FOLDERS = /^\/mail\/(?:Sent|Drafts)(?:\/|$)/;

const HOSTS = /^(?:(?:app|betaapp|www)\.)?fastmail\.com$/;
const REPLY_TO = /^(?:reply-to|antwort an|répondre à|responder a|rispondi a|返信先|回复)\s*[:：]?$/i;

const SIGNS = { ...SELECTORS, cardBeside };

export const fastmail: Adapter = {
  name: "Fastmail",
  recognises: (page) =>
    isAt(page, HOSTS) &&
    fits(
      page,
      SIGNS,
      () => page.querySelector(SELECTORS.list) !== null && page.querySelector(SELECTORS.thread) === null,
    ),
  messages: (page) => {
    const conversation = CONVERSATION.exec(page.location.pathname)?.[1];
    return openIn(page, SIGNS, header).map((open) => ({ ...open, conversation }));
  },
  user: () => [],
  rows: (page) =>
    SENT_FOLDERS.test(page.location.pathname) ? [] : [...page.querySelectorAll(SELECTORS.list)].flatMap(rowOf),
};

function rowOf(item: Element): Row[] {
  const sender = item.querySelector(SELECTORS.listName);
  if (!sender || item.closest(SELECTORS.body) || !isShown(item)) return [];
  const link = item.matches("a") ? item : item.querySelector(SELECTORS.listLink);
  return [
    {
      sender,
      from: mailbox(null, shownText(sender)),
      conversation: CONVERSATION.exec((link as HTMLAnchorElement | null)?.pathname ?? "")?.[1],
      subject: shownText(item.querySelector(SELECTORS.listSubject)),
    },
  ];
}

/** The card before a message that stands behind its card; `null` if another message comes first. */
function cardBeside(body: Element): Element | null {
  for (let around = body.parentElement; around && !around.matches(SELECTORS.thread); around = around.parentElement) {
    for (let before = around.previousElementSibling; before; before = before.previousElementSibling) {
      if (before.matches(SELECTORS.card)) return before.querySelector(SELECTORS.message) ? null : before;
      if (before.matches(SELECTORS.message) || before.querySelector(SELECTORS.message)) return null;
    }
  }
  return null;
}

function header(card: Card, sender: Element | null): CardHeader {
  return {
    from: sender ? senderIn(sender, card) : {},
    replyTo: card
      .all(SELECTORS.detail)
      .filter((title) => REPLY_TO.test(shownText(title)))
      .flatMap((title) => mailboxAddressesIn(shownText(title.nextElementSibling)))
      .map((address) => mailbox(address, null)),
    recipients: card
      .all(SELECTORS.recipients)
      .flatMap((found) => mailboxAddressesIn(found.getAttribute("title") ?? shownText(found))),
  };
}

/** `title` holds name and address, or only the address if the name is shown beside it. */
function senderIn(sender: Element, card: Card): Mailbox {
  const hint = mailboxIn(sender.getAttribute("title") ?? "");
  const shown = shownText(sender);
  const unknown = mailboxAddressesIn(shownText(card.first(SELECTORS.unknownSender)))[0];
  const told = agreed(hint.address, unknown, addressBehind(shown));
  // Without a title, an address alone is one without a name.
  const address = told ?? (hint.address === undefined && unknown === undefined ? addressAmong(shown) : null);
  return mailbox(address, nameBefore(shown, address ?? "") || hint.name);
}
