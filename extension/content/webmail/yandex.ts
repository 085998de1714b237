// Yandex Mail. One message of a conversation is open at a time, or several, each with its own header and body.

import { type Adapter, type OpenMessage, isAt, mailbox, shownText } from "./adapter.js";
import { type Card, addressAmong, addressesIn, fits, named, openIn, outside } from "./extract.js";
import { ATTACHMENTS } from "./generic.js";

// Seen in public code of tests and readers (2018 to 2023): names of classes. A newer interface was not seen.
const SELECTORS = {
  body: ".mail-Message-Body-Content",
  /** The sender's address, as text. */
  sender: ".mail-Message-Sender-Email",
  /** Around it, his name. */
  senderLine: ".mail-Message-Sender",
  senderName: ".ns-view-message-head-sender-name",
  recipients: ".mail-Message-Head-Floor_recipient [data-email]",
  subject: ".mail-Message-Toolbar-Subject-Wrapper, .mail-Message-Toolbar-Subject",
  /** The message view, whatever is in it. */
  message: '[class*="mail-Message-Head"], .mail-Message',
  list: ".mail-MessageSnippet-Item_sender",
} as const;

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
      from: mailbox(addressAmong(addressesIn(shownText(sender)).at(-1)), nameIn(card, sender)),
      replyTo: [],
      subject: shownText(outside(body.ownerDocument, SELECTORS.body, SELECTORS.subject)[0]),
      attachments: named(card.all(ATTACHMENTS)),
      recipients: card.all(SELECTORS.recipients).map((found) => found.getAttribute("data-email") ?? ""),
    }),
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
