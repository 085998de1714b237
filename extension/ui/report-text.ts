// The text of a report to Amazon. Links stand in it unchanged, because Amazon has to follow them. The extension never sends a
// report: the user's own mail program does, or the user copies the text.

import type { ReportFacts } from "../model/report-facts.js";
import type { Texts } from "../i18n/texts.js";
import { printable } from "./characters.js";
import { parseWeb } from "./hosts.js";
import { levelWord } from "./level-word.js";

/** The kinds of incident that the user can report. */
export const REPORT_KINDS = ["mail", "link", "call", "buyer"] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

/** The text of a report, with `\n` between its lines. The most important facts come first, because a mail program may cut the end. */
export function reportText(texts: Texts, facts: ReportFacts, what: ReportKind = "mail"): string {
  const { name, sender, subject, url, level, reasons } = facts;
  const from = name && sender ? `${name} <${sender}>` : (sender ?? name);
  // A report never says that there were no warning signs: the user reports what nobody warned about.
  const found = level === null || level === "info" ? "" : levelWord(texts, level);
  return [
    texts.text(`clicked_report_${what}`),
    "",
    line("url", url && wholeUrl(url)),
    line("sender", from && printable(from)),
    line("subject", subject && printable(subject)),
    line("when", readable(facts.when)),
    line("found", found),
    ...reasons.map((reason) => `- ${printable(reason)}`),
  ]
    .filter((text) => text !== null)
    .join("\n");

  function line(key: string, text: string | undefined): string | null {
    return text ? texts.text(`clicked_report_line_${key}`, { text }) : null;
  }
}

/** A link as a browser would open it. A text that is not a web address stays as it was written. */
function wholeUrl(text: string): string {
  return parseWeb(text)?.href ?? printable(text);
}

/** A time in UTC, so that it means the same to every reader. A text that is not a time stays as it is. */
function readable(when: string): string {
  const date = new Date(when);
  return Number.isNaN(date.getTime()) ? printable(when) : `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** The longest `mailto:` URL. Some systems cut or refuse longer ones. */
export const MAX_MAILTO = 1_800;

/** A `mailto:` URL for the user's own mail program. If the text is too long, whole lines are left out and `note` says so. */
export function mailtoFor(
  address: string,
  subject: string,
  text: string,
  note: string,
): { readonly href: string; readonly cut: boolean } {
  const href = (body: string): string => `mailto:${address}?subject=${encoded(subject)}&body=${encoded(body)}`;
  const whole = href(text);
  if (whole.length <= MAX_MAILTO) return { href: whole, cut: false };
  const lines = text.split("\n");
  for (let kept = lines.length - 1; kept > 0; kept -= 1) {
    const shorter = href([...lines.slice(0, kept), "", note].join("\n"));
    if (shorter.length <= MAX_MAILTO) return { href: shorter, cut: true };
  }
  return { href: href(note), cut: true };
}

/** Line breaks in a mail are CRLF (RFC 6068, section 5). A lone surrogate cannot be encoded, so it is replaced. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd").replace(/\r?\n/g, "\r\n"));
}
