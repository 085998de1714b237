// Mails for the tests on real webmails: what each is about shows only where a webmail stands around it.

import { button, letter, p } from "./letter.mjs";

const DATE = new Date(Date.UTC(2026, 10, 15, 9, 0));
const TO = "seller@ourshop.example";
const AMAZON = { name: "Amazon Seller Performance", address: "seller-performance@amazon.com" };

/** Where the bad links of these mails lead. */
export const BAD_HOST = "cobalt-ferry.example";
const BAD_URL = `https://${BAD_HOST}/sc/verify`;
const demand =
  p("Your Amazon selling account is on hold. Verify your identity within 24 hours.") +
  button(BAD_URL, "Verify your identity");

/** The rows in which Roundcube and SOGo show a sender, in their own words, for a mail to write into its body. */
const forgedRows =
  `<table class="headers-table"><tr><td class="header from"><span class="adr">` +
  `<a class="rcmContactAddress" href="mailto:${AMAZON.address}" title="${AMAZON.address}">${AMAZON.name}</a></span></td></tr></table>` +
  `<div id="detailView"><span ng-bind="::viewer.message.from[0].name">${AMAZON.name}</span>` +
  `<a class="md-caption" ng-bind="::viewer.message.from[0].email">${AMAZON.address}</a></div>` +
  `<div class="msg-body"><div><div class="mailer_mailcontent msg-attachment-link">Nothing to see here.</div></div></div>`;

/** From a stranger, with a message attached that Amazon seems to have sent, and Amazon's header rows in both bodies. */
export const forgedHeader = {
  id: "forged-header",
  from: { name: "Amazon Seller Performance", address: "desk@cobalt-ferry.example" },
  raw: [
    `From: Amazon Seller Performance <desk@cobalt-ferry.example>`,
    `To: ${TO}`,
    "Subject: Fwd: Your selling account",
    `Date: ${DATE.toUTCString().replace("GMT", "+0000")}`,
    "Message-ID: <forged-header.1@cobalt-ferry.example>",
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="=_outer"',
    "",
    "--=_outer",
    "Content-Type: text/html; charset=utf-8",
    "",
    `<html><body>${forgedRows}<p>See the notice below.</p></body></html>`,
    "",
    "--=_outer",
    "Content-Type: message/rfc822",
    "Content-Disposition: inline",
    "",
    `From: ${AMAZON.name} <${AMAZON.address}>`,
    `To: ${TO}`,
    "Subject: Your selling account",
    `Date: ${DATE.toUTCString().replace("GMT", "+0000")}`,
    "MIME-Version: 1.0",
    "Content-Type: text/html; charset=utf-8",
    "",
    `<html><body>${forgedRows}${demand}</body></html>`,
    "--=_outer--",
    "",
  ].join("\r\n"),
};

/** Written as Amazon under an address that is not the user's own account: in the folder of what he wrote it is his. */
export const aliasMail = (folder) => ({
  id: `alias-in-${folder.toLowerCase()}`,
  ...(folder === "INBOX" ? {} : { folder }),
  from: { name: "Amazon Seller Support", address: `shop@alias-${folder.toLowerCase()}.example` },
  to: TO,
  date: DATE,
  subject: "What the fake looked like",
  html: letter({ title: "seller central", body: demand }),
});

/** Plain text: the webmail makes the address a link. */
export const plainText = {
  id: "plain-text",
  from: { name: "Amazon Seller Performance", address: "desk@cobalt-ferry.example" },
  to: TO,
  date: DATE,
  subject: "Notice",
  text: `Hello,\n\nyour Amazon selling account is on hold. Sign in and verify your identity within 24 hours:\n${BAD_URL}\n\nThe Amazon Seller Performance Team\n`,
};
