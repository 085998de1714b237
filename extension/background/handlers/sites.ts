// Handlers for the sites that are watched or paused.

import { announceSettings } from "../announcements.js";
import { endRulesOf } from "../blocking-rules.js";
import { pause, pausesInForce, resume } from "../paused-sites.js";
import type { Handlers } from "../router.js";
import { leaveSites } from "../site-removal.js";
import { granted, unwatch, unwatchBuyerMessages, watch, watchBuyerMessages } from "../watched-sites.js";

export const siteHandlers: Handlers<
  "pause" | "resume" | "pauses" | "watch" | "unwatch" | "granted" | "set-buyer-messages"
> = {
  pause: async (wanted) => {
    await pause(wanted);
    await Promise.all([endRulesOf((site) => site === wanted.origin), announceSettings()]);
    return true;
  },
  resume: async (place) => {
    await resume(place);
    await announceSettings();
    return true;
  },
  pauses: () => pausesInForce(),
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
