// Reads one row of a header and decides which address in it is the sender's. A display name may be anything: an address, a
// whole mailbox, words that look like a label. So an address counts only where the page, and not a sender, decided its place.

import type { Mailbox } from "../../model/verdict.js";
import { styleOf } from "../dom.js";
import { addressesIn, decoded, lastAddress, mailbox, nameBefore, shownText, viaIn } from "./adapter.js";
import { LABELS } from "./labels.js";

/** Selects the subject and other headings. Their texts are the sender's writing, so they never name the sender. */
const SUBJECT = [
  "h1,h2",
  ...["class", "id", "data-testid", "data-test-id"].map((name) => `[${name}*="subject" i]`),
  '[role="heading"]:not([aria-level="3"],[aria-level="4"],[aria-level="5"],[aria-level="6"])',
].join(",");
/** Selects lesser headings. Some pages put the sender into one, others the subject. */
const LESSER_HEADING = "h3,h4,h5,h6,[role=heading]";

/** Attributes that a page fills with an address and nothing else. */
const KEPT = ["email", "data-email", "data-hovercard-id", "fromaddr"] as const;
/** Attributes that may repeat a name as well. */
const HINTS = ["e", "title", "aria-label"] as const;

/** A longer text is no row. A name that makes a row too long hides the text behind it. */
const LONGEST = 2_000;

/** A line of a header. */
export interface HeaderRow {
  readonly element: Element;
  /** Its text without subjects, up to the recipients. */
  readonly text: string;
  /**
   * The sender, if the row names one. It has no address if the row shows several, and an uncertain one if the address may be a
   * name.
   */
  readonly mailbox: Mailbox;
  /** The page keeps the address in an attribute of its own. */
  readonly isKept: boolean;
  /** An attribute names the sender behind a label. */
  readonly isToldFrom: boolean;
  /** Its label stands in an element of its own, so the page wrote it. Otherwise it may be the beginning of a name. */
  readonly hasOwnLabel: boolean;
  /** Label, name and address stand in one text. */
  readonly isOneText: boolean;
}

/** Whether an element is a subject or heading, or a part of one. */
export function isSubject(element: Element): boolean {
  const subject = element.closest(SUBJECT);
  // Some pages keep the sender in a box that is named after the subject.
  return subject !== null && keptIn(subject).length === 0;
}

/** Whether an element stands in a lesser heading. */
export function isInHeading(element: Element): boolean {
  return element.closest(LESSER_HEADING) !== null;
}

/** The row an element stands in. */
export function rowOf(element: Element, region: Element): HeaderRow {
  const row = lineAround(element, region);
  const parts = partsOf(row, element);
  const text = parts.texts
    .map(({ text }) => text)
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();
  return {
    element: row,
    text,
    mailbox: text.length > LONGEST ? { name: text } : senderIn(text, parts),
    isKept: parts.kept.length > 0,
    isToldFrom: parts.hints.some(({ text }) => LABELS.from.test(text) && text.includes("@")),
    hasOwnLabel: isLabel(parts.texts[0]?.text ?? ""),
    isOneText: parts.texts.length === 1 && LABELS.from.test(text) && hasNameAndAddress(text.replace(LABELS.from, "")),
  };
}

/** The text of the row an element stands in. */
export function rowText(element: Element, region: Element): string {
  return rowOf(element, region).text;
}

/** The line that an element stands on: the box that lays out the line, or a row that is made of boxes. */
function lineAround(element: Element, region: Element): Element {
  let line = element;
  for (
    let around = line.parentElement;
    around && around !== region && isOnOneLine(line, around);
    around = line.parentElement
  )
    line = around;
  return line;
}

function isOnOneLine(inner: Element, around: Element): boolean {
  const { display } = styleOf(inner) ?? {};
  if (display === undefined || /^(?:inline|contents|ruby|none)/.test(display)) return true;
  const outer = styleOf(around);
  if (!outer) return false;
  if (display === "table-cell") return outer.display === "table-row";
  // A term and its description make one row of a list.
  if (inner.matches("dt,dd")) return around.matches("div");
  return outer.display.endsWith("flex") && outer.flexDirection.startsWith("row");
}

/** A text node of a row. */
interface Text {
  readonly text: string;
  /** What the element around it is named as. */
  readonly kind: "name" | "address" | "date" | "text";
}

/** A text of an attribute that may hold an address, with the text that its element shows. */
interface Hint {
  readonly text: string;
  readonly shown: string;
}

interface Parts {
  readonly texts: readonly Text[];
  /** Addresses that the page keeps in dedicated attributes. */
  readonly kept: readonly string[];
  /** Texts of attributes that may hold an address. */
  readonly hints: readonly Hint[];
}

/** The parts of the row around an element, in order, up to the beginning of the recipients, without headings. */
function partsOf(row: Element, element: Element): Parts {
  const texts: Text[] = [];
  const kept: string[] = [];
  const hints: Hint[] = [];
  const isHeading = (inner: Element): boolean =>
    isSubject(inner) || (inner.matches(LESSER_HEADING) && !inner.contains(element));
  const walker = row.ownerDocument.createTreeWalker(row, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node !== row && node.nodeType === Node.ELEMENT_NODE && isHeading(node as Element)
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  for (let node: Node | null = row; node; node = walker.nextNode()) {
    if (node.nodeType === Node.ELEMENT_NODE) {
      const inner = node as Element;
      kept.push(...keptBy(inner));
      const told = HINTS.flatMap((name) => inner.getAttribute(name)?.trim() || []);
      hints.push(...told.map((text) => ({ text, shown: shownText(inner) })));
      continue;
    }
    const text = node.nodeValue?.replace(/\s+/g, " ").trim() ?? "";
    if (text === "") continue;
    if (texts.length > 0 && beginsRecipients(node, text)) break;
    texts.push({ text, kind: node.parentElement === null ? "text" : kindOf(node.parentElement) });
  }
  return { texts, kept, hints };
}

/**
 * Whether a text of a row begins the recipients: a label by itself or with its colon, or a label before an address. The same word
 * inside a sentence is no label.
 */
function beginsRecipients(node: Node, text: string): boolean {
  const label = LABELS.recipients.exec(text)?.[0];
  if (label === undefined) return false;
  const behind = text.slice(label.length).trim();
  if (behind === "") return !isInSentence(node);
  return /^[:：]/.test(behind) || addressesIn(behind).length > 0;
}

/** Whether texts stand directly before and behind the element around a text, as around a word that is set in bold. */
function isInSentence(node: Node): boolean {
  const { previousSibling, nextSibling } = node.parentElement ?? node;
  return [previousSibling, nextSibling].every(
    (beside) => beside?.nodeType === Node.TEXT_NODE && (beside.nodeValue ?? "").trim() !== "",
  );
}

/** What the attributes of an element say that it holds. */
function kindOf(element: Element): Text["kind"] {
  const words = ["class", "id", "data-testid", "data-test-id", "itemprop"].flatMap(
    (name) => element.getAttribute(name)?.split(/\s+/) ?? [],
  );
  if (words.some((word) => /(?:e-?mail|addr(?:ess)?)$/i.test(word))) return "address";
  const said = words.join(" ");
  if (/mail|addr/i.test(said)) return "text";
  if (/name|nick|display/i.test(said)) return "name";
  return /date|time/i.test(said) || element.matches("time") ? "date" : "text";
}

function keptIn(region: Element): string[] {
  return [region, ...region.querySelectorAll("*")].flatMap(keptBy);
}

/** The addresses that an element keeps: an attribute that is nothing but an address, or the address of a `mailto:` link. */
function keptBy(element: Element): string[] {
  const values = KEPT.map((name) => element.getAttribute(name) ?? "");
  const [, mailto = ""] = /^mailto:([^?]*)/i.exec(element.getAttribute("href")?.trim() ?? "") ?? [];
  return [...values, decoded(mailto)].map((value) => value.trim()).filter((value) => bareAddress(value) === value);
}

/** The address that a text consists of, alone or in brackets; `null` if there is more in the text. */
function bareAddress(text: string): string | null {
  const [address, another] = addressesIn(text);
  if (address === undefined || another !== undefined) return null;
  return text.replace(address, "").replace(/[<>()\[\]（）,;:：\s]/g, "") === "" ? address : null;
}

/**
 * The sender that a row names. Every other address in the row stays part of the name, so that Rust judges the contradiction and
 * this file does not decide it.
 */
function senderIn(text: string, parts: Parts): Mailbox {
  const own = isLabel(text) ? "" : text.replace(LABELS.from, "").trim();
  const named = addressNamed(own, parts);
  if (named === null) return mailbox(null, own);
  const { address, isCertain } = named;
  const name = nameBefore(own, address);
  const others = [...parts.kept, ...parts.hints.flatMap(({ text }) => addressesIn(text))].filter(
    (other) => !same(other, address) && !has(name, other),
  );
  const behind = own.slice(own.toLowerCase().lastIndexOf(address.toLowerCase()) + address.length);
  const via = viaIn(behind);
  // Some pages show the name behind its address.
  const last =
    name === "" || (via === null && addressesIn(behind).length > 0) ? behind.replace(/^[>)）\s]+/, "").trim() : "";
  const whole = [name, last, ...new Set(others.filter((other) => !has(last, other)))].filter((part) => part !== "");
  return { ...mailbox(address, whole.join(" "), via), ...(isCertain ? {} : { uncertain: true }) };
}

/** An address that a row names. */
interface Named {
  readonly address: string;
  /** The page itself put an address there. Otherwise the text may be a name. */
  readonly isCertain: boolean;
}

/** The address of the sender; `null` if the row names several with the same right. */
function addressNamed(own: string, { texts, kept, hints }: Parts): Named | null {
  const keptOnes = distinct(kept);
  if (keptOnes.length > 0) return certainly(only(keptOnes));
  const shown = addressShown(own, texts);
  // An attribute that only repeats a text adds nothing.
  const told = hints
    .filter((hint) => !repeats(hint, texts))
    .map((hint) => ({ hint, addresses: addressTold(hint.text) }));
  const addresses = distinct(told.flatMap(({ addresses }) => addresses));
  if (addresses.length === 0) return shown;
  const address = only(addresses);
  if (address === null) return null;
  const isCertain = told.some(({ hint, addresses }) => addresses.length > 0 && !isAbbreviated(hint));
  if (shown !== null && same(address, shown.address)) return { address, isCertain: isCertain || shown.isCertain };
  // All text beside it may be the name, unless an address is shown in an element of its own.
  return addressesIn(own).length > 0 && texts.some(({ text }) => bareAddress(text) !== null)
    ? null
    : { address, isCertain };
}

/** Whether an attribute says what the row shows as well. A label before it does not matter. */
function repeats({ text, shown }: Hint, texts: readonly Text[]): boolean {
  const said = text.replace(LABELS.from, "").trim();
  return shown.includes(said) || texts.some((one) => one.text === text || one.text === said);
}

/** Whether an element may show a short form of what its attribute says: nothing, initials, the beginning, or a local part. */
function isAbbreviated({ text, shown }: Hint): boolean {
  const said = text.replace(LABELS.from, "").trim().toLowerCase();
  const start = shown.toLowerCase().replace(/(?:…|\.{3})$/, "");
  const isCut = start.length < shown.length && [said, text.toLowerCase()].some((whole) => whole.startsWith(start));
  return [...start].length <= 2 || isCut || said.split("@")[0] === start;
}

/** The address that the text of a row names. */
function addressShown(own: string, texts: readonly Text[]): Named | null {
  const all = distinct(addressesIn(own));
  const holding = texts.filter(({ text }) => addressesIn(text).length > 0);
  if (all.length <= 1) {
    const address = holding.every(({ kind }) => kind === "name") ? null : only(all);
    return address === null ? null : { address, isCertain: holding.some((text) => isPlaceOfAddress(text, texts)) };
  }
  const alone = texts.filter(({ text, kind }) => kind !== "name" && bareAddress(text) !== null);
  const addresses = distinct(alone.flatMap(({ text }) => bareAddress(text) ?? []));
  const isCertain = [...alone, ...holding].some((text) => isPlaceOfAddress(text, texts));
  const [address = null] = addresses.length === 1 ? addresses : [];
  if (address !== null) return { address, isCertain };
  // "name <address>": the name may be an address, but not one in brackets of its own.
  const inBrackets = alone.filter(({ text }) => /^[<(（]/.test(text));
  const last = inBrackets.length > 1 ? null : endOfMailbox(own);
  return last === null ? null : { address: last, isCertain };
}

/**
 * Whether a page shows an address where a text with an address stands, and not a name. A page that shows only names shows an
 * address there if the sender calls himself so. So the element must be named after addresses, or the row must show the name as
 * well; and a text that holds both must stand behind a label.
 */
function isPlaceOfAddress(text: Text, texts: readonly Text[]): boolean {
  if (text.kind === "address" || texts.some((other) => other !== text && other.kind === "name")) return true;
  const before = texts.slice(0, texts.indexOf(text));
  if (bareAddress(text.text) !== null) return before.some(mayBeName);
  return before.length > 0 && before.every(({ text }) => isLabel(text));
}

/** Whether a text in a row may be the sender's name. Labels, dates, initials and addresses are none. */
function mayBeName({ text, kind }: Text): boolean {
  const isInitials = /^(?:\p{L}|[^\P{L}\p{scx=Han}]{2})$/u.test(text);
  return kind !== "date" && !isLabel(text) && !isInitials && /\p{L}/u.test(text) && !/[\d@]/.test(text);
}

/** Whether a text is a label and nothing else. */
function isLabel(text: string): boolean {
  return `${text} `.replace(LABELS.notFrom, "").replace(LABELS.from, "").trim() === "";
}

/** The address that an attribute names: "name <address>", or the address alone. */
function addressTold(hint: string): string[] {
  const text = hint.replace(LABELS.from, "").trim();
  return [endOfMailbox(text) ?? bareAddress(text) ?? []].flat();
}

function certainly(address: string | null): Named | null {
  return address === null ? null : { address, isCertain: true };
}

function only(addresses: readonly string[]): string | null {
  return addresses.length === 1 ? (addresses[0] ?? null) : null;
}

/**
 * The address at the end of a text that is a mailbox as headers write it. A text behind it may name the domain that sent it.
 */
function endOfMailbox(text: string): string | null {
  const [, address = null, behind = ""] = /[<(（]([^<>()（）]*@[^<>()（）]*)[>)）]([^<>]*)$/.exec(text) ?? [];
  return address !== null && (!behind.includes("@") || viaIn(behind) !== null) ? lastAddress(address) : null;
}

/** Whether a text is a name with an address behind it. */
function hasNameAndAddress(text: string): boolean {
  const address = endOfMailbox(text);
  return address !== null && nameBefore(text, address) !== "";
}

function distinct(addresses: readonly string[]): string[] {
  return addresses.filter((address, at) => addresses.findIndex((other) => same(other, address)) === at);
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function has(text: string, address: string): boolean {
  return text.toLowerCase().includes(address.toLowerCase());
}
