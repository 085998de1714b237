// Tells every watched page that the settings changed.

import { api } from "../platform/browser.js";
import { sendOrder } from "../protocol/orders.js";
import type { Surroundings } from "../protocol/requests.js";
import { endAllRules } from "./blocking-rules.js";
import { isPaused } from "./paused-sites.js";
import { surroundings } from "./settings.js";
import { forgetAllVerdicts } from "./verdict-memory.js";

/** The surroundings of a page, with the setting that holds for its site alone. */
export async function surroundingsAt(url: string | undefined): Promise<Surroundings> {
  return forSite(url, await surroundings());
}

async function forSite(url: string | undefined, all: Surroundings): Promise<Surroundings> {
  return (await isPaused(url)) ? { ...all, paused: true } : all;
}

/** Ends all blocking rules and has every watched page judged again, because the list of trusted names changed. */
export async function announceTrustChange(): Promise<void> {
  await Promise.all([endAllRules(), forgetAllVerdicts()]);
  await announceSettings();
}

/** Sends the settings to every watched page. */
export async function announceSettings(): Promise<void> {
  const [all, tabs] = await Promise.all([surroundings(), api.tabs.query({})]);
  await Promise.all(
    tabs.map(async ({ id, url }) => {
      if (id === undefined) return;
      const order = { kind: "surroundings-changed", surroundings: await forSite(url, all) } as const;
      // The page's own work on it is not awaited.
      void sendOrder(id, order).catch(() => undefined);
    }),
  );
}
