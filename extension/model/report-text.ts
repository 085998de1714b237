// The report to Amazon: what is known about a fake, and the text made of it. Links stand in it as they are, because Amazon
// has to follow them. Nothing is sent by us: the text goes to the user's own mail program, or is copied.

import type { Texts } from "../i18n/texts.js";
import { printable } from "../ui/characters.js";
import { parseWeb } from "../ui/hosts.js";
import type { Level } from "./verdict.js";

/** What speaks against a link, a sender or a mail. */
export interface Evidence {
  readonly url?: string;
  readonly sender?: string;
  /** The name the sender gave himself. */
  readonly name?: string;
  readonly subject?: string;
  /** When it was seen, as `Date.toISOString` writes it. */
  readonly when: string;
  /** Null where nothing was judged. */
  readonly level: Level | null;
  /** The reasons as sentences, in the user's language. */
  readonly reasons: readonly string[];
}

/** What may be reported. */
export const REPORTED = ["mail", "link", "call", "buyer"] as const;
export type Reported = (typeof REPORTED)[number];

/** The text of a report, its lines divided by `\n`. What counts most comes first, since a mail program may cut it. */
export function reportText(texts: Texts, evidence: Evidence, what: Reported = "mail"): string {
  const { name, sender, subject, url, level, reasons } = evidence;
  const from = name && sender ? `${name} <${sender}>` : (sender ?? name);
  const found = level === null ? "" : texts.text(`level_${level}`);
  return [
    texts.text(`clicked_report_${what}`),
    "",
    line("url", url && wholeUrl(url)),
    line("sender", from && printable(from)),
    line("subject", subject && printable(subject)),
    line("when", readable(evidence.when)),
    line("found", found),
    ...reasons.map((reason) => `- ${printable(reason)}`),
  ]
    .filter((text) => text !== null)
    .join("\n");

  function line(key: string, text: string | undefined): string | null {
    return text ? texts.text(`clicked_report_line_${key}`, { text }) : null;
  }
}

/** A link as a browser would go; what is no web address stays as it was written. */
function wholeUrl(text: string): string {
  return parseWeb(text)?.href ?? printable(text);
}

/** A time that means the same to whoever reads it; what is none stays as it is. */
function readable(when: string): string {
  const date = new Date(when);
  return Number.isNaN(date.getTime()) ? printable(when) : `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** Mail programs are handed an address; longer ones than this are cut, or refused, by some systems. */
export const MOST_MAILTO = 1_800;

/** A mail to open in the user's own program. Where the text is too long, whole lines are left out and `note` says so. */
export function mailtoFor(
  address: string,
  subject: string,
  text: string,
  note: string,
): { readonly href: string; readonly cut: boolean } {
  const href = (body: string): string => `mailto:${address}?subject=${encoded(subject)}&body=${encoded(body)}`;
  const whole = href(text);
  if (whole.length <= MOST_MAILTO) return { href: whole, cut: false };
  const lines = text.split("\n");
  for (let kept = lines.length - 1; kept > 0; kept -= 1) {
    const shorter = href([...lines.slice(0, kept), "", note].join("\n"));
    if (shorter.length <= MOST_MAILTO) return { href: shorter, cut: true };
  }
  return { href: href(note), cut: true };
}

/** Line breaks in a mail are CRLF (RFC 6068, section 5); half a surrogate pair cannot be encoded. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd").replace(/\r?\n/g, "\r\n"));
}
