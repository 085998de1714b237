// Roundcube (elastic, larry, classic): the same in the preview frame and on a message's own page. Recognised by its
// structure, because it lives on everybody's own host.

import {
  type Adapter,
  type Header,
  NO_HEADER,
  type OpenMessage,
  attachedMessage,
  divided,
  isShown,
  mailbox,
  shownText,
} from "./adapter.js";

// Seen live in Roundcube 1.6.5 (Debian 12) with all three skins, 2026-11.
const SELECTORS = {
  /** A list of messages, or the frame for the one selected in it. */
  list: "#messagelist, #messagecontframe",
  /** Everything of an open message below its header. */
  content: "#messagebody",
  /** The mail's own texts in it; what stands beside them Roundcube adds, such as links to a picture. */
  part: ".message-htmlpart, .message-part",
  /** The header rows of a message attached whole; its texts follow. */
  partHeader: ".message-partheaders",
  /** An address in the header; the address is in `title` or in the `mailto:` of `href`, never only in the text. */
  contact: ".rcmContactAddress",
  from: "td.header.from",
  /** The sender as the collapsed header shows him. */
  summary: ".header-summary .adr, .header-subject .adr",
  replyTo: "td.header.replyto",
  to: "td.header.to, td.header.cc",
  subject: "h2.subject, .subject.header, #messageheader .subject, td.header.subject",
  /** What stands in a subject for screen readers and for opening a window. */
  subjectExtras: ".voice, .extwin, a",
  attachment: "#attachment-list .attachment-name",
  /** The button that stores a contact keeps the name as the header has it. */
  addContact: "a.rcmaddcontact",
  /** A row of the list, and whom it names. */
  row: "#messagelist tr.message",
  rowSender: ".fromto .adr span.rcmContactAddress[title]",
  user: ".header-title.username, #topline .username, .username",
  /** The folders of what the user wrote, in the list beside the messages. */
  ownFolder: "#mailboxlist li.selected.sent, #mailboxlist li.selected.drafts",
} as const;

export const roundcube: Adapter = {
  name: "Roundcube",
  recognises: (page) => {
    if (!isRoundcube(page)) return false;
    const content = page.querySelector(SELECTORS.content);
    return content
      ? outside(page, content, `${SELECTORS.from} ${SELECTORS.contact}`).length > 0
      : page.querySelector(SELECTORS.list) !== null;
  },
  messages: (page) => {
    const content = page.querySelector(SELECTORS.content);
    if (!content || !isShown(content)) return [];
    const parts = [...content.children].filter((child) => child.matches(`${SELECTORS.part}, ${SELECTORS.partHeader}`));
    const { own, attached } = divided(parts, (part) => part.matches(SELECTORS.partHeader));
    return [open(page, content, own), ...attached.flatMap((parts) => attachedMessage(parts, partHeader))];
  },
  user: (page) => {
    const users = [...(sameOriginTop(page)?.querySelectorAll(SELECTORS.user) ?? [])];
    return users
      .filter(isOutside)
      .map(shownText)
      .filter((text) => text.includes("@"));
  },
  rows: (page) => {
    // In the folders of what the user wrote the rows name those he wrote to.
    if (isOwnFolder(page)) return [];
    return [...page.querySelectorAll(SELECTORS.row)].flatMap((row) => {
      const sender = row.querySelector(SELECTORS.rowSender);
      return sender ? [{ sender, from: mailbox(sender.getAttribute("title"), shownText(sender)) }] : [];
    });
  },
};

/** A forwarded message carries its own header rows inside the body: they are somebody's writing. */
function outside(page: Document, content: Element, selector: string): Element[] {
  return [...page.querySelectorAll(selector)].filter((found) => !content.contains(found));
}

function open(page: Document, content: Element, parts: Element[]): OpenMessage {
  const [from] = outside(page, content, `${SELECTORS.from} ${SELECTORS.contact}`);
  const shown = outside(page, content, SELECTORS.summary).find(isShown)?.querySelector(SELECTORS.contact) ?? null;
  return {
    // A mail may be nothing but another one attached to it, and is judged all the same.
    bodies: parts.length > 0 ? parts : [content.firstElementChild ?? content],
    sender: shown ?? from ?? null,
    before: content,
    own: isOwnFolder(page),
    header: () => header((selector) => outside(page, content, selector), from ?? shown),
  };
}

function isRoundcube(page: Document): boolean {
  return (
    page.querySelector('script[src*="program/js/app"], script[src*="/skins/"], link[href*="skins/"]') !== null ||
    page.body?.classList.contains("task-mail")
  );
}

function header(outside: (selector: string) => Element[], from: Element | null | undefined): Header {
  const contacts = (selector: string): Element[] =>
    outside(selector).flatMap((row) => [...row.querySelectorAll(SELECTORS.contact)]);
  const subject = outside(SELECTORS.subject)[0]?.cloneNode(true) as Element | undefined;
  subject?.querySelectorAll(SELECTORS.subjectExtras).forEach((extra) => extra.remove());
  return {
    from: from ? contact(from) : {},
    replyTo: contacts(SELECTORS.replyTo).map(contact),
    subject: shownText(subject),
    attachments: outside(SELECTORS.attachment).map((found) => ({ name: shownText(found), mediaType: "" })),
    recipients: contacts(SELECTORS.to).map((found) => contact(found).address ?? ""),
  };
}

/** The header of a message attached whole. */
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

/** The address of a contact, and the name as the mail gives it: Roundcube hides a name that contains an `@`. */
function contact(element: Element): ReturnType<typeof mailbox> {
  const href = element.getAttribute("href") ?? "";
  const address = href.startsWith("mailto:") ? href : element.getAttribute("title");
  const stored = element.parentElement?.querySelector(SELECTORS.addContact)?.getAttribute("onclick") ?? "";
  const raw = /'add-contact','((?:[^'\\]|\\.)*)'/.exec(stored)?.[1]?.replace(/\\(.)/g, "$1");
  const name = raw ? nameOf(raw) : null;
  return mailbox(address, name ?? shownText(element));
}

/** The name in `"Name" <a@b>`. */
function nameOf(raw: string): string | null {
  const angle = raw.lastIndexOf("<");
  if (angle <= 0) return null;
  return (
    raw
      .slice(0, angle)
      .trim()
      .replace(/^"(.*)"$/, "$1") || null
  );
}

function isOwnFolder(page: Document): boolean {
  // A message on a page of its own has no list of folders beside it; its address names the folder.
  const folders = new URLSearchParams(page.location.search).getAll("_mbox");
  const selected = [...(sameOriginTop(page)?.querySelectorAll(SELECTORS.ownFolder) ?? [])];
  // Of several folders in an address Roundcube reads the last; whoever writes two wants to mislead.
  const [folder = "", another] = folders;
  return another === undefined && (selected.some(isOutside) || /(?:^|[./])(?:sent|drafts)$/i.test(folder));
}

/** Whether an element stands in no message: what is in one is its sender's writing. */
function isOutside(element: Element): boolean {
  return element.closest(SELECTORS.content) === null;
}

function sameOriginTop(page: Document): Document | null {
  try {
    return page.defaultView?.top?.document ?? null;
  } catch {
    return null;
  }
}
