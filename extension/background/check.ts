// The popup's field: tells a raw mail from links and addresses, and asks the module that knows.

import type { CheckAnswer } from "../shared/messages.js";
import { judge, mailReader } from "./judge.js";

/** More lines than this are no list somebody pasted to check. */
const MOST_LINES = 200;

/** Judges what was pasted. */
export async function check(text: string): Promise<CheckAnswer> {
  if (!text.trim()) return { what: "nothing" };
  if (looksLikeMail(text)) {
    try {
      const bytes = new TextEncoder().encode(text);
      const message = await mailReader.run((module) => module.readMail(bytes));
      return { what: "message", verdict: await judge.run((module) => module.judgeMessage(message)) };
    } catch (error) {
      return { what: "unreadable", error: error instanceof Error ? error.message : String(error) };
    }
  }
  const inputs = text.split("\n").map((line) => line.trim()).filter(Boolean).slice(0, MOST_LINES);
  const verdicts = await judge.run((module) => module.check(inputs, false));
  return { what: "verdicts", verdicts: verdicts.map((verdict, at) => ({ input: inputs[at] ?? "", verdict })) };
}

/** A raw mail begins with header lines, one of them saying whom it is from or what it is about. */
function looksLikeMail(text: string): boolean {
  const head = text.trimStart().slice(0, 20_000).split(/\r?\n\r?\n/, 1)[0] ?? "";
  const headers = head.split(/\r?\n/).filter((line) => /^[A-Za-z][A-Za-z0-9-]*:/.test(line));
  return headers.length >= 2 && headers.some((line) => /^(from|subject|received|return-path|delivered-to|mime-version):/i.test(line));
}
