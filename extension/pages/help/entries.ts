// The parts of the help that need no page: finding a reason in a verdict, and searching texts.

import { searchable } from "../../model/search.js";
import type { MessageVerdict, Reason, ReasonCode, Verdict } from "../../model/verdict.js";

/** The verdict on an example. */
export type Found = Verdict | MessageVerdict;

/** The reason with this code, anywhere in the verdict; undefined if it is not there. */
export function reasonIn(verdict: Found, code: ReasonCode): Reason | undefined {
  return reasonsIn(verdict).find((reason) => reason.code === code);
}

function reasonsIn(verdict: Found): readonly Reason[] {
  if (!("sender" in verdict)) return verdict.reasons;
  const { findings, sender, replyTo, links } = verdict;
  return [...findings, ...sender.reasons, ...(replyTo?.reasons ?? []), ...links.flatMap(({ reasons }) => reasons)];
}

/** Whether a text contains every word of a search, regardless of spelling differences. */
export function fits(text: string, asked: string): boolean {
  const searched = searchable(text);
  return searchable(asked)
    .split(/\s+/)
    .every((word) => searched.includes(word));
}
