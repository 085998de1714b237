// Sites on which the user told us to rest: nothing is guarded, read or drawn there until he says otherwise.

import { api } from "../platform/browser.js";
import { policy } from "./policy.js";
import { turns } from "./serial-queue.js";

const KEY = "paused";
/** Nobody reads mail on more sites. */
const MOST = 200;

async function origins(): Promise<string[]> {
  const { [KEY]: stored } = await api.storage.local.get<Record<string, unknown>>(KEY);
  return Array.isArray(stored) ? stored.filter((one) => typeof one === "string") : [];
}

// A change reads first what the one before it wrote.
const inTurn = turns();

/** Rests on a site, or goes on there; an error where the organisation wants no site to rest. */
export async function setPaused(origin: string, paused: boolean): Promise<void> {
  if (paused && !(await policy()).limits.pause) throw new Error("set by the organisation: openDanger");
  await inTurn(async () => {
    const others = (await origins()).filter((one) => one !== origin);
    await api.storage.local.set({ [KEY]: paused ? [...others, new URL(origin).origin].slice(-MOST) : others });
  });
}

/** Whether the page in a tab is one we rest on; what was paused before the organisation wanted no site to rest does not count. */
export async function isPaused(url: string | undefined): Promise<boolean> {
  if (url === undefined || !URL.canParse(url) || !(await origins()).includes(new URL(url).origin)) return false;
  return (await policy()).limits.pause;
}
