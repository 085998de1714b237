// Horde's webmail IMP in its dynamic view: the preview beside the list, and a window of its own for a message. Recognised by
// its structure, because it lives on everybody's own host.

import { type Adapter, type Header, isShown, mailbox, shownText } from "./adapter.js";

// From the templates and scripts of IMP 6.2.27 (Debian 12: templates/dynamic, js/dimpcore.js, lib/Contents.php), 2026-11; not
// seen live.
const SELECTORS = {
  /** The preview, and the message in a window of its own; both are there, hidden, before anything is open. */
  view: "#previewMsg, #msgData",
  /** Everything of the message below its header. */
  content: ".messageBody",
  /** What is shown of a part. HTML is written into a frame in it, plain text stands there itself; names of files stand beside. */
  part: ".mimePartData",
  from: "#msgHeaderFrom .address, .from .address",
  to: "#msgHeaderTo .address, #msgHeaderCc .address",
  replyTo: "#msgHeaderReplyTo .address",
  subject: ".msgHeaders .subject",
  attachment: ".mimePartInfoAtc .mimePartInfoDescrip",
} as const;

export const horde: Adapter = {
  name: "Horde",
  recognises: (page) => {
    if (!page.querySelector(SELECTORS.view)) return false;
    const content = shownContent(page);
    return (
      !content || (content.querySelector(SELECTORS.part) !== null && outside(page, content, SELECTORS.from).length > 0)
    );
  },
  messages: (page) => {
    const content = shownContent(page);
    if (!content) return [];
    const senders = outside(page, content, SELECTORS.from);
    return [
      {
        bodies: [...content.querySelectorAll(SELECTORS.part)],
        sender: senders.find(isShown) ?? null,
        before: content,
        own: false,
        header: () => header(page, content),
      },
    ];
  },
  user: () => [],
};

/** The message that is open: its view is shown, and something is in it. */
function shownContent(page: Document): Element | null {
  const contents = [...page.querySelectorAll(`:is(${SELECTORS.view}) ${SELECTORS.content}`)];
  return contents.find((content) => content.firstElementChild !== null && isShown(content)) ?? null;
}

function outside(page: Document, content: Element, selector: string): Element[] {
  return [...page.querySelectorAll(`:is(${SELECTORS.view}) :is(${selector})`)].filter(
    (found) => !content.contains(found),
  );
}

function header(page: Document, content: Element): Header {
  const [from] = outside(page, content, SELECTORS.from);
  return {
    from: from ? contact(from) : {},
    replyTo: outside(page, content, SELECTORS.replyTo).map(contact),
    subject: shownText(outside(page, content, SELECTORS.subject)[0]),
    attachments: [...content.querySelectorAll(SELECTORS.attachment)].map((found) => ({
      name: shownText(found),
      mediaType: "",
    })),
    recipients: outside(page, content, SELECTORS.to).map((found) => contact(found).address ?? ""),
  };
}

/** The text is the name, and the address only its title; without a name the text is the address. */
function contact(element: Element): ReturnType<typeof mailbox> {
  const title = element.getAttribute("title");
  return title ? mailbox(title, shownText(element)) : mailbox(shownText(element), null);
}
