// Mails with 500 links for the demo inbox: what its server would answer for them.

import { dangerous, harmless } from "./links.mjs";

const LINKS = 500;

const SENTENCE =
  "Sturdy, light and back in stock; delivered within three days, free of charge from the second piece on.";

/** As digests and newsletters are built: one table of cells, each a link and a sentence. */
const body = (opening, links) =>
  `<div style="font:14px/20px Arial,sans-serif"><p>${opening}</p><table cellpadding="0" cellspacing="0" width="640"><tbody>` +
  links
    .map(
      (link, at) =>
        `<tr><td style="padding:8px 0;border-bottom:1px solid #e4e9ec"><a href="${link.replaceAll("&", "&amp;")}" target="_blank"` +
        ` rel="noopener noreferrer" style="color:#0b6e6e;font-weight:bold">Offer ${at + 1} of the week</a><br>${SENTENCE}</td></tr>`,
    )
    .join("") +
  "</tbody></table></div>";

const mail = (from, subject, body) => ({
  id: "digest",
  from,
  to: "seller@ourshop.example",
  replyTo: null,
  date: 0,
  subject,
  attachments: [],
  body,
  imagesLeftOut: false,
});

/** Nothing in it is marked: what a message with 500 links costs everybody. */
export const ordinary = () =>
  mail(
    { name: "Garden & Home Weekly", address: "news@garden-home.example" },
    "500 offers for your shop",
    body("Good morning! These are the offers of the week.", harmless(7, LINKS)),
  );

/** Every link of it is marked: the most it can cost. */
export const marked = () =>
  mail(
    { name: "Amazon Seller Support", address: "notice@garden-home.example" },
    "Verify your account",
    body("Dear Seller, verify your Amazon selling account below.", dangerous(7, LINKS)),
  );
