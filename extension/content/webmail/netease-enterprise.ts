// NetEase's newer webmail for companies (灵犀办公). Each open mail has a header and a frame of the page's own origin for the body,
// so everything outside the frames is the page's.

import type { Mailbox } from "../../model/verdict.js";
import { type Adapter, isAt, mailbox, shownText } from "./adapter.js";
import { type Card, type CardHeader, addressAmong, agreed, fits, openIn } from "./extract.js";
import { seesBody } from "./generic.js";

const HOSTS = ["lingxi.office.163.com", "mailh.qiye.163.com"];

// From the sources of its web pages, in a public repository (read in 2026-12): `data-test-id`s, ids and classes. Not seen live.
const SELECTORS = {
  body: 'iframe#mail-content-iframe, iframe[data-test-id="mail-readmail-iframe"]',
  /** The sender's name. Recipients have the same element in other places. */
  sender: '.u-item-info [data-test-id="mail-head-name"]',
  /**
   * The sender's address: beside the name, and in the details, which exist only after the user opened them. The address of a
   * recipient stands in a row with `.detail`.
   */
  address: ".u-item-info .u-card-email[title], .u-info-detail .u-info-item > .content .u-card-email[title]",
  /** The line that says which address sent the mail on the sender's behalf (代发). */
  onBehalf: ".u-item-info .name-Forward",
  recipients: ".u-info-detail .u-info-item > .detail .u-card-email[title]",
  subject: '[data-test-id="mail-readmail-title"]',
  date: '[data-test-id="mail-head-time"]',
  /** The element around the whole mailbox. */
  home: "#mailboxModule",
} as const;

export const neteaseEnterprise: Adapter = {
  name: "NetEase Mail",
  recognises: (page) =>
    isAt(page, HOSTS) && fits(page, SELECTORS, () => page.querySelector(SELECTORS.home) !== null && !seesBody(page)),
  messages: (page) => openIn(page, SELECTORS, header),
  user: () => [],
};

function header(card: Card, sender: Element | null): CardHeader {
  return {
    from: sender ? senderIn(sender, card) : {},
    recipients: card.all(SELECTORS.recipients).flatMap((found) => addressAmong(found.getAttribute("title")) ?? []),
  };
}

/** A page whose places name two addresses does not show which of them is the sender's. */
function senderIn(sender: Element, card: Card): Mailbox {
  const told = card.all(SELECTORS.address).map((found) => addressAmong(found.getAttribute("title")));
  return mailbox(agreed(...told), shownText(sender), domainIn(shownText(card.first(SELECTORS.onBehalf))));
}

/** The domain of the last address in a text. A name before it may hold another address. */
function domainIn(text: string): string | null {
  return /@([a-z0-9-]+(?:\.[a-z0-9-]+)+)[^@]*$/i.exec(text)?.[1] ?? null;
}
