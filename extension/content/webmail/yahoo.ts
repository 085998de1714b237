// Yahoo and AOL. A conversation holds several messages, each a card with its own header and body, all in one document.

import type { Mailbox } from "../../model/verdict.js";
import { type Adapter, type Row, decoded, isAt, isShown, mailbox, nameBefore, shownText } from "./adapter.js";
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

// Seen in public code of reading extensions (2024 to 2026): `data-test-id`s, which stay while the obfuscated classes around
// them change.
const SELECTORS = {
  card: '[data-test-id="message-view"]',
  body: '[data-test-id="message-view-body-content"]',
  /** The element in the card that holds the body. */
  bodyFrame: '[data-test-id="message-view-body"]',
  sender: '[data-test-id="message-from"], [data-test-id="with-contact-card-anchor"]',
  /** The sender's name and nothing else, in the pages of 2026. */
  nameOnly: '[data-test-id="with-contact-card-anchor"]',
  /** The sender's picture in the pages of 2026. Its address names the sender's. */
  photo: '[data-test-id="message-header"] img[src*="endpoints/smtp:"]',
  /** The sender's name, or name and address. The address is in `title` or `data-email`, or stands behind it. */
  pill: '[data-test-id="email-pill"]',
  recipients: '[data-test-id="message-to"], [data-test-id="message-recipients"]',
  subject: '[data-test-id="message-group-subject-text"]',
  attachment: '[data-test-id="attachment-name"]',
  row: '[data-test-id="message-list-item"]',
  rowSender: '[data-test-id="senders"] [title]',
  rowSubject: '[data-test-id="message-subject"]',
} as const;

const HOSTS = /^mail\.(?:yahoo|aol)\.com$/;
/** The path of a page that shows a message. */
const MESSAGE = "/messages/";

export const yahoo: Adapter = {
  name: "Yahoo Mail",
  recognises: (page) =>
    isAt(page, HOSTS) &&
    fits(
      page,
      SELECTORS,
      () => page.querySelector(SELECTORS.row) !== null && !page.location.pathname.includes(MESSAGE),
    ),
  messages: (page) => {
    const conversation = idIn(page.location.pathname);
    return openIn(page, SELECTORS, header).map((open) => ({ ...open, conversation }));
  },
  user: () => [],
  rows: (page) => [...page.querySelectorAll(SELECTORS.row)].filter(isShown).flatMap(rowOf),
};

function header(card: Card, sender: Element | null): CardHeader {
  return {
    from: sender ? senderIn(sender, card) : {},
    recipients: card
      .all(SELECTORS.recipients)
      .flatMap((found) => [
        ...mailboxAddressesIn(shownText(found)),
        ...[...found.querySelectorAll("[title]")].flatMap((one) => mailboxAddressesIn(one.getAttribute("title") ?? "")),
      ]),
  };
}

function senderIn(element: Element, card: Card): Mailbox {
  const pictured = card.all(SELECTORS.photo).flatMap((image) => pictureOf(image) ?? []);
  const pill = element.querySelector(SELECTORS.pill);
  // Without a pill all text may be the name, also one that looks like an address.
  if (!pill) return mailbox(agreed(...pictured), nameIn(element));
  const [shown, name] = [shownText(element), shownText(pill)];
  // The pill may show only the name; an address behind it is the page's.
  const behind = shown.slice(shown.lastIndexOf(name) + name.length);
  const title = addressAmong(pill.getAttribute("title"));
  const told =
    addressAmong(pill.getAttribute("data-email")) ??
    agreed(title, addressBehind(behind), title === null ? mailboxIn(behind).address : null);
  const address = agreed(told, ...pictured);
  return mailbox(address, nameBefore(name, address ?? ""));
}

function nameIn(element: Element): string {
  return shownText(element.querySelector(SELECTORS.nameOnly) ?? element);
}

/** The address of the person whose picture an image shows; `null` if its source names none. */
function pictureOf(image: Element): string | null {
  const [, written = ""] = /endpoints\/smtp:([^/?#]+)\/photo/.exec(image.getAttribute("src") ?? "") ?? [];
  return addressAmong(decoded(written));
}

/** The sender of a row. A conversation names several senders; only a single one has an address. */
function rowOf(row: Element): Row[] {
  const senders = [...row.querySelectorAll(SELECTORS.rowSender)].filter((one) =>
    addressAmong(one.getAttribute("title")),
  );
  const [sender, another] = senders;
  if (!sender || another) return [];
  const link = row.closest<HTMLAnchorElement>("a[href]") ?? row.querySelector<HTMLAnchorElement>("a[href]");
  return [
    {
      sender,
      from: mailbox(sender.getAttribute("title"), shownText(sender)),
      conversation: link ? idIn(link.pathname) : undefined,
      subject: shownText(row.querySelector(SELECTORS.rowSubject)),
    },
  ];
}

/** The id of the conversation in the path of its page. */
function idIn(path: string): string | undefined {
  const [, id] = path.split(MESSAGE);
  return id?.split("/")[0] || undefined;
}
