// Yandex Mail. One or several messages of a conversation are open, each with its own header and body.

import { type Adapter, isAt, mailbox, shownText } from "./adapter.js";
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
  messages: (page) => openIn(page, SELECTORS, header),
  user: () => [],
};

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
