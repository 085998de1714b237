// The sites that the user has paused, in one tab, for an hour, or until the user resumes. On a paused site nothing is guarded, read or
// drawn. Pauses of sites stand in the local storage. Pauses of tabs stand in the session's storage, so that they outlive the background
// and end with the browser.

import { api } from "../platform/browser.js";
import { HOUR, type Pause, type PausePlace, isInForce, longest, placeOf } from "../model/pause.js";
import { currentPolicy } from "./policy.js";
import { serialQueue } from "./serial-queue.js";
import { isObject } from "./validators.js";

const SITES = "paused";
const TABS = "paused tabs";
/** The name of the alarm for the end of the first pause. */
export const PAUSES_END = "pauses end";
/** The most pauses of each kind. No user reads mail on more sites. */
const MOST = 200;

/** The tab of a page, as far as the browser tells it. */
export type TabPlace = Pick<chrome.tabs.Tab, "id" | "url">;

/** Reads stored pauses. An earlier version stored the origin alone. */
function readPauses(stored: unknown): Pause[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((one: unknown): Pause[] => {
    if (typeof one === "string") return [{ origin: one, since: 0 }];
    if (!isObject(one) || typeof one.origin !== "string" || typeof one.since !== "number") return [];
    const { origin, since, until, tabId } = one;
    return [
      {
        origin,
        since,
        ...(typeof until === "number" ? { until } : {}),
        ...(typeof tabId === "number" ? { tabId } : {}),
      },
    ];
  });
}

async function storedSites(): Promise<Pause[]> {
  const { [SITES]: stored } = await api.storage.local.get<Record<string, unknown>>(SITES);
  return readPauses(stored);
}

async function storedTabs(): Promise<Pause[]> {
  const { [TABS]: stored } = await api.storage.session.get<Record<string, unknown>>(TABS);
  return readPauses(stored);
}

/** The pauses that have not ended by the clock. */
async function running(): Promise<Pause[]> {
  const [sites, tabs] = await Promise.all([storedSites(), storedTabs()]);
  return [...sites, ...tabs].filter((pause) => isInForce(pause, Date.now()));
}

// A change needs the list that the previous change wrote.
const inSequence = serialQueue();

/** Changes the stored pauses, drops those that ended, and has the browser wake the background at the next end. */
function change(amend: (before: readonly Pause[]) => readonly Pause[]): Promise<void> {
  return inSequence(async () => {
    const [sites, tabs] = await Promise.all([storedSites(), storedTabs()]);
    const now = Date.now();
    const after = amend([...sites, ...tabs].filter((one) => isInForce(one, now)));
    const isOfTab = ({ tabId }: Pause): boolean => tabId !== undefined;
    await Promise.all([
      write(
        "local",
        SITES,
        sites,
        after.filter((one) => !isOfTab(one)),
      ),
      write("session", TABS, tabs, after.filter(isOfTab)),
    ]);
    const ends = after.flatMap(({ until }) => until ?? []);
    if (ends.length > 0) await api.alarms.create(PAUSES_END, { when: Math.min(...ends) });
  });
}

/** Writes a list that changed. A full storage must not stop a change of the other list. */
async function write(
  area: "local" | "session",
  key: string,
  before: readonly Pause[],
  after: readonly Pause[],
): Promise<void> {
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  await api.storage[area].set({ [key]: after.slice(-MOST) });
}

function isAt({ origin, tabId }: PausePlace): (pause: Pause) => boolean {
  return (pause) => pause.origin === origin && pause.tabId === tabId;
}

/** Pauses a site, or a site in one tab. A given end is at most an hour away. Throws if the organisation forbids pausing. */
export async function pause({ origin, tabId, until }: PausePlace & Pick<Pause, "until">): Promise<void> {
  if (!(await currentPolicy()).limits.pause) throw new Error("set by the organisation: openDanger");
  const since = Date.now();
  const place = placeOf({ origin: new URL(origin).origin, ...(tabId === undefined ? {} : { tabId }) });
  const made: Pause = { ...place, since, ...(until === undefined ? {} : { until: Math.min(until, since + HOUR) }) };
  await change((before) => [...before.filter((one) => !isAt(place)(one)), made]);
}

/** Ends a pause of a site, or of a site in one tab. */
export function resume(place: PausePlace): Promise<void> {
  return change((before) => before.filter((one) => !isAt(place)(one)));
}

/** Ends the pauses of a tab that was closed or came from another site. Returns whether there were any. */
export async function endPausesOfTab(tabId: number): Promise<boolean> {
  if (!(await storedTabs()).some((one) => one.tabId === tabId)) return false;
  await change((before) => before.filter((one) => one.tabId !== tabId));
  return true;
}

/** Drops the pauses that ended by the clock, and waits for the next end. */
export function endExpiredPauses(): Promise<void> {
  return change((before) => before);
}

/** The pause of the page in a tab; null if it is not paused. Earlier pauses have no effect once the organisation forbids pausing. */
export async function pauseOf({ id, url }: TabPlace): Promise<Pause | null> {
  if (url === undefined || !URL.canParse(url)) return null;
  const { origin } = new URL(url);
  const here = (await running()).filter(
    (one) => one.origin === origin && (one.tabId === undefined || one.tabId === id),
  );
  const found = longest(here);
  return found && (await currentPolicy()).limits.pause ? found : null;
}

/** The pauses in force, the latest first. A pause of a tab that no longer shows its site is none of them. */
export async function pausesInForce(): Promise<Pause[]> {
  const all = await running();
  if (all.length === 0 || !(await currentPolicy()).limits.pause) return [];
  const isShown = await Promise.all(all.map(showsItsSite));
  return all.filter((_, at) => isShown[at]).toSorted((one, other) => other.since - one.since);
}

async function showsItsSite({ origin, tabId }: Pause): Promise<boolean> {
  if (tabId === undefined) return true;
  const tab = await api.tabs.get(tabId).catch(() => null);
  return tab?.url !== undefined && new URL(tab.url).origin === origin;
}
