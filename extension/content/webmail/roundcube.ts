// Roundcube (elastic, larry, classic): the same in the preview frame and on a message's own page. Recognised by its
// structure, because it lives on everybody's own host.

import { type Adapter, type Header, isShown, mailbox, shownText } from "./adapter.js";

// Seen live in Roundcube 1.6.5 (Debian 12) with all three skins, 2026-11.
const SELECTORS = {
  header: "#message-header, #messageheader, .message-headers, #messagecontent .headers-table",
  body: "#messagebody",
  /** An address in the header; the address is in `title` or in the `mailto:` of `href`, never only in the text. */
  contact: "a.rcmContactAddress, span.rcmContactAddress",
  from: "td.header.from",
  /** The sender as the collapsed header shows him. */
  summary: ".header-summary .adr, .header-subject .adr",
  replyTo: "td.header.replyto",
  to: "td.header.to, td.header.cc",
  subject: "h2.subject, .subject.header, #messageheader .subject, td.header.subject",
  /** What stands in a subject for screen readers and for opening a window. */
  subjectExtras: ".voice, .extwin, a",
  attachment: "#attachment-list li a.filename .attachment-name, #attachment-list li a",
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
  recognises: (page) => page.querySelector("#messagecontframe, #messagelist, #messagebody") !== null && isRoundcube(page),
  messages: (page) => {
    const body = page.querySelector(SELECTORS.body);
    if (!body || !isShown(body)) return [];
    // A forwarded message carries its own header rows inside the body: they are somebody's writing.
    const outside = (selector: string): Element[] => [...page.querySelectorAll(selector)].filter((found) => !body.contains(found));
    const from = outside(`${SELECTORS.from} ${SELECTORS.contact.replaceAll(", ", `, ${SELECTORS.from} `)}`)[0];
    const shown = outside(SELECTORS.summary).find(isShown)?.querySelector(SELECTORS.contact) ?? null;
    const sender = shown ?? from ?? null;
    return [{ bodies: [body], sender, before: body, own: isOwnFolder(page), header: () => header(outside, from ?? shown) }];
  },
  user: (page) => {
    const top = sameOriginTop(page);
    return [...(top?.querySelectorAll(SELECTORS.user) ?? [])].map(shownText).filter((text) => text.includes("@"));
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

function isRoundcube(page: Document): boolean {
  return (
    page.querySelector('script[src*="program/js/app"], script[src*="/skins/"], link[href*="skins/"]') !== null ||
    page.body?.classList.contains("task-mail")
  );
}

function header(outside: (selector: string) => Element[], from: Element | null | undefined): Header {
  const contacts = (selector: string): Element[] => outside(selector).flatMap((row) => [...row.querySelectorAll(SELECTORS.contact)]);
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

/** The address of a contact, and the name as the mail gives it: Roundcube hides a name that contains an `@`. */
function contact(element: Element): ReturnType<typeof mailbox> {
  const href = element.getAttribute("href") ?? "";
  const address = href.startsWith("mailto:") ? href : (element.getAttribute("title") ?? shownText(element));
  const stored = element.parentElement?.querySelector(SELECTORS.addContact)?.getAttribute("onclick") ?? "";
  const raw = /'add-contact','((?:[^'\\]|\\.)*)'/.exec(stored)?.[1]?.replace(/\\(.)/g, "$1");
  const name = raw ? nameOf(raw) : null;
  return mailbox(address, name ?? shownText(element));
}

/** The name in `"Name" <a@b>`. */
function nameOf(raw: string): string | null {
  const angle = raw.lastIndexOf("<");
  if (angle <= 0) return null;
  return raw.slice(0, angle).trim().replace(/^"(.*)"$/, "$1") || null;
}

function isOwnFolder(page: Document): boolean {
  // A message on a page of its own has no list of folders beside it; its address names the folder.
  const folder = new URLSearchParams(page.location.search).get("_mbox") ?? "";
  return Boolean(sameOriginTop(page)?.querySelector(SELECTORS.ownFolder)) || /(?:^|[./])(?:sent|drafts)$/i.test(folder);
}

function sameOriginTop(page: Document): Document | null {
  try {
    return page.defaultView?.top?.document ?? null;
  } catch {
    return null;
  }
}
