// The settings in the browser's local storage. They are read in the shape of this version, and changed one after the other.

import { api } from "../platform/browser.js";
import { type StoredSettings, migrate } from "./migrations.js";
import { serialQueue } from "./serial-queue.js";

/** The key of the user's choices. */
export const SETTINGS_KEY = "settings";
/** The key of the organisation's team file. It is separate, because it is not a choice of the user. */
export const TEAM_KEY = "team";

/** The stored settings. `newer` says that a newer program wrote them, so that they must not change. */
export async function storedSettings(): Promise<ReturnType<typeof migrate>> {
  const { [SETTINGS_KEY]: value } = await api.storage.local.get<Record<string, unknown>>(SETTINGS_KEY);
  return migrate(value);
}

// A change needs the settings that the previous change wrote.
const inSequence = serialQueue();

/** Changes the stored settings. Throws if a newer program wrote them. */
export function updateSettings(change: (before: StoredSettings) => StoredSettings): Promise<void> {
  return inSequence(async () => {
    const before = await storedSettings();
    if (before.newer) throw new Error("the settings are of a newer version");
    const after = change(before.stored);
    await api.storage.local.set({ [SETTINGS_KEY]: { ...after, version: before.stored.version } });
  });
}

/** The policy of the team file before validation; undefined if there is none. */
export async function teamPolicy(): Promise<unknown> {
  const { [TEAM_KEY]: value } = await api.storage.local.get<Record<string, unknown>>(TEAM_KEY);
  return value;
}

/** Stores the policy of a team file; undefined removes it. */
export async function setTeamPolicy(policy: unknown): Promise<void> {
  await (policy === undefined ? api.storage.local.remove(TEAM_KEY) : api.storage.local.set({ [TEAM_KEY]: policy }));
}
