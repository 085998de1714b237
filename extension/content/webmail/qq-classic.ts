// QQ Mail's older webmail, and Tencent Exmail, which is built the same: a page around one frame of the same origin, in which
// lists and mails are loaded one after the other. A mail in a separate window is the frame's page alone.

import {
  type Adapter,
  type Finder,
  type Header,
  type OpenMessage,
  type Row,
  addressesIn,
  attribute,
  isAt,
  isShown,
  lastAddress,
  mailbox,
  nameBefore,
  outside,
  shownText,
  topDocumentOf,
  viaIn,
} from "./adapter.js";
import { seesBody } from "./generic.js";
import { LABELS } from "./labels.js";
import { rowText } from "./row.js";

// Seen in public code of two decades, unchanged since 2012 (last looked at in 2026).
const SELECTORS = {
  /** The frame with the list or the mail. */
  frame: 'iframe#mainFrame, iframe[name="mainFrame"]',
  /** All elements of the mail itself, with the body among them. */
  content: "#contentDiv, #qm_con_body, #mailContentContainer",
  body: "#mailContentContainer",
  /** The sender's address, and the element around it that names the sender: `e` is the address, `n` the name. */
  sender: "#tipFromAddr_readmail[fromaddr], #fromaddr",
  person: "span[n][e]",
  /** An address in the header. The label of the row around it shows its role. */
  contact: '.readmailinfo span[e*="@"]',
  subject: "#subject, .sub_title",
  attachment: "#attachment .attachitem .name_big",
  account: "#useraddr",
  /** The elements of the frame's pages with no mail open. */
  home: "#mainmail, table.M, table.F",
  /** The box to select a mail in a list: its value is the mail's id, `fa` the sender's address, `fn` the name. */
  rowBox: 'input[name="mailid"][value]',
} as const;

/** The numbers of the folders of sent mail and drafts. */
const SENT_FOLDERS = ["3", "4"];

export const qqClassic = classic("QQ Mail", ["mail.qq.com", ".mail.qq.com"]);
export const exmail = classic("Tencent Exmail", ["exmail.qq.com"]);

function classic(name: string, hosts: readonly string[]): Adapter {
  return {
    name,
    recognises: (page) => isAt(page, hosts) && (isOpen(page) || isHome(page)),
    messages,
    user: (page) => {
      const accounts = [...(topDocumentOf(page)?.querySelectorAll(SELECTORS.account) ?? [])];
      return addressesIn(shownText(accounts.find((account) => account.closest(SELECTORS.content) === null)));
    },
    rows: (page) => (isSentFolder(page) ? [] : [...page.querySelectorAll(SELECTORS.rowBox)].flatMap(rowOf)),
  };
}

function isSentFolder(page: Document): boolean {
  return SENT_FOLDERS.includes(parameter(page, "folderid") ?? "");
}

/** A row of a list. In a mail such a box would be the sender's. */
function rowOf(box: Element): Row[] {
  if (box.closest(SELECTORS.content) || !isShown(box)) return [];
  return [
    {
      sender: box,
      from: mailbox(box.getAttribute("fa"), box.getAttribute("fn")),
      id: attribute(box, "value"),
    },
  ];
}

/** The webmail's names for the mail that the frame's address asks for. A page of a conversation shows several mails. */
function idsIn(page: Document): Pick<OpenMessage, "id" | "conversation"> {
  const id = parameter(page, "mailid");
  const kind = parameter(page, "t") ?? "readmail";
  if (id === undefined) return {};
  return kind === "readmail" ? { id } : { conversation: id };
}

/** A parameter of a page's address; `undefined` unless it has exactly one value. */
function parameter(page: Document, name: string): string | undefined {
  const [value, another] = new URLSearchParams(page.location.search).getAll(name);
  return another === undefined && value !== "" ? value : undefined;
}

function isOpen(page: Document): boolean {
  return messages(page).some(({ sender }) => sender !== null);
}

/**
 * Whether the page shows no mail: it is a list, or the page around the frame. If the frame holds a mail that its own script
 * cannot read after a rebuild, the answer is no.
 */
function isHome(page: Document): boolean {
  const frame = page.querySelector<HTMLIFrameElement>(SELECTORS.frame);
  if (!frame) return page.querySelector(SELECTORS.home) !== null && !seesBody(page);
  const inner = frame.contentDocument;
  const reads = !inner || inner.readyState === "loading" || !inner.location.pathname.endsWith("/readmail");
  return reads || isOpen(inner) || seesBody(inner);
}

function messages(page: Document): OpenMessage[] {
  const body = page.querySelector(SELECTORS.body);
  if (!body || !isShown(body)) return [];
  const content = outermostAround(body);
  const find = outside(page, [content]);
  const sender = find(SELECTORS.sender)[0] ?? null;
  return [{ bodies: [body], sender, ...idsIn(page), before: content, sent: false, header: () => header(sender, find) }];
}

function outermostAround(body: Element): Element {
  let around = body;
  for (let next: Element | null = body; next; next = next.parentElement)
    if (next.matches(SELECTORS.content)) around = next;
  return around;
}

function header(sender: Element | null, find: Finder): Header {
  const rows = find(SELECTORS.contact)
    .filter((contact) => !contact.contains(sender))
    .map((contact) => ({
      address: contact.getAttribute("e") ?? "",
      row: rowText(contact, contact.ownerDocument.body),
    }));
  const addresses = (label: RegExp): string[] =>
    rows.filter(({ row }) => label.test(row)).map(({ address }) => address);
  const replies = addresses(LABELS.replyTo);
  return {
    from: sender ? senderIn(sender) : {},
    replyTo: replies.map((address) => ({ address })),
    subject: shownText(find(SELECTORS.subject)[0]),
    attachments: find(SELECTORS.attachment).map((found) => ({
      name: shownText(found.firstElementChild ?? found),
      mediaType: "",
    })),
    recipients: addresses(LABELS.notFrom).filter((address) => !replies.includes(address)),
  };
}

function senderIn(sender: Element): ReturnType<typeof mailbox> {
  const address = sender.getAttribute("fromaddr") ?? lastAddress(shownText(sender));
  const person = sender.closest(SELECTORS.person);
  const row = rowText(sender, sender.ownerDocument.body);
  const name = person?.getAttribute("n") ?? nameBefore(row.replace(LABELS.from, ""), address ?? "");
  const behind = address ? row.slice(row.lastIndexOf(address) + address.length) : "";
  return mailbox(address, name, viaIn(behind));
}
