// Mail.ru ("octavius"). A conversation holds several letters, each with its own header and body, all in one document.

import { type Adapter, type OpenMessage, isAt, mailbox, nameBefore, shownText } from "./adapter.js";
import { type Card, addressAmong, addressBehind, agreed, fits, named, openIn, outside } from "./extract.js";
import { ATTACHMENTS } from "./generic.js";

// Seen in public code of tests and readers (2019 to 2023): names of classes, addresses in `title`.
const SELECTORS = {
  body: ".letter-body, .js-readmsg-msg",
  sender: ".letter__author .letter-contact",
  recipients: ".letter__recipients .letter-contact, .letter__header-details-recipient .letter-contact",
  subject: "h2.thread__subject, h2.thread-subject, .thread__subject, .thread-subject",
  list: "a.js-letter-list-item",
} as const;

const HOSTS = /^e\.mail\.ru$/;
/** The address of a page that shows a letter: its folder, then numbers. */
const LETTER = /^\/[^/]+\/\d+:/;

export const mailru: Adapter = {
  name: "Mail.ru",
  recognises: (page) =>
    isAt(page, HOSTS) &&
    fits(page, SELECTORS, () => page.querySelector(SELECTORS.list) !== null && !LETTER.test(page.location.pathname)),
  messages: (page) => openIn(page, SELECTORS, open),
  user: () => [],
};

function open(body: Element, card: Card): OpenMessage {
  const sender = card.first(SELECTORS.sender);
  const addressOf = (contact: Element): string | null =>
    agreed(addressAmong(contact.getAttribute("title")), addressBehind(shownText(contact)));
  return {
    bodies: [body],
    sender,
    before: body,
    // Others' answers stand in the folders of what the user wrote, too.
    own: false,
    header: () => ({
      from: sender ? mailbox(addressOf(sender), nameBefore(shownText(sender), addressOf(sender) ?? "")) : {},
      replyTo: [],
      subject: shownText(outside(body.ownerDocument, SELECTORS.body, SELECTORS.subject)[0]),
      attachments: named(card.all(ATTACHMENTS)),
      recipients: card.all(SELECTORS.recipients).flatMap((contact) => addressOf(contact) ?? []),
    }),
  };
}
