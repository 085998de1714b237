// The sites that the user has paused. On a paused site nothing is guarded, read or drawn.

import { api } from "../platform/browser.js";
import { currentPolicy } from "./policy.js";
import { serialQueue } from "./serial-queue.js";

const KEY = "paused";
/** The most paused sites. No user reads mail on more. */
const MOST = 200;

async function origins(): Promise<string[]> {
  const { [KEY]: stored } = await api.storage.local.get<Record<string, unknown>>(KEY);
  return Array.isArray(stored) ? stored.filter((one) => typeof one === "string") : [];
}

// A change needs the list that the previous change wrote.
const inSequence = serialQueue();

/** Pauses a site or resumes it. Throws if the organisation forbids pausing. */
export async function setPaused(origin: string, paused: boolean): Promise<void> {
  if (paused && !(await currentPolicy()).limits.pause) throw new Error("set by the organisation: openDanger");
  await inSequence(async () => {
    const others = (await origins()).filter((one) => one !== origin);
    await api.storage.local.set({ [KEY]: paused ? [...others, new URL(origin).origin].slice(-MOST) : others });
  });
}

/** Whether the page in a tab is paused. An earlier pause has no effect once the organisation forbids pausing. */
export async function isPaused(url: string | undefined): Promise<boolean> {
  if (url === undefined || !URL.canParse(url) || !(await origins()).includes(new URL(url).origin)) return false;
  return (await currentPolicy()).limits.pause;
}
