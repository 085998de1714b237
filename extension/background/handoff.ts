// Hands content to an extension page that is about to open. The content waits in the session storage, which only the extension can
// read, under an id in the page's address. The page takes it by this id, once.

import { api } from "../platform/browser.js";
import { serialQueue } from "./serial-queue.js";

/**
 * What the content waits for: a page, the user who takes a change back, or the user who points at a mail. It is also the storage key.
 */
type Purpose = "waiting" | "report" | "confirm" | "undo" | "choice";

interface Kept {
  readonly id: string;
  readonly value: unknown;
}

/** The most items that wait for one page. A page takes its content as soon as it opens, so older items were abandoned. */
const MOST = 4;

// Two pages may open at the same time. Each change needs the list that the previous change left.
const inSequence = serialQueue();

async function listOf(kind: Purpose): Promise<readonly Kept[]> {
  const { [kind]: list } = await api.storage.session.get<Record<string, readonly Kept[] | undefined>>(kind);
  return list ?? [];
}

/** Keeps content for a page and returns its id. Throws if there is no room for it. */
export function keepForPage(kind: Purpose, value: unknown): Promise<string> {
  return inSequence(async () => {
    const handed: Kept = { id: crypto.randomUUID(), value };
    const before = (await listOf(kind)).slice(1 - MOST);
    try {
      await api.storage.session.set({ [kind]: [...before, handed] });
    } catch {
      // The session storage holds ten megabytes. Abandoned items make room.
      await api.storage.session.set({ [kind]: [handed] });
    }
    return handed.id;
  });
}

/** The content under an id; null if there is none or a page has taken it. */
export function takeForPage<T>(kind: Purpose, id: string): Promise<T | null> {
  return inSequence(async () => {
    const list = await listOf(kind);
    const found = list.find((one) => one.id === id);
    if (!found) return null;
    await api.storage.session.set({ [kind]: list.filter((one) => one !== found) });
    return found.value as T;
  });
}
