// The background: wires the browser's events to the modules. Every listener is registered synchronously, because the browser wakes
// the background only for listeners that were registered at once. Requests go to the router.

import { api } from "../platform/browser.js";
import { announceSettings, announceTrustChange } from "./announcements.js";
import { RULES_END } from "./blocking-rule-store.js";
import { endExpiredRules } from "./blocking-rules.js";
import { openFirstPage } from "./first-page.js";
import { forgetFrames } from "./frame-hosts.js";
import { frameHandlers } from "./handlers/frames.js";
import { judgingHandlers } from "./handlers/judging.js";
import { linkHandlers } from "./handlers/links.js";
import { mutingHandlers } from "./handlers/muting.js";
import { pageHandlers } from "./handlers/pages.js";
import { settingsHandlers } from "./handlers/settings.js";
import { siteHandlers } from "./handlers/sites.js";
import { ENTRIES_END, deleteExpiredEntries, scheduleExpiry } from "./journal-writer.js";
import { explainErrors, tabOpened } from "./link-opening.js";
import { listenToMenus } from "./menus.js";
import { listenToAddressBar } from "./omnibox.js";
import { forgetAllowances } from "./request-limits.js";
import { PAUSES_END, endExpiredPauses, endPausesOfTab } from "./paused-sites.js";
import { routeTo } from "./router.js";
import { leaveSites } from "./site-removal.js";
import { forgetTab } from "./toolbar.js";
import { forgetVerdicts } from "./verdict-memory.js";
import { restoreRegistrations, startEverywhere, watchAllowed } from "./watched-sites.js";

api.runtime.onMessage.addListener(
  routeTo({
    ...frameHandlers,
    ...judgingHandlers,
    ...linkHandlers,
    ...mutingHandlers,
    ...pageHandlers,
    ...settingsHandlers,
    ...siteHandlers,
  }),
);
api.runtime.onInstalled.addListener(() => void restoreRegistrations().finally(startEverywhere));
api.runtime.onInstalled.addListener((installed) => void openFirstPage(installed));
api.runtime.onInstalled.addListener(() => void endExpiredRules());
api.runtime.onInstalled.addListener(() => void scheduleExpiry());
api.runtime.onStartup.addListener(() => void restoreRegistrations());
api.runtime.onStartup.addListener(() => void scheduleExpiry());
api.runtime.onStartup.addListener(() => void endExpiredPauses());
api.permissions.onRemoved.addListener((removed) => void leaveSites(removed.origins ?? []));
api.permissions.onAdded.addListener((added) => void watchAllowed(added.origins ?? []));
api.permissions.onAdded.addListener(() => explainErrors());
api.tabs.onRemoved.addListener((tabId) => void tabClosed(tabId));
api.tabs.onCreated.addListener((tab) => void tabOpened(tab));
api.alarms.onAlarm.addListener(({ name }) => void (name === RULES_END && endExpiredRules()));
api.alarms.onAlarm.addListener(({ name }) => void (name === ENTRIES_END && deleteExpiredEntries()));
api.alarms.onAlarm.addListener(
  ({ name }) => void (name === PAUSES_END && endExpiredPauses().finally(announceSettings)),
);
api.storage.onChanged.addListener((_, area) => void (area === "managed" && announceTrustChange()));
explainErrors();
listenToMenus();
listenToAddressBar();

/** Forgets everything that is kept for a tab. */
async function tabClosed(tabId: number): Promise<void> {
  forgetAllowances(tabId);
  forgetFrames(tabId);
  await Promise.all([forgetTab(tabId), forgetVerdicts(tabId), endPausesOfTab(tabId)]);
}
