// Reads one row of a header and decides which address in it is the sender's. A display name may be anything: an address, a
// whole mailbox, words that look like a label. So an address counts only where the page, and not a sender, decided its place.

import type { Mailbox } from "../../model/verdict.js";
import { styleOf } from "../dom.js";
import { addressesIn, decoded, lastAddress, mailbox, nameBefore, viaIn } from "./adapter.js";
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
  /** The sender, if the row names one; without an address if it is not certain which address that is. */
  readonly mailbox: Mailbox;
  /** The page keeps the address in an attribute of its own. */
  readonly isKept: boolean;
  /** An attribute names the sender behind a label. */
  readonly isToldFrom: boolean;
  /** Its label stands in an element of its own, so the page wrote it. Otherwise it may be the beginning of a name. */
  readonly hasOwnLabel: boolean;
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
  const parts = partsOf(row);
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
    isToldFrom: parts.hints.some((hint) => LABELS.from.test(hint) && hint.includes("@")),
    hasOwnLabel: `${parts.texts[0]?.text ?? ""} `.replace(LABELS.notFrom, "").replace(LABELS.from, "").trim() === "",
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
  /** The element around it is named as a name. */
  readonly isName: boolean;
}

interface Parts {
  readonly texts: readonly Text[];
  /** Addresses that the page keeps in dedicated attributes. */
  readonly kept: readonly string[];
  /** Texts of attributes that may hold an address. */
  readonly hints: readonly string[];
}

/** The parts of a row in order, up to the beginning of the recipients. */
function partsOf(row: Element): Parts {
  const texts: Text[] = [];
  const kept: string[] = [];
  const hints: string[] = [];
  const walker = row.ownerDocument.createTreeWalker(row, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node !== row && node.nodeType === Node.ELEMENT_NODE && isSubject(node as Element)
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  for (let node: Node | null = row; node; node = walker.nextNode()) {
    if (node.nodeType === Node.ELEMENT_NODE) {
      kept.push(...keptBy(node as Element));
      hints.push(...HINTS.flatMap((name) => (node as Element).getAttribute(name) ?? []));
      continue;
    }
    const text = node.nodeValue?.replace(/\s+/g, " ").trim() ?? "";
    if (text === "") continue;
    if (texts.length > 0 && LABELS.recipients.test(text)) break;
    texts.push({ text, isName: node.parentElement !== null && saysName(node.parentElement) });
  }
  return { texts, kept, hints };
}

/** Whether the attributes of an element say that it holds a name, and not an address. */
function saysName(element: Element): boolean {
  const said = ["class", "id", "data-testid", "data-test-id", "itemprop"]
    .map((name) => element.getAttribute(name) ?? "")
    .join(" ");
  return /name|nick|display/i.test(said) && !/mail|addr/i.test(said);
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
  const own = text.replace(LABELS.from, "").trim();
  const address = certainAddress(own, parts);
  if (address === null) return mailbox(null, own);
  const name = nameBefore(own, address);
  const others = [...parts.kept, ...parts.hints.flatMap(addressesIn)].filter(
    (other) => !same(other, address) && !has(name, other),
  );
  const behind = own.slice(own.toLowerCase().lastIndexOf(address.toLowerCase()) + address.length);
  const via = viaIn(behind);
  // Some pages show the name behind its address.
  const last =
    name === "" || (via === null && addressesIn(behind).length > 0) ? behind.replace(/^[>)）\s]+/, "").trim() : "";
  const whole = [name, last, ...new Set(others.filter((other) => !has(last, other)))].filter((part) => part !== "");
  return mailbox(address, whole.join(" "), via);
}

/** The address of a row that cannot be a name; `null` if it is not certain which address that is. */
function certainAddress(own: string, { texts, kept, hints }: Parts): string | null {
  const keptOnes = distinct(kept);
  if (keptOnes.length > 0) return only(keptOnes);
  const shown = addressShown(own, texts);
  // An attribute that only repeats a text adds nothing.
  const told = distinct(hints.filter((hint) => !texts.some(({ text }) => text === hint.trim())).flatMap(addressTold));
  if (told.length === 0) return shown;
  const one = only(told);
  if (one === null || addressesIn(own).length === 0 || (shown !== null && same(one, shown))) return one;
  // All text beside it may be the name, unless an address is shown in an element of its own.
  return texts.some(({ text }) => bareAddress(text) !== null) ? null : one;
}

/** The address that the text of a row names. */
function addressShown(own: string, texts: readonly Text[]): string | null {
  const all = distinct(addressesIn(own));
  const holding = texts.filter(({ text }) => addressesIn(text).length > 0);
  if (all.length <= 1) return holding.every(({ isName }) => isName) ? null : only(all);
  const alone = texts.filter(({ text, isName }) => !isName && bareAddress(text) !== null);
  const addresses = distinct(alone.flatMap(({ text }) => bareAddress(text) ?? []));
  if (addresses.length === 1) return only(addresses);
  // "name <address>": the name may be an address, but not one in brackets of its own.
  const inBrackets = alone.filter(({ text }) => /^[<(（]/.test(text));
  return inBrackets.length > 1 ? null : endOfMailbox(own);
}

/** The address that an attribute names: "name <address>", or the address alone. */
function addressTold(hint: string): string[] {
  const text = hint.replace(LABELS.from, "").trim();
  return [endOfMailbox(text) ?? bareAddress(text) ?? []].flat();
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

function distinct(addresses: readonly string[]): string[] {
  return addresses.filter((address, at) => addresses.findIndex((other) => same(other, address)) === at);
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function has(text: string, address: string): boolean {
  return text.toLowerCase().includes(address.toLowerCase());
}
