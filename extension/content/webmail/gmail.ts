// Gmail. A conversation holds several messages; each expanded one has its own header and body, all in one document.

import { type Adapter, type OpenMessage, isShown, mailbox, shownText, viaIn } from "./adapter.js";

// Seen in gmail.js, InboxSDK and FlowCrypt (2026): structure and names of classes.
const SELECTORS = {
  /** A message of the conversation. */
  message: "div.adn[data-message-id]",
  /** Its body, without what the user is writing. */
  body: ".ii.gt .a3s",
  /** The sender: `email` and `name` attributes. */
  sender: "span.gD[email], td.gF span[email]",
  /** The line the sender stands in; behind him it says "via" whom the mail came. */
  senderLine: "h3, td",
  /** Recipients, the same way. */
  recipients: ".hb span[email], span.g2[email]",
  subject: "h2.hP",
  attachment: ".hq.gt .aQH span.aZo",
  attachmentName: "span.aV3",
  /** The details of a header, there only after the user opened them. */
  detailsRow: ".ajA.SK .ajC",
  /** The account button, whose label ends in the user's address. */
  account: 'a[aria-label*="@"][href*="accounts.google."], a.gb_d[aria-label*="@"]',
  /** A message on a page of its own: print view, "view entire message". */
  printed: ".bodycontainer .maincontent",
} as const;

export const gmail: Adapter = {
  name: "Gmail",
  recognises: (page) => page.querySelector(`${SELECTORS.message}, ${SELECTORS.subject}[data-thread-perm-id]`) !== null,
  messages: (page) =>
    [...page.querySelectorAll(SELECTORS.message)].flatMap((message) => {
      const bodies = [...message.querySelectorAll(SELECTORS.body)].filter((body) => isShown(body) && !isEditable(body));
      const [first] = bodies;
      return first ? [open(message, bodies, first)] : [];
    }),
  user: (page) => {
    const label = page.querySelector(SELECTORS.account)?.getAttribute("aria-label") ?? "";
    return [...label.matchAll(/[^\s(<]+@[^\s)>]+/g)].map(([address]) => address);
  },
};

/** The views of what the user wrote. */
const OWN_VIEWS = /^#(?:sent|drafts|outbox|scheduled)\b/;

function viaBehind(sender: Element | null): string | null {
  const line = shownText(sender?.closest(SELECTORS.senderLine));
  const address = sender?.getAttribute("email") ?? "";
  const at = line.indexOf(address);
  return at < 0 ? null : viaIn(line.slice(at + address.length));
}

function isEditable(element: Element): boolean {
  return element.closest('[contenteditable="true"]') !== null;
}

function open(message: Element, bodies: Element[], first: Element): OpenMessage {
  const inBody = (element: Element): boolean => bodies.some((body) => body.contains(element));
  const outside = (selector: string): Element[] => [...message.querySelectorAll(selector)].filter((found) => !inBody(found));
  const sender = outside(SELECTORS.sender)[0] ?? null;
  return {
    bodies,
    sender,
    before: first.closest(".ii.gt") ?? first,
    own: OWN_VIEWS.test(message.ownerDocument.location.hash),
    header: () => ({
      from: mailbox(sender?.getAttribute("email"), sender?.getAttribute("name") ?? shownText(sender), viaBehind(sender)),
      replyTo: outside(SELECTORS.detailsRow)
        .filter((row) => /reply-to|回复|回覆|返信先|antwort/i.test(shownText(row)))
        .flatMap((row) => [...row.querySelectorAll("[email]")])
        .map((found) => mailbox(found.getAttribute("email"), found.getAttribute("name"))),
      subject: shownText(message.ownerDocument.querySelector(SELECTORS.subject)),
      attachments: outside(SELECTORS.attachment).map((found) => ({
        name: shownText(found.querySelector(SELECTORS.attachmentName) ?? found),
        mediaType: "",
      })),
      recipients: outside(SELECTORS.recipients).map((found) => found.getAttribute("email") ?? ""),
    }),
  };
}
