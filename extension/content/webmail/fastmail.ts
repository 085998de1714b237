// Fastmail. A conversation holds several messages, each a card; the open ones have a body.

import type { Mailbox } from "../../model/verdict.js";
import { type Adapter, type OpenMessage, isAt, mailbox, nameBefore, shownText } from "./adapter.js";
import {
  type Card,
  addressAmong,
  addressBehind,
  addressesIn,
  agreed,
  fits,
  mailboxIn,
  named,
  openIn,
  outside,
} from "./extract.js";
import { ATTACHMENTS } from "./generic.js";

// Seen in yohasebe/fastmail-plus and other public code of reading extensions (2025, 2026): names of classes.
const SELECTORS = {
  card: ".v-MessageCard",
  body: ".v-Message-body",
  /** The sender; his address in `title`, or behind his name. */
  sender: ".v-MessageCard-from",
  /** The address of a sender who is in no address book. */
  unknownSender: ".v-MessageCard-unknownSender",
  /** The details of a header, there only after the user opened them: a title and what stands behind it. */
  detail: ".v-Message-detailsTitle, .v-Message-details dt",
  recipients: ".v-Message-toName",
  subject: ".v-Thread-title h1, .v-Thread-title",
  thread: ".v-Thread",
  list: ".v-MailboxItem",
} as const;

const HOSTS = /^(?:(?:app|betaapp|www)\.)?fastmail\.com$/;
const REPLY_TO = /^(?:reply-to|antwort an|répondre à|responder a|rispondi a|返信先|回复)\s*[:：]?$/i;

export const fastmail: Adapter = {
  name: "Fastmail",
  recognises: (page) =>
    isAt(page, HOSTS) &&
    fits(
      page,
      SELECTORS,
      () => page.querySelector(SELECTORS.list) !== null && page.querySelector(SELECTORS.thread) === null,
    ),
  messages: (page) => openIn(page, SELECTORS, open),
  user: () => [],
};

function open(body: Element, card: Card): OpenMessage {
  const sender = card.first(SELECTORS.sender);
  return {
    bodies: [body],
    sender,
    before: body,
    own: false,
    header: () => ({
      from: sender ? senderIn(sender, card) : {},
      replyTo: card
        .all(SELECTORS.detail)
        .filter((title) => REPLY_TO.test(shownText(title)))
        .flatMap((title) => addressesIn(shownText(title.nextElementSibling)))
        .map((address) => mailbox(address, null)),
      subject: shownText(outside(body.ownerDocument, SELECTORS.body, SELECTORS.subject)[0]),
      attachments: named(card.all(ATTACHMENTS)),
      recipients: card
        .all(SELECTORS.recipients)
        .flatMap((found) => addressesIn(found.getAttribute("title") ?? shownText(found))),
    }),
  };
}

/** `title` says name and address, or the address alone beside a name that is shown. */
function senderIn(sender: Element, card: Card): Mailbox {
  const hint = mailboxIn(sender.getAttribute("title") ?? "");
  const shown = shownText(sender);
  const unknown = addressesIn(shownText(card.first(SELECTORS.unknownSender)))[0];
  const told = agreed(hint.address, unknown, addressBehind(shown));
  // Without a title an address alone is one that has no name.
  const address = told ?? (hint.address === undefined && unknown === undefined ? addressAmong(shown) : null);
  return mailbox(address, nameBefore(shown, address ?? "") || hint.name);
}
