// Handlers for the sites that are watched or paused.

import { announceSettings } from "../announcements.js";
import { endRulesOf } from "../blocking-rules.js";
import { setPaused } from "../paused-sites.js";
import type { Handlers } from "../router.js";
import { leaveSites } from "../site-removal.js";
import { granted, unwatch, unwatchBuyerMessages, watch, watchBuyerMessages } from "../watched-sites.js";

export const siteHandlers: Handlers<"pause" | "watch" | "unwatch" | "granted" | "set-buyer-messages"> = {
  pause: async ({ origin, paused }) => {
    await setPaused(origin, paused);
    await Promise.all([endRulesOf((site) => site === origin), announceSettings()]);
    return true;
  },
  watch: async ({ origin }) => {
    await watch(origin);
    return true;
  },
  unwatch: async ({ pattern }) => {
    await unwatch(pattern);
    // A wider permission may still cover the site, so the browser may not report a removed permission.
    await leaveSites([pattern]);
    return true;
  },
  granted: () => granted(),
  "set-buyer-messages": async ({ on }) => {
    await (on ? watchBuyerMessages() : unwatchBuyerMessages());
    return true;
  },
};
