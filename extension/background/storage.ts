// The browser's local storage, as far as the settings stand in it: read in this version's shape, and changed by one after the
// other.

import { api } from "../platform/browser.js";
import { type Stored, migrate } from "./migrations.js";
import { turns } from "./serial-queue.js";

/** What the user has chosen. */
export const SETTINGS = "settings";
/** The organisation's team file; beside the settings, because it is none of the user's choices. */
export const TEAM = "team";

/** What is stored of the settings. `newer`: by a newer program, so that it is not changed. */
export async function stored(): Promise<ReturnType<typeof migrate>> {
  const { [SETTINGS]: value } = await api.storage.local.get<Record<string, unknown>>(SETTINGS);
  return migrate(value);
}

// A change reads first what the one before it wrote.
const inTurn = turns();

/** Changes what is stored; what a newer program wrote is left alone, and the change is an error. */
export function update(change: (before: Stored) => Stored): Promise<void> {
  return inTurn(async () => {
    const before = await stored();
    if (before.newer) throw new Error("the settings are of a newer version");
    const after = change(before.stored);
    await api.storage.local.set({ [SETTINGS]: { ...after, version: before.stored.version } });
  });
}

/** The policy of the team file, unread; undefined where there is none. */
export async function teamPolicy(): Promise<unknown> {
  const { [TEAM]: value } = await api.storage.local.get<Record<string, unknown>>(TEAM);
  return value;
}

/** Takes a team's policy over, or with undefined takes it away. */
export async function setTeamPolicy(policy: unknown): Promise<void> {
  await (policy === undefined ? api.storage.local.remove(TEAM) : api.storage.local.set({ [TEAM]: policy }));
}
