// Mail.ru ("octavius"). A conversation holds several letters, each with its own header and body, all in one document.

import { type Adapter, isAt, mailbox, nameBefore, shownText } from "./adapter.js";
import { type Card, type CardHeader, addressAmong, addressBehind, agreed, fits, openIn } from "./extract.js";

// Seen in public code of tests and readers (2019 to 2023): class names, addresses in `title`.
const SELECTORS = {
  body: ".letter-body, .js-readmsg-msg",
  sender: ".letter__author .letter-contact",
  recipients: ".letter__recipients .letter-contact, .letter__header-details-recipient .letter-contact",
  subject: "h2.thread__subject, h2.thread-subject, .thread__subject, .thread-subject",
  list: "a.js-letter-list-item",
} as const;

const HOSTS = /^e\.mail\.ru$/;
/** The path of a page that shows a letter: its folder, then numbers. */
const LETTER = /^\/[^/]+\/\d+:/;

export const mailru: Adapter = {
  name: "Mail.ru",
  recognises: (page) =>
    isAt(page, HOSTS) &&
    fits(page, SELECTORS, () => page.querySelector(SELECTORS.list) !== null && !LETTER.test(page.location.pathname)),
  messages: (page) => openIn(page, SELECTORS, header),
  user: () => [],
};

function header(card: Card, sender: Element | null): CardHeader {
  return {
    from: sender ? mailbox(addressOf(sender), nameBefore(shownText(sender), addressOf(sender) ?? "")) : {},
    recipients: card.all(SELECTORS.recipients).flatMap((contact) => addressOf(contact) ?? []),
  };
}

function addressOf(contact: Element): string | null {
  return agreed(addressAmong(contact.getAttribute("title")), addressBehind(shownText(contact)));
}
