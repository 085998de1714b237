// Zimbra's classic web client. Every installation has its own host, so it is recognised by its structure. A message is shown alone
// or with others of its conversation, as a list of capsules. HTML stands in a frame or in the page, plain text in either.

import { type Adapter, isShown, isTopPage, mailbox, nameBefore, shownText } from "./adapter.js";
import { type Card, type CardHeader, addressAmong, fits, openIn } from "./extract.js";

// Seen in Zimbra/zm-web-client (WebRoot/templates/mail/Message.template; ZmMailMsgView, ZmConvView2, ZmAddressBubble, ZmId; 2024)
// and in public copies of its toolkit (DwtShell, AjxEmailAddress).
const SELECTORS = {
  /** The application, or a separate window of it. It stands directly below the body, where no mail can write. */
  shell: "body > #z_shell, body > .MainShell",
  card: ":is(body > #z_shell, body > .MainShell) :is(.ZmMailMsgView, .ZmMailMsgCapsuleView)",
  /** An open message, with or without a body that is known. */
  open: ":is(body > #z_shell, body > .MainShell) :is(.ZmMailMsgCapsuleView.Expanded, .MsgHeaderTable)",
  /** A frame stands in an element of this class, too. */
  body: ':is(body > #z_shell, body > .MainShell) .MsgBody[id$="_body"]',
  /**
   * The sender. By default Zimbra shows the name alone, and a name may look like a name with its address, so no address is read
   * here.
   */
  sender: 'td[id$="_from"] .addrBubble, .Conv2MsgHeader tr:first-child > .LabelColValue .addrBubble',
  /** The sender on whose behalf the other one sent the mail. */
  onBehalf: '[id$="_obo_span"] .addrBubble',
  /** The sender's address alone, in the note that pictures are not shown. */
  address: '[id$="_displayImages_email"]',
  subject: ".SubjectCol, .Conv2Header .subject",
  attachment: '.AttLink[id$="_main"][title]',
  date: ".DateCol, .Conv2MsgHeader .date",
} as const;

export const zimbra: Adapter = {
  name: "Zimbra",
  recognises: (page) =>
    isTopPage(page) &&
    page.querySelector(SELECTORS.shell) !== null &&
    fits(page, SELECTORS, () => ![...page.querySelectorAll(SELECTORS.open)].some(isShown)),
  messages: (page) =>
    openIn(page, SELECTORS, header).map((open) => ({
      ...open,
      date: shownText(open.before?.closest(SELECTORS.card)?.querySelector(SELECTORS.date)) || undefined,
    })),
  user: () => [],
};

function header(card: Card, sender: Element | null): CardHeader {
  const address = addressAmong(shownText(card.first(SELECTORS.address)));
  const onBehalf = card.first(SELECTORS.onBehalf);
  return {
    // The note names the one who sent the mail, not the one on whose behalf.
    from: onBehalf
      ? mailbox(null, shownText(onBehalf), address?.split("@").at(-1))
      : mailbox(address, address === null ? shownText(sender) : nameBefore(shownText(sender), address)),
    attachments: card
      .all(SELECTORS.attachment)
      .map((link) => ({ name: link.getAttribute("title") ?? "", mediaType: "" })),
    // The recipients may be shown by name alone, too.
    recipients: [],
  };
}
