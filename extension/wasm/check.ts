// What somebody asks about, judged: tells links and addresses, a piece of a mail and a whole raw mail apart, and asks the modules
// that know. Short texts are judged in the background, long ones and files in a worker of the page (wasm/check-worker.ts).

import type { CheckAnswer } from "../protocol/requests.js";
import type { Modules } from "./modules.js";
import { type Level, type Verdict, atLeast } from "../model/verdict.js";

/** More lines than this are no list somebody pasted to check. */
const MOST_LINES = 200;
/** Above a text that is no raw mail; what is missing of a header is unknown. */
const PLAIN = "Content-Type: text/plain; charset=utf-8\r\n\r\n";
const HTML = "Content-Type: text/html; charset=utf-8\r\n\r\n";

/** Judges a text that was typed or pasted; `html` is the same as the clipboard also had it, with its links. */
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
  // What was copied shows one address and may lead to another.
  const copied = html ? await checkMail(modules, encode(HTML + html), true) : null;
  if (copied?.what === "message" && isLouder(copied.verdict.level, verdicts)) return copied;
  return {
    what: "verdicts",
    verdicts: verdicts.map((verdict, at) => ({ input: inputs[at] ?? "", verdict })),
    leftOut: lines.length - inputs.length,
  };
}

/** Whether a level warns, and of more than these verdicts do. */
function isLouder(level: Level, verdicts: readonly Verdict[]): boolean {
  return atLeast(level, "caution") && !verdicts.some((verdict) => atLeast(verdict.level, level));
}

/** Judges a raw mail (RFC 5322), a page saved as one (RFC 2557), or a piece of one. */
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

/** Judges a page that was saved from a mail. */
export function checkPage(modules: Modules, html: string): Promise<CheckAnswer> {
  return checkMail(modules, encode(HTML + html), true);
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Words of a script that writes no spaces between them: more than stand before a link to say what it is. */
const UNSPACED = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{4}/;

/** Only sentences have spaces in them and are no link and no address, or have words of such a script around a link. */
function isSentence(line: string, verdict: Verdict | undefined): boolean {
  if (/\s/.test(line)) return isNeither(verdict);
  return UNSPACED.test(line) && /:\/\/|www\./i.test(line) && !/^[a-z][\w+.-]*:/i.test(line);
}

function isNeither(verdict: Verdict | undefined): boolean {
  return verdict?.reasons.some(({ code }) => code === "not-a-link") ?? false;
}

/** A raw mail begins with header lines, one of them saying whom it is from or what it is about; a quoted one stands below a line. */
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
