// Tells whether a page looks like an open mail in which the recipe finds no body, so that the toolbar does not stay silent about it.

import { allIn, contains, parentOf, textIn } from "../dom.js";
import type { OpenMessage } from "./adapter.js";
import { addressOf } from "./generic.js";
import { type Place, isBehind, leavesSite, placesIn, unlessHidden } from "./mail-shape.js";

/** A mail's links stand at most this many elements above the place of its address and date. */
const MAX_CLIMB = 6;
/** A block with less text is a row of buttons or marks, and no mail. */
const MIN_TEXT = 40;
/** Links in these parts of a page belong to the page. */
const FURNITURE = 'nav,aside,footer,[role="navigation"],[role="contentinfo"],[role="complementary"]';
/** What a published page says about itself in its head. A mail can write into no head, and a webmail publishes nothing. */
const PUBLISHED =
  'link[rel~="alternate"][type="application/rss+xml"],link[rel~="alternate"][type="application/atom+xml"],meta[property="og:type"][content="article"],meta[property="og:type"][content="product"]';

/**
 * Whether a page looks like an open mail that none of these messages is: an address and a date, and below them a text with links that
 * leave the site.
 */
export function looksUnread(page: Document, messages: readonly OpenMessage[]): boolean {
  // A message with a sender is the open mail.
  if (messages.some(({ sender }) => sender !== null)) return false;
  if (page.head.querySelector(PUBLISHED) !== null) return false;
  const bodies = messages.flatMap((message) => message.bodies);
  return unlessHidden(() => placesIn(page, addressOf).some((place) => hasTextBelow(place, bodies)), false);
}

function hasTextBelow({ address, date, around }: Place, bodies: readonly Element[]): boolean {
  let region: Element | null = around;
  for (let climbed = 0; region && climbed < MAX_CLIMB; climbed++, region = parentOf(region)) {
    const inside: Element = region;
    if (bodies.some((body) => contains(inside, body))) return false;
    const links = [...allIn(region, "a[href]")].filter(
      (link) => isBehind(link, address) && isBehind(link, date) && leavesSite(link) && link.closest(FURNITURE) === null,
    );
    if (links.some((link) => textAround(link, [address, date]) >= MIN_TEXT)) return true;
  }
  return false;
}

/** How much text stands in the largest element around a link that holds no part of the header. */
function textAround(link: Element, header: readonly Element[]): number {
  let block: Element = link;
  for (let around = parentOf(link); around; around = parentOf(around)) {
    const outer = around;
    if (header.some((element) => contains(outer, element))) break;
    block = around;
  }
  return textIn(block)?.trim().length ?? 0;
}
