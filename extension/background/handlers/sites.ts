// Handlers for the sites that are watched or paused, and for the places of mails on them.

import { announceSettings } from "../announcements.js";
import { beginChoice, endChoice } from "../body-choice.js";
import { endRulesOf } from "../blocking-rules.js";
import { pause, pausesInForce, resume } from "../paused-sites.js";
import type { Handlers } from "../router.js";
import { leaveSites } from "../site-removal.js";
import { forgetBody } from "../settings.js";
import { keepUndoable } from "../undo.js";
import { granted, unwatch, unwatchBuyerMessages, watch, watchBuyerMessages } from "../watched-sites.js";

export const siteHandlers: Handlers<
  | "pause"
  | "resume"
  | "pauses"
  | "watch"
  | "unwatch"
  | "granted"
  | "set-buyer-messages"
  | "choose-body"
  | "body-chosen"
  | "forget-body"
> = {
  "choose-body": ({ tabId }) => beginChoice(tabId),
  "body-chosen": async ({ id, selector }, sender) => {
    await endChoice(id, selector, sender);
    await announceSettings();
    return true;
  },
  "forget-body": async ({ origin }) => {
    const body = await forgetBody(origin);
    await announceSettings();
    return keepUndoable(body && { what: "body", body });
  },
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
