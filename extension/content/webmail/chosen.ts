// The elements of a page in which the user said that mails stand. The settings have one selector for each site (`ChosenBody`).

import type { ChosenBody } from "../../model/settings.js";
import { allInPage, bodyOf, isMatched } from "../dom.js";

let selector: string | null = null;

/** Takes over what the user chose on this site; returns whether that is a change. */
export function setChosenBodies(chosen: readonly ChosenBody[], origin: string): boolean {
  const before = selector;
  selector = chosen.find((one) => one.origin === origin)?.selector ?? null;
  return selector !== before;
}

/** The elements of a page that the user chose. A whole page is none of them, because its header would be part of the mail. */
export function chosenIn(page: Document): Element[] {
  if (selector === null) return [];
  try {
    return [...allInPage(page, selector)].filter((element) => element !== bodyOf(page) && !isMatched(element, "html"));
  } catch {
    // An imported file may hold a selector that the browser does not read.
    return [];
  }
}
