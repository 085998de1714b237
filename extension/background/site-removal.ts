// Cleans up when a site is no longer watched: the content scripts in its open tabs leave, and its rules end. A script that missed
// the order learns it from the answer to its next request (`router.ts`).

import { api } from "../platform/browser.js";
import { sendOrder } from "../protocol/orders.js";
import { covers } from "../model/match-patterns.js";
import { endRulesOf } from "./blocking-rules.js";
import { settings } from "./settings.js";
import { textsIn } from "./text-cache.js";
import { clearToolbar } from "./toolbar.js";
import { dropSites } from "./watched-sites.js";

/** Stops watching sites whose permission was removed. */
export async function leaveSites(patterns: readonly string[]): Promise<void> {
  if (patterns.length === 0) return;
  // The registrations go first, so that no new script starts afterwards. One failure must not stop the rest.
  await dropSites(patterns).catch(() => undefined);
  await Promise.allSettled([sendAway(patterns), endRulesOf((origin) => isIn(patterns, origin))]);
}

function isIn(patterns: readonly string[], origin: string): boolean {
  return patterns.some((pattern) => covers(pattern, new URL(origin)));
}

/** Sends the order to every tab, because without the permission the browser no longer tells which tabs show such a site. */
async function sendAway(patterns: readonly string[]): Promise<void> {
  const { language } = await settings();
  const texts = await textsIn(language);
  const tabs = await api.tabs.query({});
  await Promise.all(
    tabs.map(async ({ id }) => {
      if (id === undefined) return;
      const left = await sendOrder(id, { kind: "withdrawn", patterns }).catch(() => false);
      if (left === true) await clearToolbar(id, texts);
    }),
  );
}
