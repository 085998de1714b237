// What one of our pages is handed when it is opened. It waits in the session's storage, which nobody but us can read and which ends
// with the session, under an id that stands in the page's address; whoever has the id takes it, once.

import { api } from "../platform/browser.js";
import { serialQueue } from "./serial-queue.js";

/** For which page it waits; the key it is kept under. */
type Purpose = "waiting" | "report" | "confirm";

interface Kept {
  readonly id: string;
  readonly value: unknown;
}

/** A page takes what it is handed as soon as it is there; of what nobody came for, so much is kept. */
const MOST = 4;

// Two ways may be taken at once; each changes the list that the one before left.
const inSequence = serialQueue();

async function listOf(kind: Purpose): Promise<readonly Kept[]> {
  const { [kind]: list } = await api.storage.session.get<Record<string, readonly Kept[] | undefined>>(kind);
  return list ?? [];
}

/** Keeps something, and gives the id under which it waits; throws where there is no room for it. */
export function keepForPage(kind: Purpose, value: unknown): Promise<string> {
  return inSequence(async () => {
    const handed: Kept = { id: crypto.randomUUID(), value };
    const before = (await listOf(kind)).slice(1 - MOST);
    try {
      await api.storage.session.set({ [kind]: [...before, handed] });
    } catch {
      // The session's storage holds ten megabytes in all; what nobody came for gives way.
      await api.storage.session.set({ [kind]: [handed] });
    }
    return handed.id;
  });
}

/** What waits under an id; null where nothing does, or it was taken. */
export function takeForPage<T>(kind: Purpose, id: string): Promise<T | null> {
  return inSequence(async () => {
    const list = await listOf(kind);
    const found = list.find((one) => one.id === id);
    if (!found) return null;
    await api.storage.session.set({ [kind]: list.filter((one) => one !== found) });
    return found.value as T;
  });
}
