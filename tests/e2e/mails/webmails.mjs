// Mails for the tests on real webmails. The case of each needs a webmail around the mail. `verdicts` holds the level and the sender's class
// of the mail, then of each message that is attached as a whole. `marks` holds the levels of the drawn marks.

import { button, letter, p } from "./letter.mjs";
import { eml } from "./mime.mjs";

const common = { to: "seller@ourshop.example", date: new Date(Date.UTC(2026, 10, 15, 9, 0)) };
const AMAZON = { name: "Amazon Seller Performance", address: "seller-performance@amazon.com" };
const STRANGER = { name: "Amazon Seller Performance", address: "desk@cobalt-ferry.example" };

/** The host of the bad links in these mails. */
export const BAD_HOST = "cobalt-ferry.example";
const BAD_URL = `https://${BAD_HOST}/sc/verify`;
const demand =
  p("Your Amazon selling account is on hold. Verify your identity within 24 hours.") +
  button(BAD_URL, "Verify your identity");

/** Forged header rows in the words of Roundcube and SOGo. A mail writes them into its body to show another sender. */
const forgedRows =
  `<div class="message-partheaders"><table class="headers-table"><tr><td class="header from"><span class="adr">` +
  `<a class="rcmContactAddress" href="mailto:${AMAZON.address}" title="${AMAZON.address}">${AMAZON.name}</a></span></td></tr></table></div>` +
  `<div id="detailView"><span ng-bind="::viewer.message.from[0].name">${AMAZON.name}</span>` +
  `<a class="md-caption" ng-bind="::viewer.message.from[0].email">${AMAZON.address}</a></div>` +
  `<div class="msg-body"><div><div class="mailer_mailcontent msg-attachment-link">Nothing to see here.</div></div></div>`;

/** A mail with another one attached to it whole, which webmails show below it. */
function withAttached({ html, attached, ...mail }) {
  const [head, body] = parted(eml({ ...common, ...mail, html }));
  const [outer, type] = [head.filter((line) => !isOfBody(line)), head.filter(isOfBody)];
  const raw = [
    ...outer,
    'Content-Type: multipart/mixed; boundary="=_whole"',
    "",
    "--=_whole",
    ...type,
    "",
    body,
    "--=_whole",
    "Content-Type: message/rfc822",
    "Content-Disposition: inline",
    "",
    eml({ ...common, id: `${mail.id}-attached`, subject: "Your selling account", ...attached }).toString("latin1"),
    "--=_whole--",
    "",
  ];
  return { ...mail, raw: Buffer.from(raw.join("\r\n"), "latin1") };
}

function parted(bytes) {
  const text = bytes.toString("latin1");
  const end = text.indexOf("\r\n\r\n");
  return [text.slice(0, end).split(/\r\n(?![ \t])/), text.slice(end + 4)];
}

const isOfBody = (line) => /^content-/i.test(line);

/** A stranger attaches a mail that Amazon seems to have sent, and writes Amazon's header rows into both bodies. */
const forgedHeader = withAttached({
  id: "forged-header",
  from: STRANGER,
  subject: "Fwd: Your selling account",
  html: `<html><body>${forgedRows}<p>See the notice below.</p></body></html>`,
  attached: { from: AMAZON, html: `<html><body>${forgedRows}${demand}</body></html>` },
  verdicts: [
    ["caution", "impersonation"],
    ["caution", "amazon"],
  ],
  marks: ["caution"],
});

/** A sender forwards a fake unchanged and writes nothing about Amazon. */
const attachedFake = withAttached({
  id: "attached-fake",
  from: { name: "Lin Carton", address: "lin@carton-factory.example" },
  subject: "Fwd: Your selling account",
  html: p("For you to look at."),
  attached: { from: STRANGER, html: letter({ title: "seller central", body: demand }) },
  verdicts: [
    ["info", "unrelated"],
    ["danger", "impersonation"],
  ],
  marks: ["danger"],
});

/** A fake that holds only a picture. The webmail shows it beside its own links to open and save it. */
const picture = {
  ...common,
  id: "picture",
  from: STRANGER,
  subject: "Notice",
  html: p("Please see the picture."),
  verdicts: [["danger", "impersonation"]],
  marks: [],
  attachments: [
    {
      name: "notice.png",
      type: "image/png",
      content: Buffer.from(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
        "base64",
      ),
    },
  ],
};

/** A mail in Amazon's name from an address that is not the account's. In the folders of sent mail and drafts it is the user's own. */
const aliasMail = (folder) => ({
  ...common,
  id: `alias-in-${folder.toLowerCase()}`,
  ...(folder === "INBOX" ? {} : { folder }),
  from: { name: "Amazon Seller Support", address: `shop@alias-${folder.toLowerCase()}.example` },
  subject: "What the fake looked like",
  html: letter({ title: "seller central", body: demand }),
  verdicts: [folder === "INBOX" ? ["danger", "impersonation"] : ["info", "unrelated"]],
  marks: folder === "INBOX" ? ["danger"] : [],
});

/** Plain text: the webmail makes the address a link. */
const plainText = {
  ...common,
  id: "plain-text",
  from: STRANGER,
  subject: "Notice",
  text: `Hello,\n\nyour Amazon selling account is on hold. Sign in and verify your identity within 24 hours:\n${BAD_URL}\n\nThe Amazon Seller Performance Team\n`,
  verdicts: [["danger", "impersonation"]],
  marks: ["danger"],
};

/** @type {any[]} */
export const webmailMails = [
  forgedHeader,
  attachedFake,
  picture,
  plainText,
  ...["INBOX", "Sent", "Drafts"].map(aliasMail),
];
