// What happens when a site is watched no longer: the scripts of ours that are still in open tabs of it leave, and what was
// theirs goes with them. A script that missed the order hears it in answer to whatever it asks (`main.ts`).

import { api } from "../platform/browser.js";
import { covers } from "../model/match-patterns.js";
import { endOf } from "./blocking-rules.js";
import { settings } from "./settings.js";
import { textsIn } from "./text-cache.js";
import { clear } from "./toolbar.js";
import { dropSites } from "./watched-sites.js";

/** Leaves the sites whose permission was taken back. */
export async function leave(patterns: readonly string[]): Promise<void> {
  if (patterns.length === 0) return;
  // Before the scripts are told, so that none comes after that. One that fails keeps none of the others from being done.
  await dropSites(patterns).catch(() => undefined);
  await Promise.allSettled([sendAway(patterns), endOf((origin) => isIn(patterns, origin))]);
}

function isIn(patterns: readonly string[], origin: string): boolean {
  return patterns.some((pattern) => covers(pattern, new URL(origin)));
}

/** Tells every tab; which of them show such a site the browser does not say any more. */
async function sendAway(patterns: readonly string[]): Promise<void> {
  const { language } = await settings();
  const texts = await textsIn(language);
  const tabs = await api.tabs.query({});
  await Promise.all(
    tabs.map(async ({ id }) => {
      if (id === undefined) return;
      const left: unknown = await api.tabs.sendMessage(id, { kind: "withdrawn", patterns }).catch(() => false);
      if (left === true) await clear(id, texts);
    }),
  );
}
