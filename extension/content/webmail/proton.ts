// Proton Mail. Its source is public. The body stands in a frame without an address, which may not run scripts.

import {
  type Adapter,
  type OpenMessage,
  addressesIn,
  attribute,
  cardAround,
  isAt,
  isShown,
  knowsPage,
  lastAddress,
  mailbox,
  nameBefore,
  shownText,
} from "./adapter.js";
import { addressBehind } from "./extract.js";
import { generic } from "./generic.js";

const HOSTS = ["mail.proton.me", "mail.protonmail.com"];

// Read in ProtonMail/WebClients, applications/mail (2026).
const SELECTORS = {
  /** Every message of a conversation, unfolded or not. */
  message: '[data-testid^="message-view-"]',
  body: 'iframe[data-testid="content-iframe"]',
  sender: '[data-testid="recipients:sender"]',
  name: '[data-testid="recipient-label"]',
  address: '[data-testid="recipient-address"]',
  /** The recipients, with the address in the text or title. */
  recipients: '[data-testid^="recipients:item-"], [data-testid="recipients:partial-recipients-list"]',
  subject: '[data-testid="conversation-header:subject"]',
  attachment: '[data-testid^="attachment-item:"]',
  account: '[data-testid="userdropdown:label:email"], [data-testid="heading:userdropdown"]',
  /** The element of a row that carries the id of its conversation, or of its message in a list of messages. */
  rowElement: "[data-element-id]",
  rowSender:
    '[data-testid="message-column:sender-address"][title*="@"], [data-testid="message-row:sender-address"][title*="@"]',
} as const;

/** The path of an open conversation: the account, the folder, the conversation. */
const VIEW = /^\/u\/\d+\/[^/]+\/([^/]+)/;

export const proton: Adapter = {
  name: "Proton Mail",
  recognises: (page) => isAt(page, HOSTS) && knowsPage(messages(page), () => isIdle(page)),
  messages,
  user,
  rows: (page) => {
    if (isSentFolder(page)) return [];
    return [...page.querySelectorAll(SELECTORS.rowSender)].map((sender) => ({
      sender,
      from: mailbox(lastAddress(sender.getAttribute("title") ?? ""), shownText(sender)),
      id: attribute(sender.closest(SELECTORS.rowElement), "data-element-id"),
    }));
  },
};

/** Whether the page is built as expected, with no message open. */
function isIdle(page: Document): boolean {
  const hasList = page.querySelector(SELECTORS.rowSender) !== null;
  return hasList && !(isMessageView(page) && generic.messages(page).length > 0);
}

function messages(page: Document): OpenMessage[] {
  const bodies = [...page.querySelectorAll(SELECTORS.body)].filter(isShown);
  return bodies.map((body) => read(body, bodies));
}

function user(page: Document): string[] {
  const accounts = [...page.querySelectorAll(SELECTORS.account)];
  return [
    ...new Set(
      accounts.flatMap((account) => addressesIn(`${shownText(account)} ${account.getAttribute("title") ?? ""}`)),
    ),
  ];
}

/** Whether the path names a folder and then a conversation or message. */
function isMessageView(page: Document): boolean {
  return VIEW.test(page.location.pathname);
}

function isSentFolder(page: Document): boolean {
  return /^\/u\/\d+\/(?:all-)?(?:sent|drafts|scheduled|outbox)(?:\/|$)/.test(page.location.pathname);
}

function read(body: Element, bodies: readonly Element[]): OpenMessage {
  const page = body.ownerDocument;
  const message = cardAround(body, bodies, SELECTORS.sender);
  const sender = message?.querySelector(SELECTORS.sender) ?? null;
  const from = sender ? senderIn(sender) : {};
  const find = (selector: string): Element[] => [...(message?.querySelectorAll(selector) ?? [])];
  return {
    bodies: [body],
    sender,
    id: attribute(body.closest(SELECTORS.message), "data-message-id"),
    conversation: VIEW.exec(page.location.pathname)?.[1],
    before: body,
    // Replies of others stand in the folders of sent mail, too.
    sent: false,
    header: () => ({
      from,
      // The page shows no reply address.
      replyTo: [],
      subject: shownText(page.querySelector(SELECTORS.subject)) || (body.getAttribute("data-subject") ?? ""),
      attachments: find(SELECTORS.attachment).map((found) => ({ name: shownText(found), mediaType: "" })),
      recipients: [...new Set(find(SELECTORS.recipients).flatMap((found) => addressesIn(shownText(found))))],
    }),
  };
}

function senderIn(sender: Element): ReturnType<typeof mailbox> {
  const text = shownText(sender);
  const address =
    lastAddress(shownText(sender.querySelector(SELECTORS.address))) ??
    lastAddress(sender.getAttribute("title") ?? "") ??
    addressBehind(text);
  const label = shownText(sender.querySelector(SELECTORS.name));
  return mailbox(address, label || nameBefore(text, address ?? ""));
}
