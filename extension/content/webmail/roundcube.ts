// Roundcube (elastic, larry, classic): the structure is the same in the preview frame and on a message's own page. Recognised
// by its structure, because every installation has its own host.

import {
  type Adapter,
  type Finder,
  type Header,
  NO_HEADER,
  type OpenMessage,
  attachedMessage,
  divided,
  isShown,
  isTopPage,
  mailbox,
  outside,
  shownText,
  topDocumentOf,
} from "./adapter.js";

// Seen live in Roundcube 1.6.5 (Debian 12) with all three skins, 2026-11.
const SELECTORS = {
  /** Roundcube's own script, in the head of every page. A mail cannot write into the head. */
  script: 'head > script[src*="program/js/app"]',
  /** The same for a page that has its scripts elsewhere: the body element of the skin elastic. */
  page: "body.task-mail",
  /** A list of messages, or the frame for the one selected in it. */
  list: "#messagelist, #messagecontframe",
  /** The part of an open message below its header. */
  content: "#messagebody",
  /** The mail's own texts. Roundcube adds the elements beside them, such as links to a picture. */
  part: ".message-htmlpart, .message-part",
  /** The header rows of a message attached as a whole; its texts follow. */
  partHeader: ".message-partheaders",
  /** An address in the header. It stands in `title` or in the `mailto:` of `href`, never only in the text. */
  contact: ".rcmContactAddress",
  from: "td.header.from",
  /** The sender in the collapsed header. */
  summary: ".header-summary .adr, .header-subject .adr",
  replyTo: "td.header.replyto",
  to: "td.header.to, td.header.cc",
  subject: "h2.subject, .subject.header, #messageheader .subject, td.header.subject",
  /** The texts in a subject for screen readers and for the link to a new window. */
  subjectExtras: ".voice, .extwin, a",
  attachment: "#attachment-list .attachment-name",
  /** The button that stores a contact. It keeps the name as the mail's header has it. */
  addContact: "a.rcmaddcontact",
  /** A row of the list, and its sender. */
  row: "#messagelist tr.message",
  rowSender: ".fromto .adr span.rcmContactAddress[title]",
  /** The link to the message, whose address names folder and number. */
  rowLink: 'a[href*="_uid="]',
  user: ".header-title.username, #topline .username, .username",
  /** The folders of sent mail and drafts, in the list beside the messages. */
  sentFolder: "#mailboxlist li.selected.sent, #mailboxlist li.selected.drafts",
} as const;

export const roundcube: Adapter = {
  name: "Roundcube",
  recognises: (page) => {
    if (!isRoundcube(page)) return false;
    const content = page.querySelector(SELECTORS.content);
    return content
      ? outside(page, [content])(`${SELECTORS.from} ${SELECTORS.contact}`).length > 0
      : page.querySelector(SELECTORS.list) !== null;
  },
  messages: (page) => {
    const content = page.querySelector(SELECTORS.content);
    if (!content || !isShown(content)) return [];
    const parts = [...content.children].filter((child) => child.matches(`${SELECTORS.part}, ${SELECTORS.partHeader}`));
    const { main, attached } = divided(parts, (part) => part.matches(SELECTORS.partHeader));
    return [open(page, content, main), ...attached.flatMap((parts) => attachedMessage(parts, partHeader))];
  },
  user: (page) => {
    const users = [...(topDocumentOf(page)?.querySelectorAll(SELECTORS.user) ?? [])];
    return users
      .filter(isOutside)
      .map(shownText)
      .filter((text) => text.includes("@"));
  },
  rows: (page) => {
    // In the folders of sent mail the rows name the recipients.
    if (isSentFolder(page)) return [];
    return [...page.querySelectorAll(SELECTORS.row)].flatMap((row) => {
      const sender = row.querySelector(SELECTORS.rowSender);
      const link = row.querySelector<HTMLAnchorElement>(SELECTORS.rowLink);
      return sender
        ? [
            {
              sender,
              from: mailbox(sender.getAttribute("title"), shownText(sender)),
              id: link ? idIn(link.search) : undefined,
              subject: shownText(link),
            },
          ]
        : [];
    });
  },
};

function open(page: Document, content: Element, parts: Element[]): OpenMessage {
  // A forwarded message has header rows of its own inside the body, which its sender may have written.
  const find = outside(page, [content]);
  const [from] = find(`${SELECTORS.from} ${SELECTORS.contact}`);
  const shown = find(SELECTORS.summary).find(isShown)?.querySelector(SELECTORS.contact) ?? null;
  return {
    // A mail may consist only of another one attached to it, and is judged all the same.
    bodies: parts.length > 0 ? parts : [content.firstElementChild ?? content],
    sender: shown ?? from ?? null,
    id: idIn(page.location.search),
    before: content,
    sent: isSentFolder(page),
    header: () => header(find, from ?? shown),
  };
}

function isRoundcube(page: Document): boolean {
  // In a frame the body element may be a mail's own.
  return (
    page.querySelector(SELECTORS.script) !== null || (isTopPage(page) && page.querySelector(SELECTORS.page) !== null)
  );
}

function header(find: Finder, from: Element | null | undefined): Header {
  const contacts = (selector: string): Element[] =>
    find(selector).flatMap((row) => [...row.querySelectorAll(SELECTORS.contact)]);
  const subject = find(SELECTORS.subject)[0]?.cloneNode(true) as Element | undefined;
  subject?.querySelectorAll(SELECTORS.subjectExtras).forEach((extra) => extra.remove());
  return {
    from: from ? contact(from) : {},
    replyTo: contacts(SELECTORS.replyTo).map(contact),
    subject: shownText(subject),
    attachments: find(SELECTORS.attachment).map((found) => ({ name: shownText(found), mediaType: "" })),
    recipients: contacts(SELECTORS.to).map((found) => contact(found).address ?? ""),
  };
}

/** The header of a message attached as a whole. */
function partHeader(rows: Element): Header {
  const contacts = (selector: string): Element[] => [...rows.querySelectorAll(`:is(${selector}) ${SELECTORS.contact}`)];
  const [from] = contacts(SELECTORS.from);
  return {
    ...NO_HEADER,
    from: from ? contact(from) : {},
    replyTo: contacts(SELECTORS.replyTo).map(contact),
    subject: shownText(rows.querySelector(SELECTORS.subject)),
  };
}

/** The address of a contact, and the name as the mail gives it, because Roundcube hides a name that contains an `@`. */
function contact(element: Element): ReturnType<typeof mailbox> {
  const href = element.getAttribute("href") ?? "";
  const address = href.startsWith("mailto:") ? href : element.getAttribute("title");
  const stored = element.parentElement?.querySelector(SELECTORS.addContact)?.getAttribute("onclick") ?? "";
  const raw = /'add-contact','((?:[^'\\]|\\.)*)'/.exec(stored)?.[1]?.replace(/\\(.)/g, "$1");
  const name = raw ? nameInMailbox(raw) : null;
  return mailbox(address, name ?? shownText(element));
}

/** The name in `"Name" <a@b>`. */
function nameInMailbox(raw: string): string | null {
  const angle = raw.lastIndexOf("<");
  if (angle <= 0) return null;
  return (
    raw
      .slice(0, angle)
      .trim()
      .replace(/^"(.*)"$/, "$1") || null
  );
}

function isSentFolder(page: Document): boolean {
  // A message on a page of its own has no list of folders beside it, but its address names the folder.
  const folders = new URLSearchParams(page.location.search).getAll("_mbox");
  const selected = [...(topDocumentOf(page)?.querySelectorAll(SELECTORS.sentFolder) ?? [])];
  // Of several folders in an address Roundcube reads the last. An address with two is meant to mislead.
  const [folder = "", another] = folders;
  return another === undefined && (selected.some(isOutside) || /(?:^|[./])(?:sent|drafts)$/i.test(folder));
}

/**
 * The folder and the number of a message in an address. PHP reads some names of parameters as if they were others, and of two
 * values the last, so an address with more than one value names no message.
 */
function idIn(search: string): string | undefined {
  const values = [...new URLSearchParams(search)];
  const [folder, uid] = ["_mbox", "_uid"].map((name) => {
    const read = values.filter(([key]) => key.trim().replace(/[ .]/g, "_").split("[")[0] === name);
    return read.length === 1 && read[0]?.[0] === name ? read[0][1] : "";
  });
  return folder && uid ? `${folder} ${uid}` : undefined;
}

/** Whether an element stands in no message: everything in a message is its sender's writing. */
function isOutside(element: Element): boolean {
  return element.closest(SELECTORS.content) === null;
}
