// Tells every watched page that the settings changed.

import { api } from "../platform/browser.js";
import { sendOrder } from "../protocol/orders.js";
import type { Surroundings } from "../protocol/requests.js";
import { endAllRules } from "./blocking-rules.js";
import { type TabPlace, pauseOf } from "./paused-sites.js";
import { surroundings } from "./settings.js";
import { forgetLevels } from "./mail-levels.js";
import { forgetAllVerdicts } from "./verdict-memory.js";

/** The surroundings of a page, with the pause that holds for its site or its tab alone. */
export async function surroundingsAt(tab: TabPlace): Promise<Surroundings> {
  return forTab(tab, await surroundings());
}

async function forTab(tab: TabPlace, all: Surroundings): Promise<Surroundings> {
  const pause = await pauseOf(tab);
  return pause ? { ...all, paused: pause } : all;
}

/** Ends all blocking rules and has every watched page judged again, because the list of trusted names changed. */
export async function announceTrustChange(): Promise<void> {
  await Promise.all([endAllRules(), forgetAllVerdicts(), forgetLevels()]);
  await announceSettings();
}

/** Tells every watched page that a message got another level. Its list may stand in another tab. */
export async function announceLevels(): Promise<void> {
  for (const { id } of await api.tabs.query({})) {
    if (id !== undefined) void sendOrder(id, { kind: "levels-changed" }).catch(() => undefined);
  }
}

/** Sends the settings to every watched page, or to the pages of one tab. */
export async function announceSettings(tabId?: number): Promise<void> {
  const [all, tabs] = await Promise.all([surroundings(), api.tabs.query({})]);
  await Promise.all(
    tabs.map(async (tab) => {
      const { id } = tab;
      if (id === undefined || (tabId !== undefined && id !== tabId)) return;
      const order = { kind: "surroundings-changed", surroundings: await forTab(tab, all) } as const;
      // The page's own work on it is not awaited.
      void sendOrder(id, order).catch(() => undefined);
    }),
  );
}
