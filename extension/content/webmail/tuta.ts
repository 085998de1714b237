// Tuta. A conversation holds several messages, each a viewer; the body stands in an open shadow tree.

import { type Adapter, type Row, isAt, isShown, mailbox, shownText } from "./adapter.js";
import { type Card, type CardHeader, fits, mailboxAddressesIn, mailboxIn, openIn, outsideBodies } from "./extract.js";
import { LABELS } from "./labels.js";

const HOSTS = ["app.tuta.com", "mail.tutanota.com"];

// Read in tutao/tutanota (mail/view: MailViewer, MailViewerHeader, ConversationViewer, MailRow; ui/base: BubbleButton,
// buildSrc/DomainConfigs; 2026).
const SELECTORS = {
  card: ".mail-viewer",
  /** Several messages of a conversation each have a body with this id. */
  body: ".mail-viewer #mail-body",
  /** The sender: `name <a@b>`, or the address of one without a name. */
  sender: ".mail-viewer > .header > .click.col > .small > .text-break",
  subject: ".mail-viewer > h4",
  /** The labels in the details of a header, which exist only after the user opened them. The values stand behind them. */
  label: ".header .small.b",
  /** The button of an attachment; `title` holds the whole name. */
  attachment: ".header button.bubble[title]",
  /** The date with its year, which is there for printing. */
  date: ".header .noscreen",
  rowSubject: '[data-testid="list-row:mail:subject"]',
  /** The line with the sender's name above the subject, and the date in it. */
  rowLine: ".badge-line-height",
  rowSender: ":scope > .text-ellipsis:not(small)",
} as const;

export const tuta: Adapter = {
  name: "Tuta",
  recognises: (page) =>
    isAt(page, HOSTS) && fits(page, SELECTORS, () => ![...page.querySelectorAll(SELECTORS.card)].some(isShown)),
  messages: (page) =>
    openIn(page, SELECTORS, header).map((open) => ({
      ...open,
      date: shownText(open.before?.closest(SELECTORS.card)?.querySelector(SELECTORS.date)) || undefined,
    })),
  user: () => [],
  rows: (page) => outsideBodies(page, SELECTORS.body, SELECTORS.rowSubject).filter(isShown).flatMap(rowOf),
};

function header(card: Card, sender: Element | null): CardHeader {
  const valuesOf = (label: RegExp): string[] =>
    card
      .all(SELECTORS.label)
      .filter((found) => label.test(shownText(found)))
      .flatMap((found) => mailboxAddressesIn(shownText(found.nextElementSibling)));
  return {
    // A name stands before the address in brackets, whatever it is.
    from: mailboxIn(shownText(sender)),
    replyTo: valuesOf(LABELS.replyTo).map((address) => mailbox(address, null)),
    subject: shownText(card.first(SELECTORS.subject)),
    attachments: card
      .all(SELECTORS.attachment)
      .map((button) => ({ name: button.getAttribute("title") ?? "", mediaType: "" })),
    recipients: valuesOf(LABELS.recipients),
  };
}

/** The list shows no addresses. */
function rowOf(subject: Element): Row[] {
  const line = subject.parentElement?.parentElement?.querySelector(SELECTORS.rowLine);
  const sender = line?.querySelector(SELECTORS.rowSender);
  if (!line || !sender) return [];
  const date = shownText(line.querySelector("small"));
  return [{ sender, from: mailbox(null, shownText(sender)), subject: shownText(subject), date }];
}
