// Finds the body of a mail by what it is, where no name says so: the largest block of text below a header with sender, date and subject. A
// mail may itself hold such a header, so anything that could be a mail before it ends the search, and nothing found here names a sender.

import { allIn, contains, isMatched, parentOf, textIn } from "../dom.js";
import { isEditable, isShown } from "./adapter.js";
import { LABELS } from "./labels.js";
import { type AddressOf, type Place, isBehind, leavesSite, placesIn, unlessHidden } from "./mail-shape.js";
import { isSubject, rowOf } from "./row.js";

/** A block stands at most this many elements above its header. */
const MAX_CLIMB = 6;
/** A block with less text is a row of buttons, or a note. */
const MIN_TEXT = 40;
/** Parts of a page that are no bodies, and rows of headers. */
const NO_BODY =
  'nav,aside,footer,header,form,button,a,ul,ol,li,dl,dt,dd,thead,tbody,tr,th,td,h1,h2,h3,h4,h5,h6,[role="navigation"],[role="contentinfo"],[role="complementary"],[role="toolbar"],[role="list"],[role="listbox"],[role="grid"]';
/** Links in these parts of a page belong to the page. */
const FURNITURE = 'nav,aside,footer,header,[role="navigation"],[role="contentinfo"],[role="complementary"]';

/** A header, and the text of the block below it when that header was first read. */
interface Reading {
  readonly header: string;
  readonly text: string;
}

const readings = new WeakMap<Element, Reading>();

/** The blocks of a page that are bodies by their place and size; none if that is not certain. */
export function bodiesByStructure(page: Document, addressOf: AddressOf): Element[] {
  const bodies: Element[] = [];
  let region: Element | null = null;
  for (const place of placesIn(page, addressOf)) {
    // The header of this mail goes on, or the mail holds an address.
    if (region && contains(region, place.address)) continue;
    const found =
      unlessHidden(() => namesSender(place), false) && !isBehindText(place, bodies) ? bodyBelow(place) : null;
    // A later place may be one in the mail whose header this is.
    if (!found) break;
    bodies.push(found.body);
    region = found.region;
  }
  return bodies;
}

/** Whether the row of the address says that it is the sender: by a label, or as a mailbox. */
function namesSender({ address, around }: Place): boolean {
  const { text } = rowOf(address, around === address ? (parentOf(around) ?? around) : around);
  if (LABELS.notFrom.test(text)) return false;
  return LABELS.from.test(text) || /<[^<>]*@[^<>]*>/.test(text);
}

/** Whether links that leave the site stand before a header, outside of these bodies: the header may then stand in a mail. */
function isBehindText({ address }: Place, bodies: readonly Element[]): boolean {
  return [...address.ownerDocument.querySelectorAll("a[href]")].some(
    (link) =>
      isBehind(address, link) &&
      leavesSite(link) &&
      link.closest(FURNITURE) === null &&
      isShown(link) &&
      !bodies.some((body) => contains(body, link)),
  );
}

/** The block below a header, and the element around both; `null` if there is none, or none that is clearly the largest. */
function bodyBelow({ address, date, around }: Place): { body: Element; region: Element } | null {
  let region: Element | null = around;
  for (let climbed = 0; region && climbed < MAX_CLIMB; climbed++, region = parentOf(region)) {
    const blocks = [...allIn(region, ":scope > *")].filter(
      (block) => isBehind(block, address) && isBehind(block, date) && isPossible(block),
    );
    // A body may stand in a frame, and then the blocks beside it are none.
    if (blocks.some((block) => isMatched(block, "iframe") || allIn(block, "iframe").length > 0)) return null;
    const [body, next] = blocks.toSorted((one, other) => lengthOf(other) - lengthOf(one));
    if (!body) continue;
    const isLargest = next === undefined || lengthOf(body) > 2 * lengthOf(next);
    return isLargest && hasSubject(region, body) && changes(body, headerOf(region, body)) ? { body, region } : null;
  }
  return null;
}

function isPossible(block: Element): boolean {
  if (isMatched(block, "iframe")) return isShown(block);
  if (isMatched(block, NO_BODY) || lengthOf(block) < MIN_TEXT || isEditable(block) || !isShown(block)) return false;
  const text = textIn(block)?.trim() ?? "";
  return ![LABELS.notFrom, LABELS.date, LABELS.subject].some((label) => label.test(text));
}

/** How much text a block holds besides the texts that are there to press. */
function lengthOf(block: Element): number {
  const presses = [...allIn(block, "button,select,option,script,style")];
  return (textIn(block)?.trim().length ?? 0) - presses.reduce((sum, one) => sum + one.textContent.length, 0);
}

/** Whether a subject stands before a block: a heading, an element that is named after the subject, or a row that begins with its label. */
function hasSubject(region: Element, body: Element): boolean {
  const before = [...allIn(region, "*")].filter((element) => isBehind(body, element));
  return before.some((element) => {
    const text = textIn(element)?.trim() ?? "";
    if (text === "" || !isShown(element)) return false;
    if (unlessHidden(() => isSubject(element), false)) return true;
    return LABELS.subject.test(text) && allIn(element, ":scope > *").length <= 1;
  });
}

/** The text of a region before its body. */
function headerOf(region: Element, body: Element): string {
  const range = region.ownerDocument.createRange();
  range.setStart(region, 0);
  range.setEndBefore(body);
  return range.toString();
}

/**
 * Whether a block goes with its header: if it has said the same from one header to the next, then it is a part of the page. A webmail may
 * write either of them first.
 */
function changes(block: Element, header: string): boolean {
  const text = textIn(block) ?? "";
  const before = readings.get(block);
  if (before?.header === header) return true;
  if (before?.text === text) return false;
  readings.set(block, { header, text });
  return true;
}
