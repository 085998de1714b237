// Judges a text or a file that the user checks. It tells links and addresses, a part of a mail and a whole raw mail apart, and asks
// the module that reads them. The background judges short texts; a worker of the page judges long ones and files (wasm/check-worker.ts).

import type { CheckAnswer } from "../protocol/requests.js";
import type { Modules } from "./modules.js";

/** The job of the worker: a long text, a raw mail, or a saved page. */
export type CheckJob =
  | { readonly what: "text"; readonly text: string; readonly html: string }
  | { readonly what: "mail"; readonly bytes: Uint8Array }
  | { readonly what: "page"; readonly html: string };

/** The header that is put before a page without one, so that it is read as a mail with an unknown sender. */
const HTML = "Content-Type: text/html; charset=utf-8\r\n\r\n";

/**
 * Judges a text that was typed or pasted: each link and address in it, and the text as a message. `html` is the clipboard's HTML form
 * of the same text, with its links. The links of `gateways`, the company's mail gateways, are judged by the address inside them.
 */
export async function checkText(
  reader: Modules["reader"],
  text: string,
  html = "",
  gateways: readonly string[] = [],
): Promise<CheckAnswer> {
  if (!text.trim()) return { what: "nothing" };
  if (looksLikeMail(text)) {
    const mail = await checkMail(reader, encode(text), gateways);
    if (mail.what !== "unreadable") return mail;
  }
  return { what: "verdicts", ...(await reader.run((module) => module.readPasted(text, html, [...gateways]))) };
}

/** Judges a raw mail (RFC 5322), a page that was saved as a mail (RFC 2557), or a part of a mail. */
export async function checkMail(
  reader: Modules["reader"],
  bytes: Uint8Array,
  gateways: readonly string[] = [],
  piece = false,
): Promise<CheckAnswer> {
  try {
    const verdict = await reader.run((module) => module.checkMail(bytes, [...gateways]));
    return { what: "message", verdict, piece };
  } catch {
    return { what: "unreadable" };
  }
}

/** Judges an HTML page that was saved from a mail. */
export function checkPage(
  reader: Modules["reader"],
  html: string,
  gateways: readonly string[] = [],
): Promise<CheckAnswer> {
  return checkMail(reader, encode(HTML + html), gateways, true);
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Whether a text begins with the header lines of a raw mail. At least two are needed, one of them a field that mails have. */
export function looksLikeMail(text: string): boolean {
  if (!/^\s*(?:From |[A-Za-z][A-Za-z0-9-]*:)/.test(text)) return false;
  const head =
    text
      .trimStart()
      .slice(0, 20_000)
      .split(/\r?\n\r?\n/, 1)[0] ?? "";
  const headers = head.split(/\r?\n/).filter((line) => /^[A-Za-z][A-Za-z0-9-]*:/.test(line));
  return (
    headers.length >= 2 &&
    headers.some((line) => /^(from|subject|received|return-path|delivered-to|mime-version):/i.test(line))
  );
}
