// The words of the levels. Every place that names a level takes its word from here, so that the same thing has the same word
// everywhere: ok, caution and danger have one word each, and info has none of its own.

import type { Texts } from "../i18n/texts.js";
import type { Level, MessageVerdict, Verdict } from "../model/verdict.js";

/** The thing that a word is about: a link or an address, a whole message, or a level without either. */
export type Judged = Level | Verdict | MessageVerdict;

/** Returns the level of a thing. */
export function levelIn(judged: Judged): Level {
  return typeof judged === "string" ? judged : judged.level;
}

/**
 * Returns the word for a level. At info, a link or an address is named by its class ("Someone else"), and a message by what was
 * found in it, which is never a promise.
 */
export function levelWord(texts: Texts, judged: Judged): string {
  const level = levelIn(judged);
  if (level !== "info" || typeof judged === "string") return texts.text(`level_${level}`);
  return "kind" in judged ? classWord(texts, judged) : texts.text(quietKey(judged));
}

/** The key of the word for a message without a warning. */
function quietKey(message: MessageVerdict): string {
  if (message.partly) return "level_partly";
  return isCheckable(message) ? "level_info" : "level_nothing";
}

/** Returns the class of a verdict in words. */
export function classWord(texts: Texts, verdict: Pick<Verdict, "kind" | "class">): string {
  return texts.text(classKey(verdict));
}

/** Returns the key of a class. */
export function classKey({ kind, class: name }: Pick<Verdict, "kind" | "class">): string {
  return `${kind === "sender" ? "class_sender_" : "class_"}${name.replaceAll("-", "_")}`;
}

/** Returns the class that stands beside the level's word, or `null` at info, where the class is the word. */
export function classBeside(texts: Texts, verdict: Verdict): string | null {
  return verdict.level === "info" ? null : classWord(texts, verdict);
}

/** Whether a message, or one attached to it, has anything with a verdict. */
export function isCheckable(message: MessageVerdict): boolean {
  return checkedIn(message).length > 0 || (message.attached ?? []).some(isCheckable);
}

/** The senders and links of a message that have a verdict. */
export function checkedIn({ sender, replyTo, links }: MessageVerdict): Verdict[] {
  const senders = [sender, ...(replyTo ? [replyTo] : [])].filter(({ address }) => address !== null);
  return [...senders, ...links.filter((link) => link.kind === "sender" || link.noLink !== true)];
}
