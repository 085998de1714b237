// Hosts to which innocent messages of a site link. Such a host is not ruled out as a whole because of another message, only the
// dangerous addresses at it. Hosts are kept as digests, and only so many.

import { api } from "../platform/browser.js";
import { shortDigest } from "./blocking-rule-conditions.js";
import { turns } from "./serial-queue.js";

const KEY = "calm";
const MOST_SITES = 20;
const MOST_HOSTS = 500;
/** Of one message so many hosts count. */
const MOST_OF_A_MESSAGE = 100;

/** A host with the message that links to it. */
type Calm = readonly [host: string, message: string];
type Sites = Readonly<Record<string, readonly Calm[]>>;

const inTurn = turns();

async function sites(): Promise<Sites> {
  const { [KEY]: stored } = await api.storage.session.get<Record<string, Sites | undefined>>(KEY);
  return stored ?? {};
}

/** Notes the hosts of a message that is not dangerous. */
export function noteCalm(site: string, hosts: readonly string[], message: string): Promise<void> {
  return inTurn(async () => {
    const before = await sites();
    const known = before[site] ?? [];
    const id = await shortDigest(message);
    const noted = await Promise.all(
      hosts.slice(0, MOST_OF_A_MESSAGE).map(async (host): Promise<Calm> => [await shortDigest(host), id]),
    );
    const fresh = noted.filter(([host]) => !known.some(([one, by]) => one === host && by === id));
    if (fresh.length === 0) return;
    const others = Object.entries(before)
      .filter(([one]) => one !== site)
      .slice(1 - MOST_SITES);
    // Without room for it a host may be ruled out that need not be: from this one page, for half an hour.
    await api.storage.session
      .set({ [KEY]: { ...Object.fromEntries(others), [site]: [...known, ...fresh].slice(-MOST_HOSTS) } })
      .catch(() => undefined);
  });
}

/** Whether another message than this one, and not a dangerous one, links to a host; a message may be judged before it is whole. */
export async function isCalm(site: string, host: string, message: string): Promise<boolean> {
  const known = (await sites())[site] ?? [];
  if (known.length === 0) return false;
  const [digest, id] = await Promise.all([shortDigest(host), shortDigest(message)]);
  return known.some(([one, by]) => one === digest && by !== id);
}
