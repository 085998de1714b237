// Horde's webmail IMP in its dynamic view: the preview beside the list, and a separate window for a message. Recognised by its
// structure, because every installation has its own host.

import { type Adapter, type Header, type Row, isShown, isTopPage, mailbox, outside, shownText } from "./adapter.js";

// From the templates and scripts of IMP 6.2.27 (Debian 12: templates/dynamic, js/dimpcore.js, lib/Contents.php) and from horde/imp,
// FRAMEWORK_5_2 and FRAMEWORK_6_0 (templates/dynamic), 2026; not seen live.
const SELECTORS = {
  /**
   * The preview, and the message in a separate window. Both exist, hidden, before anything is open. The elements directly below
   * the body are Horde's: a mail that another webmail shows may hold the same ids, but deeper.
   */
  view: "body > #horde-page #previewMsg, body > #msgData",
  /** The part of the message below its header. */
  content: ".messageBody",
  /** A part of the mail. HTML is written into a frame in it, plain text stands in it directly. File names stand beside it. */
  part: ".mimePartData",
  from: "#msgHeaderFrom .address, .from .address",
  to: "#msgHeaderTo .address, #msgHeaderCc .address",
  replyTo: "#msgHeaderReplyTo .address",
  subject: ".msgHeaders .subject",
  attachment: ".mimePartInfoAtc .mimePartInfoDescrip",
  date: ".msgHeaders .date",
  /** A row of the list, but not its heading. It shows the sender's name, or the address of one without a name. */
  row: '.vpRow:not([id^="msglistHeader"])',
  rowSender: ".msgFrom",
  rowSubject: ".msgSubject",
  rowDate: ".msgDate",
} as const;

export const horde: Adapter = {
  name: "Horde",
  recognises: (page) => {
    if (!isTopPage(page) || !page.querySelector(SELECTORS.view)) return false;
    const content = shownContent(page);
    return (
      !content ||
      (content.querySelector(SELECTORS.part) !== null && aroundContent(page, content, SELECTORS.from).length > 0)
    );
  },
  messages: (page) => {
    const content = shownContent(page);
    if (!content) return [];
    const senders = aroundContent(page, content, SELECTORS.from);
    return [
      {
        bodies: [...content.querySelectorAll(SELECTORS.part)],
        sender: senders.find(isShown) ?? null,
        date: shownText(aroundContent(page, content, SELECTORS.date)[0]),
        before: content,
        sent: false,
        header: () => header(page, content),
      },
    ];
  },
  user: () => [],
  rows: (page) => [...page.querySelectorAll(SELECTORS.row)].flatMap(rowOf),
};

function rowOf(row: Element): Row[] {
  const name = row.querySelector(SELECTORS.rowSender);
  if (!name || row.closest(SELECTORS.view) || !isShown(row)) return [];
  const text = (selector: string): string => shownText(row.querySelector(selector));
  const from = mailbox(null, shownText(name));
  // The columns have fixed places, so a chip goes into that of the sender.
  const sender = name.firstElementChild ?? name;
  return [{ sender, from, subject: text(SELECTORS.rowSubject), date: text(SELECTORS.rowDate) }];
}

/** The content of the open message: its view is shown and is not empty. */
function shownContent(page: Document): Element | null {
  const contents = [...page.querySelectorAll(`:is(${SELECTORS.view}) ${SELECTORS.content}`)];
  return contents.find((content) => content.firstElementChild !== null && isShown(content)) ?? null;
}

/** The elements in the view of a message that stand outside the message itself, because its parts may hold anything. */
function aroundContent(page: Document, content: Element, selector: string): Element[] {
  return outside(page, [content])(`:is(${SELECTORS.view}) :is(${selector})`);
}

function header(page: Document, content: Element): Header {
  const [from] = aroundContent(page, content, SELECTORS.from);
  return {
    from: from ? contact(from) : {},
    replyTo: aroundContent(page, content, SELECTORS.replyTo).map(contact),
    subject: shownText(aroundContent(page, content, SELECTORS.subject)[0]),
    attachments: [...content.querySelectorAll(SELECTORS.attachment)].map((found) => ({
      name: shownText(found),
      mediaType: "",
    })),
    recipients: aroundContent(page, content, SELECTORS.to).map((found) => contact(found).address ?? ""),
  };
}

/** The text is the name, and the title is the address. Without a name the text is the address. */
function contact(element: Element): ReturnType<typeof mailbox> {
  const title = element.getAttribute("title");
  return title ? mailbox(title, shownText(element)) : mailbox(shownText(element), null);
}
