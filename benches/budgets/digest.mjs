// Mails with many links for the demo inbox, in the form of its server's answers.

import { dangerous, harmless } from "./links.mjs";

/** The number of links in the budget. */
const LINKS = 500;

const SENTENCE =
  "Sturdy, light and back in stock; delivered within three days, free of charge from the second piece on.";

/** Builds a mail like a digest or a newsletter: one table of cells, each with a link and a sentence. */
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

/** A mail in which no link is marked. Every user pays this cost for a message with this many links. */
export const ordinary = (links = LINKS) =>
  mail(
    { name: "Garden & Home Weekly", address: "news@garden-home.example" },
    `${links} offers for your shop`,
    body("Good morning! These are the offers of the week.", harmless(7, links)),
  );

/** A mail in which every link is marked, which is the highest cost. */
export const marked = (links = LINKS) =>
  mail(
    { name: "Amazon Seller Support", address: "notice@garden-home.example" },
    "Verify your account",
    body("Dear Seller, verify your Amazon selling account below.", dangerous(7, links)),
  );

// These run in the page.

/** Lets the webmail find a mail that its server does not have, as `#/mail/digest`. */
export async function serve(mail, milliseconds) {
  const { fetch } = window;
  window.fetch = async (url) => (url === `mails/${mail.id}` ? new Response(JSON.stringify(mail)) : fetch(url));
  await new Promise((done) => setTimeout(done, milliseconds));
}

/**
 * Makes a thousand changes of a busy inbox: rows that come, go and are read, a counter, a clock, and a user writing an answer. A pause
 * separates the changes, as in a webmail, and a longer pause follows the last.
 */
export async function stir(begin, changes, apart, settled) {
  const list = document.querySelector(".list");
  const clock = document.querySelector(".account");
  const editor = Object.assign(document.createElement("div"), {
    contentEditable: "true",
    textContent: "Good morning,",
  });
  document.querySelector("aside").append(editor);
  await new Promise((done) => setTimeout(done, settled));
  performance.mark(begin);
  const row = list.children[1];
  const kinds = [
    () => list.prepend(row.cloneNode(true)),
    () => list.firstElementChild.classList.toggle("unread"),
    () => (clock.textContent = new Date().toISOString()),
    () => list.firstElementChild.remove(),
    () => (editor.firstChild.data += " a word"),
  ];
  for (let at = 0; at < changes; at++) {
    kinds[at % kinds.length]();
    await new Promise((done) => setTimeout(done, apart));
  }
  editor.remove();
  await new Promise((done) => setTimeout(done, settled));
}
