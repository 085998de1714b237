// What one of our pages is handed when it is opened. It waits in the session's storage, which nobody but us can read and which ends
// with the session, under an id that stands in the page's address; whoever has the id takes it, once.

import { api } from "../platform/browser.js";
import { turns } from "./serial-queue.js";

/** For which page it waits; the key it is kept under. */
type For = "waiting" | "evidence" | "confirm";

interface Handed {
  readonly id: string;
  readonly value: unknown;
}

/** A page takes what it is handed as soon as it is there; of what nobody came for, so much is kept. */
const MOST = 4;

// Two ways may be taken at once; each changes the list that the one before left.
const inTurn = turns();

async function listOf(kind: For): Promise<readonly Handed[]> {
  const { [kind]: list } = await api.storage.session.get<Record<string, readonly Handed[] | undefined>>(kind);
  return list ?? [];
}

/** Keeps something, and gives the id under which it waits; throws where there is no room for it. */
export function handOver(kind: For, value: unknown): Promise<string> {
  return inTurn(async () => {
    const handed: Handed = { id: crypto.randomUUID(), value };
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
export function takeHanded<T>(kind: For, id: string): Promise<T | null> {
  return inTurn(async () => {
    const list = await listOf(kind);
    const found = list.find((one) => one.id === id);
    if (!found) return null;
    await api.storage.session.set({ [kind]: list.filter((one) => one !== found) });
    return found.value as T;
  });
}
