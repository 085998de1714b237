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

/** The texts that a search finds, by their places in the list. */
export interface Hits {
  readonly places: ReadonlySet<number>;
  /** Whether these texts only come closest, because none has every word of the search. */
  readonly closest: boolean;
}

/** The weight from which a text comes close: it shares a word with the search that few other texts have. */
const CLOSE = 0.2;
/** The share of the largest weight from which a text comes about as close. */
const ABOUT_AS_CLOSE = 0.6;

/** Finds the texts with every word of a search; if there are none, those that share its rarest words, as in a whole question. */
export function search(texts: readonly string[], asked: string): Hits {
  const whole = placesOf(texts, (text) => fits(text, asked));
  if (whole.size > 0) return { places: whole, closest: false };
  const searched = texts.map(searchable);
  const weights = new Map<number, number>();
  for (const piece of piecesOf(asked)) {
    const places = placesOf(searched, (text) => text.includes(piece));
    for (const place of places) weights.set(place, (weights.get(place) ?? 0) + 1 / places.size);
  }
  const best = Math.max(0, ...weights.values());
  const isClose = (_: string, place: number): boolean => (weights.get(place) ?? 0) >= best * ABOUT_AS_CLOSE;
  return { places: best < CLOSE ? new Set() : placesOf(texts, isClose), closest: true };
}

function placesOf(texts: readonly string[], isOne: (text: string, place: number) => boolean): Set<number> {
  return new Set(texts.flatMap((text, place) => (isOne(text, place) ? [place] : [])));
}

/** The words of a question without the shortest. Chinese and Japanese set no spaces, so each pair of characters is a word there. */
function piecesOf(asked: string): string[] {
  const words =
    searchable(asked).match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+|[\p{L}\p{N}]{3,}/gu) ?? [];
  return words.flatMap((word) =>
    /^[a-z0-9]/.test(word) || word.length < 3
      ? [word]
      : Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2)),
  );
}
