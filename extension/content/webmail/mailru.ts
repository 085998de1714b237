// Mail.ru ("octavius"). A conversation holds several letters, each with its own header and body, all in one document.

import { type Adapter, type Row, isAt, isShown, mailbox, nameBefore, shownText } from "./adapter.js";
import { type Card, type CardHeader, addressAmong, addressBehind, agreed, fits, mailboxIn, openIn } from "./extract.js";

// Seen in public code of tests and readers (2019 to 2023): class names, addresses in `title`.
const SELECTORS = {
  body: ".letter-body, .js-readmsg-msg",
  sender: ".letter__author .letter-contact",
  recipients: ".letter__recipients .letter-contact, .letter__header-details-recipient .letter-contact",
  subject: "h2.thread__subject, h2.thread-subject, .thread__subject, .thread-subject",
  /** A row of the list is a link to its letter. `title` holds the sender's address, with a name or alone. */
  list: "a.js-letter-list-item",
  listSender: ".ll-crpt",
  listSubject: ".ll-sj__normal",
} as const;

const HOSTS = /^e\.mail\.ru$/;
/** The path of a page that shows a letter: its folder, then numbers. */
const LETTER = /^\/[^/]+\/(\d+:[^/]+)/;
const SENT_FOLDERS = /^\/(?:sent|drafts|outbox|templates)(?:\/|$)/;

export const mailru: Adapter = {
  name: "Mail.ru",
  recognises: (page) =>
    isAt(page, HOSTS) &&
    fits(page, SELECTORS, () => page.querySelector(SELECTORS.list) !== null && !LETTER.test(page.location.pathname)),
  messages: (page) => {
    const conversation = idIn(page.location.pathname);
    return openIn(page, SELECTORS, header).map((open) => ({ ...open, conversation }));
  },
  user: () => [],
  rows: (page) =>
    SENT_FOLDERS.test(page.location.pathname)
      ? []
      : [...page.querySelectorAll<HTMLAnchorElement>(SELECTORS.list)].flatMap(rowOf),
};

/** The letter in a path, or the conversation that it belongs to. */
function idIn(path: string): string | undefined {
  return LETTER.exec(path)?.[1];
}

function rowOf(row: HTMLAnchorElement): Row[] {
  const [sender, another] = row.querySelectorAll(SELECTORS.listSender);
  if (!sender || row.closest(SELECTORS.body) || !isShown(row)) return [];
  const shown = shownText(sender);
  const { address } = mailboxIn(sender.getAttribute("title") ?? "");
  return [
    {
      sender,
      // A conversation names several senders, and none of them is the row's.
      from: another ? {} : mailbox(address, shown),
      conversation: idIn(row.pathname),
      subject: shownText(row.querySelector(SELECTORS.listSubject)),
    },
  ];
}

function header(card: Card, sender: Element | null): CardHeader {
  return {
    from: sender ? mailbox(addressOf(sender), nameBefore(shownText(sender), addressOf(sender) ?? "")) : {},
    recipients: card.all(SELECTORS.recipients).flatMap((contact) => addressOf(contact) ?? []),
  };
}

function addressOf(contact: Element): string | null {
  return agreed(addressAmong(contact.getAttribute("title")), addressBehind(shownText(contact)));
}
