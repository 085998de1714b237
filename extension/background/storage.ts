// The browser's local storage, as far as the settings stand in it: read in this version's shape, and changed by one after the
// other.

import { api } from "../platform/browser.js";
import { type StoredSettings, migrate } from "./migrations.js";
import { serialQueue } from "./serial-queue.js";

/** What the user has chosen. */
export const SETTINGS_KEY = "settings";
/** The organisation's team file; beside the settings, because it is none of the user's choices. */
export const TEAM_KEY = "team";

/** What is stored of the settings. `newer`: by a newer program, so that it is not changed. */
export async function storedSettings(): Promise<ReturnType<typeof migrate>> {
  const { [SETTINGS_KEY]: value } = await api.storage.local.get<Record<string, unknown>>(SETTINGS_KEY);
  return migrate(value);
}

// A change reads first what the one before it wrote.
const inSequence = serialQueue();

/** Changes what is stored; what a newer program wrote is left alone, and the change is an error. */
export function updateSettings(change: (before: StoredSettings) => StoredSettings): Promise<void> {
  return inSequence(async () => {
    const before = await storedSettings();
    if (before.newer) throw new Error("the settings are of a newer version");
    const after = change(before.stored);
    await api.storage.local.set({ [SETTINGS_KEY]: { ...after, version: before.stored.version } });
  });
}

/** The policy of the team file, unread; undefined where there is none. */
export async function teamPolicy(): Promise<unknown> {
  const { [TEAM_KEY]: value } = await api.storage.local.get<Record<string, unknown>>(TEAM_KEY);
  return value;
}

/** Takes a team's policy over, or with undefined takes it away. */
export async function setTeamPolicy(policy: unknown): Promise<void> {
  await (policy === undefined ? api.storage.local.remove(TEAM_KEY) : api.storage.local.set({ [TEAM_KEY]: policy }));
}
