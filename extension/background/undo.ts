// Takes back changes that the user has just made on one of our pages. The removed value waits in the session's storage under an id, so that
// a page can only bring back a value that was removed, and only once.

import type { Remembered } from "../model/settings.js";
import { keepForPage, takeForPage } from "./handoff.js";
import { keepImported, muteAgain } from "./settings.js";
import { setTeamPolicy, teamPolicy } from "./storage.js";

/** A value that was removed. */
type Removed =
  | { readonly what: "name"; readonly name: Remembered }
  | { readonly what: "imported"; readonly pattern: string }
  | { readonly what: "team"; readonly policy: unknown };

/** Keeps a removed value, and returns the id to take it back by; null if there is no room for it. */
export async function keepRemoved(removed: Removed | null): Promise<string | null> {
  return removed && keepForPage("undo", removed).catch(() => null);
}

/** Brings back a removed value. Throws if there is none under this id, or if it may not come back. */
export async function undoRemoval(id: string): Promise<void> {
  const removed = await takeForPage<Removed>("undo", id);
  switch (removed?.what) {
    case "name":
      return muteAgain(removed.name);
    case "imported":
      return keepImported(removed.pattern);
    case "team":
      // Another team file may have been imported since.
      if ((await teamPolicy()) !== undefined) throw new Error("there is another team file");
      return setTeamPolicy(removed.policy);
    default:
      throw new Error("nothing to take back");
  }
}
