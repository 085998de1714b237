// The hosts that harmless messages of a site link to. Another message cannot get such a host refused as a whole, only single
// addresses at it. The hosts are kept as digests, in limited number.

import { api } from "../platform/browser.js";
import { shortDigest } from "../platform/digest.js";
import { serialQueue } from "./serial-queue.js";

const KEY = "calm";
const MOST_SITES = 20;
const MOST_HOSTS = 500;
/** The most hosts that count per message. */
const MOST_OF_A_MESSAGE = 100;

/** The digest of a host, with the digest of the message that links to it. */
type InnocentHost = readonly [host: string, message: string];
type Sites = Readonly<Record<string, readonly InnocentHost[]>>;

const inSequence = serialQueue();

async function sites(): Promise<Sites> {
  const { [KEY]: stored } = await api.storage.session.get<Record<string, Sites | undefined>>(KEY);
  return stored ?? {};
}

/** Notes the hosts of a message that is not dangerous. */
export function noteInnocentHosts(site: string, hosts: readonly string[], message: string): Promise<void> {
  return inSequence(async () => {
    const before = await sites();
    const known = before[site] ?? [];
    const id = await shortDigest(message);
    const noted = await Promise.all(
      hosts.slice(0, MOST_OF_A_MESSAGE).map(async (host): Promise<InnocentHost> => [await shortDigest(host), id]),
    );
    const fresh = noted.filter(([host]) => !known.some(([one, by]) => one === host && by === id));
    if (fresh.length === 0) return;
    const others = Object.entries(before)
      .filter(([one]) => one !== site)
      .slice(1 - MOST_SITES);
    // Without room, a rule may refuse too much: for this one page, for half an hour.
    await api.storage.session
      .set({ [KEY]: { ...Object.fromEntries(others), [site]: [...known, ...fresh].slice(-MOST_HOSTS) } })
      .catch(() => undefined);
  });
}

/**
 * Whether a harmless message other than this one links to a host. The message itself may have been judged before it was complete.
 */
export async function isInnocentHost(site: string, host: string, message: string): Promise<boolean> {
  const known = (await sites())[site] ?? [];
  if (known.length === 0) return false;
  const [digest, id] = await Promise.all([shortDigest(host), shortDigest(message)]);
  return known.some(([one, by]) => one === digest && by !== id);
}
