// The extension's keyboard shortcuts and its keyword for the address bar, as they are in force. The user may have changed the
// shortcuts, and a browser may lack either.

import { api } from "../../platform/browser.js";

/** The commands of the manifest. */
export type Command = "_execute_action" | "check-selection";

/** The shortcut of each command that has one. */
export async function shortcutsInForce(): Promise<ReadonlyMap<string, string>> {
  const { commands } = api as { commands?: typeof chrome.commands };
  const all = (await commands?.getAll()) ?? [];
  return new Map(all.flatMap(({ name, shortcut }) => (name && shortcut ? [[name, shortcut] as const] : [])));
}

/** The word that starts a check in the address bar. */
export function keyword(): string | undefined {
  return api.runtime.getManifest().omnibox?.keyword;
}
