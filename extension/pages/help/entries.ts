// What the help works out without a page: where a reason stands in a verdict, and which texts fit a search.

import { searchable } from "../../model/search.js";
import type { MessageVerdict, Reason, ReasonCode, Verdict } from "../../model/verdict.js";

/** What came out for an example. */
export type Found = Verdict | MessageVerdict;

/** The reason with this code, wherever in the verdict it stands; nothing where it is not there. */
export function reasonIn(verdict: Found, code: ReasonCode): Reason | undefined {
  return reasonsIn(verdict).find((reason) => reason.code === code);
}

function reasonsIn(verdict: Found): readonly Reason[] {
  if (!("sender" in verdict)) return verdict.reasons;
  const { findings, sender, replyTo, links } = verdict;
  return [...findings, ...sender.reasons, ...(replyTo?.reasons ?? []), ...links.flatMap(({ reasons }) => reasons)];
}

/** Whether a text contains every word that is asked for, however either is written. */
export function fits(text: string, asked: string): boolean {
  const searched = searchable(text);
  return searchable(asked)
    .split(/\s+/)
    .every((word) => searched.includes(word));
}
