// Judges a text or a file that the user checks. It tells links and addresses, a part of a mail and a whole raw mail apart, and asks
// the modules. The background judges short texts; a worker of the page judges long ones and files (wasm/check-worker.ts).

import type { CheckAnswer } from "../protocol/requests.js";
import type { Modules } from "./modules.js";
import { type MessageVerdict, type Verdict, atLeast } from "../model/verdict.js";

/** The job of the worker: a long text, a raw mail, or a saved page. */
export type CheckJob =
  | { readonly what: "text"; readonly text: string; readonly html: string }
  | { readonly what: "mail"; readonly bytes: Uint8Array }
  | { readonly what: "page"; readonly html: string };

/** The number of lines that are judged one by one. No user pastes a longer list. */
const MOST_LINES = 200;
/** The header that is put before a text without one, so that it is read as a mail with an unknown sender. */
const PLAIN = "Content-Type: text/plain; charset=utf-8\r\n\r\n";
const HTML = "Content-Type: text/html; charset=utf-8\r\n\r\n";

/** Judges a text that was typed or pasted. `html` is the clipboard's HTML form of the same text, with its links. */
export async function checkText(modules: Modules, text: string, html = ""): Promise<CheckAnswer> {
  if (!text.trim()) return { what: "nothing" };
  if (looksLikeMail(text)) {
    const mail = await checkMail(modules, encode(text));
    if (mail.what !== "unreadable") return mail;
  }
  const lines = (await modules.judge.run((module) => module.inputs(text))).split("\n").filter(Boolean);
  const inputs = lines.slice(0, MOST_LINES);
  const verdicts = await modules.judge.run((module) => module.check(inputs, false));
  if (inputs.some((line, at) => isSentence(line, verdicts[at]))) {
    return checkMail(modules, encode(html ? HTML + html : PLAIN + text), true);
  }
  // A copied link shows one address and may lead to another.
  const copied = html ? await checkMail(modules, encode(HTML + html), true) : null;
  if (copied?.what === "message" && isLouder(copied.verdict, verdicts)) return copied;
  return {
    what: "verdicts",
    verdicts: verdicts.map((verdict, at) => ({ input: inputs[at] ?? "", verdict })),
    leftOut: lines.length - inputs.length,
  };
}

/** Whether a message is warned about, and more loudly than each of these verdicts. */
function isLouder({ warned, level }: MessageVerdict, verdicts: readonly Verdict[]): boolean {
  return warned === true && !verdicts.some((verdict) => atLeast(verdict.level, level));
}

/** Judges a raw mail (RFC 5322), a page that was saved as a mail (RFC 2557), or a part of a mail. */
export async function checkMail(
  { judge, mailReader }: Modules,
  bytes: Uint8Array,
  piece = false,
): Promise<CheckAnswer> {
  try {
    const message = await mailReader.run((module) => module.readMail(bytes));
    return { what: "message", verdict: await judge.run((module) => module.judgeMessage(message)), piece };
  } catch {
    return { what: "unreadable" };
  }
}

/** Judges an HTML page that was saved from a mail. */
export function checkPage(modules: Modules, html: string): Promise<CheckAnswer> {
  return checkMail(modules, encode(HTML + html), true);
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Four letters of a script that has no spaces between words. Fewer may be the label of a link. */
const UNSPACED = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{4}/;

/** Whether a line is a sentence: it has spaces and is neither a link nor an address, or it has such words around a link. */
function isSentence(line: string, verdict: Verdict | undefined): boolean {
  if (/\s/.test(line)) return isNeither(verdict);
  return UNSPACED.test(line) && /:\/\/|www\./i.test(line) && !/^[a-z][\w+.-]*:/i.test(line);
}

/** Whether a text is neither a link nor an address. */
function isNeither(verdict: Verdict | undefined): boolean {
  return verdict?.kind === "link" && verdict.noLink === true;
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
