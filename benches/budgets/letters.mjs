// Makes messages of any length in the form that the content script sends. Like links.mjs, this file runs in Node and in a page.

import { mixed } from "./links.mjs";

const SENTENCES = [
  "We packed your order this morning and the parcel leaves our warehouse tomorrow.",
  "The new lamps arrived last week and sell better than the old ones ever did.",
  "Please find the figures of the month in the sheet, and tell us if a column is missing.",
  "Your listings stay active while we look at what you sent us about the recall.",
  "Ihre Rechnung liegt bei, der Betrag ist wie immer in vierzehn Tagen fällig.",
  "上周的库存报表已经整理好，请查收，如有问题请随时联系我们。",
];

/** Returns a sentence that differs for each seed and place. */
const sentence = (seed, at) => `${SENTENCES[(seed + at) % SENTENCES.length]} (${seed}/${at})`;

const block = (text, link) => ({ text, break: true, ...(link === undefined ? {} : { link }) });

const letter = (segments, links = []) => ({
  from: { name: "Garden & Home Weekly", address: "news@garden-home.example" },
  replyTo: [],
  subject: "Offers for your shop",
  segments,
  links: links.map((href) => ({ href })),
  attachments: [],
  recipients: [],
  user: [],
  leftOut: 0,
  attached: [],
});

const many = (count, make) => Array.from({ length: count }, (_, at) => make(at));

/** Makes a message with this many distinct links, each with its own text. */
export const manyLinks = (seed, count) =>
  letter(
    many(count, (at) => block(`Offer ${at + 1} of the week`, at)),
    mixed(seed, count),
  );

export const manyParagraphs = (seed, count) => letter(many(count, (at) => block(sentence(seed, at))));

/** Makes a message with this many sentences without a break. */
export const oneParagraph = (seed, count) => letter([block(many(count, (at) => sentence(seed, at)).join(" "))]);
