// Takes back changes that the user has just made on one of our pages. The former value waits in the session's storage under an id, so that
// a page can only bring back a value that was removed or replaced, and only once.

import type { ChosenBody, Remembered } from "../model/settings.js";
import { keepForPage, takeForPage } from "./handoff.js";
import { keepBody, keepImported, muteAgain } from "./settings.js";
import { type Imported, takeBackImport } from "./settings-import.js";
import { setTeamPolicy, teamPolicy } from "./storage.js";

/** A value that was removed, or that an import replaced. */
type Undoable =
  | Imported
  | { readonly what: "name"; readonly name: Remembered }
  | { readonly what: "body"; readonly body: ChosenBody }
  | { readonly what: "imported"; readonly pattern: string }
  | { readonly what: "team"; readonly policy: unknown };

/** Keeps a former value, and returns the id to take it back by; null if there is no room for it. */
export async function keepUndoable(former: Undoable | null): Promise<string | null> {
  return former && keepForPage("undo", former).catch(() => null);
}

/** Brings back a former value. Throws if there is none under this id, or if it may not come back. */
export async function takeBack(id: string): Promise<void> {
  const former = await takeForPage<Undoable>("undo", id);
  switch (former?.what) {
    case "name":
      return muteAgain(former.name);
    case "body":
      return keepBody(former.body);
    case "imported":
      return keepImported(former.pattern);
    case "team":
      // Another team file may have been imported since.
      if ((await teamPolicy()) !== undefined) throw new Error("there is another team file");
      return setTeamPolicy(former.policy);
    case "imported-settings":
    case "imported-team":
      return takeBackImport(former);
    default:
      throw new Error("nothing to take back");
  }
}
