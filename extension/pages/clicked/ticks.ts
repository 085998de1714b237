// Keeps the ticks of the guide until the user clears them, because a guide for a bad hour must survive a closed tab and a restart. They
// stand in the browser's local storage, on this computer. In a private window nothing is stored.

import { api } from "../../platform/browser.js";
import { HAPPENED, type Happened, isStep } from "./steps.js";

const KEY = "clickedTicks";

/** The user's answers, and the steps that are done. */
export interface Ticks {
  readonly happened: readonly Happened[];
  readonly done: readonly string[];
}

const NONE: Ticks = { happened: [], done: [] };

/** Whether this window's ticks may be stored at all. */
function isPrivate(): boolean {
  return api.extension.inIncognitoContext;
}

/** The stored ticks. Names that this version does not know are left out. */
export async function storedTicks(): Promise<Ticks> {
  if (isPrivate()) return NONE;
  const { [KEY]: value } = await api.storage.local.get<Record<string, unknown>>(KEY);
  return ticksIn(value);
}

/** Reads a stored value. Anything else than ticks counts as none. */
export function ticksIn(value: unknown): Ticks {
  if (typeof value !== "object" || value === null) return NONE;
  const names = (field: string): string[] => {
    const list: unknown = Reflect.get(value, field);
    return Array.isArray(list) ? list.filter((name) => typeof name === "string") : [];
  };
  const happened = names("happened");
  return { happened: HAPPENED.filter((one) => happened.includes(one)), done: names("done").filter(isStep) };
}

/** Stores the ticks, or removes them if there are none. Returns whether they survive the page. */
export async function storeTicks(ticks: Ticks): Promise<boolean> {
  if (isPrivate()) return false;
  try {
    if (ticks.happened.length + ticks.done.length === 0) await api.storage.local.remove(KEY);
    else await api.storage.local.set({ [KEY]: ticks });
    return true;
  } catch {
    return false;
  }
}

/** Calls `act` when another tab changes the ticks. */
export function onTicksChanged(act: (ticks: Ticks) => void): void {
  if (isPrivate()) return;
  api.storage.local.onChanged.addListener((changes) => {
    const change = changes[KEY];
    if (change) act(ticksIn(change.newValue));
  });
}
