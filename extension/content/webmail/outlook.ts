// Outlook on the web. Its class names change with every release, and its labels with the language; ids stay.

import {
  type Adapter,
  type Finder,
  type OpenMessage,
  addressesIn,
  attribute,
  cardAround,
  isAt,
  knowsPage,
  lastAddress,
  mailbox,
  nameBefore,
  outside,
  shownBodies,
  shownText,
} from "./adapter.js";
import { addressBehind, agreed } from "./extract.js";
import { seesBody } from "./generic.js";
import { LABELS } from "./labels.js";

const HOSTS = [
  "outlook.live.com",
  "outlook.office.com",
  "outlook.office365.com",
  "outlook.cloud.microsoft",
  "outlook.office.de",
  "outlook.office365.us",
];

/** The sender's label in the languages of the page, with the colons that it has there. */
const FROM = [
  "From",
  "发件人",
  "寄件者",
  "寄件人",
  "差出人",
  "送信者",
  "보낸 사람",
  "Von",
  "De",
  "Da",
  "Van",
  "Od",
  "От",
  "Gönderen",
]
  .flatMap((label) => [":", "：", " :", "\u00a0:"].map((colon) => `[aria-label^="${label}${colon}" i]`))
  .join(",");

// Seen in public code of reading extensions (2024 to 2026). The body's id is certain, the rest is likely.
const SELECTORS = {
  body: [
    '[id^="UniqueMessageBody"]',
    ...[
      "Message body",
      "邮件正文",
      "郵件內文",
      "メッセージ本文",
      "Nachrichtentext",
      "Corps du message",
      "Corpo del messaggio",
      "Cuerpo del mensaje",
    ].map((label) => `[role="document"][aria-label="${label}" i]`),
  ].join(","),
  /** The sender: `From: Name<address>` in the label of an element inside, or as its text. */
  sender: '[id^="MSG_"][id$="_FROM"]',
  /** The sender where no id says so: an element with such a label. */
  labelledSender: FROM,
  senderLabel: '[aria-label*="@"]',
  senderTitle: 'span[title*="@"]',
  /** Recipients and reply addresses, in labels that begin like the sender's. */
  labelled: "[aria-label]",
  /** Its id contains the id of the conversation, as the sender's contains that of the message. */
  subject: '[role="heading"][id^="CONV_"][id$="_SUBJECT"]',
  date: '[id^="MSG_"][id$="_DATETIME"]',
  attachment: '[data-testid="AttachmentCard"] [title]',
  /** The account's address, which exists once the user opened its menu. */
  account: "#mectrl_currentAccount_secondary",
  row: '[role="option"][data-convid]',
  rowSender: 'span[title*="@"]',
  /** The elements that exist with nothing open. */
  home: '[role="option"][data-convid], [data-app-section="ConversationContainer"], #ReadingPaneContainerId',
} as const;

export const outlook: Adapter = {
  name: "Outlook",
  recognises: (page) => isAt(page, HOSTS) && knowsPage(messages(page), () => isIdle(page)),
  messages,
  user,
  rows: (page) => {
    if (isSentFolder(page)) return [];
    return [...page.querySelectorAll(SELECTORS.row)].flatMap((row) => {
      const sender = row.querySelector(SELECTORS.rowSender);
      return sender
        ? [
            {
              sender,
              from: mailbox(lastAddress(sender.getAttribute("title") ?? ""), shownText(sender)),
              conversation: attribute(row, "data-convid"),
            },
          ]
        : [];
    });
  },
};

/** Whether the page is built as expected, with no message open. */
function isIdle(page: Document): boolean {
  return page.querySelector(SELECTORS.home) !== null && !(isMessageView(page) && seesBody(page));
}

function messages(page: Document): OpenMessage[] {
  const bodies = shownBodies(page, SELECTORS.body);
  return bodies.map((body) => read(body, bodies));
}

function user(page: Document): string[] {
  const accounts = [...page.querySelectorAll(SELECTORS.account)].filter(
    (account) => account.closest(SELECTORS.body) === null,
  );
  return addressesIn(shownText(accounts[0]));
}

function isMessageView(page: Document): boolean {
  return /\/(?:id|deeplink)\//.test(page.location.pathname);
}

function isSentFolder(page: Document): boolean {
  return /\/(?:sentitems|drafts|outbox)(?:\/|$)/i.test(page.location.pathname);
}

function read(body: Element, bodies: readonly Element[]): OpenMessage {
  const page = body.ownerDocument;
  const card = cardAround(body, bodies, `${SELECTORS.sender},${SELECTORS.labelledSender}`);
  const find: Finder = card ? outside(card, [body]) : () => [];
  const sender = find(SELECTORS.sender)[0] ?? find(SELECTORS.labelledSender)[0] ?? null;
  const from = sender ? senderIn(sender) : {};
  const rows = (label: RegExp): string[] => [
    ...new Set(
      labels(find)
        .filter((text) => label.test(text))
        .flatMap(addressesIn),
    ),
  ];
  return {
    bodies: [body],
    sender,
    id: idIn(sender, /^MSG_(.+)_FROM$/),
    conversation: idIn(outside(page, bodies)(SELECTORS.subject)[0], /^CONV_(.+)_SUBJECT$/),
    date: shownText(find(SELECTORS.date)[0]),
    before: body,
    // Replies of others stand in the folders of sent mail, too.
    sent: false,
    header: () => {
      const replies = rows(LABELS.replyTo);
      const subject = outside(page, bodies)(SELECTORS.subject)[0];
      return {
        from,
        replyTo: replies.map((address) => ({ address })),
        subject: subject?.getAttribute("title") ?? shownText(subject),
        attachments: find(SELECTORS.attachment).map((found) => ({
          name: found.getAttribute("title") ?? "",
          mediaType: "",
        })),
        recipients: rows(LABELS.notFrom).filter((address) => !replies.includes(address)),
      };
    },
  };
}

/** The webmail's id in the id of an element. */
function idIn(element: Element | null | undefined, form: RegExp): string | undefined {
  return element ? form.exec(element.id)?.[1] : undefined;
}

function labels(find: Finder): string[] {
  return find(SELECTORS.labelled).map((element) => element.getAttribute("aria-label") ?? "");
}

/**
 * The sender. People of the user's own organisation are shown by name only: then the address is missing, and none is guessed.
 */
function senderIn(sender: Element): ReturnType<typeof mailbox> {
  const label =
    sender.querySelector(SELECTORS.senderLabel)?.getAttribute("aria-label") ?? sender.getAttribute("aria-label");
  const text = (label?.includes("@") ? label : shownText(sender)).replace(LABELS.from, "").trim();
  const titled = sender.querySelector(SELECTORS.senderTitle);
  const title = titled?.getAttribute("title") ?? "";
  // Outlook writes the address in brackets behind the name. Without brackets all of it may be the name, also in a title.
  const told = title === shownText(titled) ? addressBehind(title) : lastAddress(title);
  // If title and text name two addresses, one of them is a name.
  const address = agreed(addressBehind(text), told);
  return mailbox(address, nameBefore(text, address ?? ""));
}
