// Stores the journal of warnings in IndexedDB, on this computer only. The background writes it, and the journal's page reads and
// deletes entries. background/journal-entry.ts decides on the content of an entry.

import { type Level, type LinkClass, type Reason, type SenderClass, atLeast } from "./verdict.js";

/** A message with a warning. */
export interface JournalEntry {
  /**
   * A digest of the sender, the subject and the hosts of the links, so that a message has one entry, however often it is opened.
   */
  readonly id: string;
  /** The times of the first and the last verdict, in milliseconds, and how often the message was opened. */
  readonly first: number;
  readonly last: number;
  readonly times: number;
  readonly level: Extract<Level, "caution" | "danger">;
  /** Whether the class is that of the leading link or of the sender. */
  readonly kind: "link" | "sender";
  readonly class: LinkClass | SenderClass;
  /** The host of the leading link in ASCII; `unicode` is set only where it differs. */
  readonly host: string | null;
  readonly unicode?: string;
  readonly address: string | null;
  readonly name: string | null;
  /** The name of Amazon that the message used. */
  readonly imitated: string | null;
  /**
   * The name under which the entry is counted: the registrable domain of the link, its host where many sites share that domain, or
   * the sender.
   */
  readonly place: string | null;
  /** The leading reason, without words from the mail. */
  readonly reason: Reason | null;
  /** The registrable domains of the hosts and addresses in this entry. */
  readonly domains: readonly (readonly [string, string])[];
  /** The host of the webmail. */
  readonly webmail: string | null;
  /** The digests of the links with a warning. */
  readonly links: readonly string[];
  /** Present only if the user wants subjects recorded. */
  readonly subject?: string;
  /** Set if one of these links was opened. */
  readonly opened?: true;
}

const DAY = 24 * 60 * 60_000;
/** The days for which an entry is kept after its last reading. */
export const DAYS_KEPT = 90;
/** The most entries. The oldest are deleted first. */
const MOST_ENTRIES = 20_000;
/** Within this time, in milliseconds, another verdict on a message counts as the same reading. */
export const SAME_READING = 10 * 60_000;

/** The time of the last reading before which an entry is deleted. */
export function expiry(now: number): number {
  return now - DAYS_KEPT * DAY;
}

/** The entry of a message after another reading: the higher level wins, and at equal levels the later reading. */
export function mergeEntries(entry: JournalEntry, known: JournalEntry): JournalEntry {
  const { subject = known.subject, opened = known.opened } = entry;
  return {
    ...(atLeast(entry.level, known.level) ? entry : known),
    id: entry.id,
    first: Math.min(entry.first, known.first),
    last: Math.max(entry.last, known.last),
    times: Math.max(entry.times, known.times + (entry.last - known.last >= SAME_READING ? 1 : 0)),
    links: [...new Set([...entry.links, ...known.links])],
    ...(subject === undefined ? {} : { subject }),
    ...(opened === undefined ? {} : { opened }),
  };
}

/** Writes an entry or updates the entry of its message; `lesser` are the ids of incomplete readings of the same message. */
export async function recordEntry(entry: JournalEntry, lesser: readonly string[]): Promise<void> {
  await inStore("readwrite", async (store) => {
    const known = await Promise.all(
      [entry.id, ...lesser].map((id) => answerOf(store.get(id) as IDBRequest<JournalEntry | undefined>)),
    );
    for (const id of lesser) store.delete(id);
    store.put(known.filter((one) => one !== undefined).reduce(mergeEntries, entry));
    await prune(store, entry.last);
  });
  announce();
}

/** Marks the latest entry that warned about a link as opened, if there is one. */
export async function markOpened(link: string): Promise<void> {
  await inStore("readwrite", async (store) => {
    const found = await answerOf(store.index("links").getAll(link) as IDBRequest<JournalEntry[]>);
    const latest = found.toSorted((a, b) => b.last - a.last)[0];
    if (latest) store.put({ ...latest, opened: true } satisfies JournalEntry);
  });
  announce();
}

/** All entries, the last seen first. */
export async function journalEntries(now = Date.now()): Promise<JournalEntry[]> {
  return inStore("readwrite", async (store) => {
    await prune(store, now);
    return (await answerOf(store.index("last").getAll() as IDBRequest<JournalEntry[]>)).toReversed();
  });
}

/** Deletes the expired entries. */
export async function deleteExpired(now = Date.now()): Promise<void> {
  await inStore("readwrite", (store) => prune(store, now));
  announce();
}

/** Deletes one entry. */
export async function removeEntry(id: string): Promise<void> {
  await inStore("readwrite", (store) => answerOf(store.delete(id)));
  announce();
}

/** Puts deleted entries back. An entry that was written anew in the meantime is kept and counts the earlier readings, too. */
export async function restoreEntries(entries: readonly JournalEntry[]): Promise<void> {
  await inStore("readwrite", async (store) => {
    const present = (await answerOf(store.getAll())) as JournalEntry[];
    const known = new Map(present.map((entry) => [entry.id, entry]));
    for (const entry of entries) {
      const anew = known.get(entry.id);
      store.put(anew ? mergeEntries(anew, entry) : entry);
    }
  });
  announce();
}

/** Deletes all entries. */
export async function clearJournal(): Promise<void> {
  await inStore("readwrite", (store) => answerOf(store.clear()));
  announce();
}

const CHANGES = "journal";

/** Calls back after every change of the journal, including changes by this page. */
export function onJournalChange(act: () => void): void {
  new BroadcastChannel(CHANGES).addEventListener("message", act);
}

function announce(): void {
  const channel = new BroadcastChannel(CHANGES);
  channel.postMessage(null);
  channel.close();
}

async function prune(store: IDBObjectStore, now: number): Promise<void> {
  const byTime = store.index("last");
  const old = await answerOf(byTime.getAllKeys(IDBKeyRange.upperBound(expiry(now))));
  const count = (await answerOf(store.count())) - old.length;
  // The keys are sorted by time, so the expired entries come first.
  const toDelete =
    count > MOST_ENTRIES ? await answerOf(byTime.getAllKeys(null, old.length + count - MOST_ENTRIES)) : old;
  for (const key of toDelete) store.delete(key);
}

/**
 * Runs work in one transaction and waits until it is written. Throws where nothing can be stored, as in a private window of
 * Firefox.
 */
async function inStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => Promise<T>): Promise<T> {
  const database = await open();
  try {
    const transaction = database.transaction("warnings", mode);
    const written = new Promise<void>((done, failed) => {
      transaction.oncomplete = () => done();
      transaction.onabort = () => failed(transaction.error ?? new Error("the journal was not written"));
    });
    const [value] = await Promise.all([work(transaction.objectStore("warnings")), written]);
    return value;
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open("journal", 1);
  request.onupgradeneeded = () => {
    const store = request.result.createObjectStore("warnings", { keyPath: "id" });
    store.createIndex("last", "last");
    store.createIndex("links", "links", { multiEntry: true });
  };
  return answerOf(request);
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error ?? new Error("the journal gave no answer"));
  });
}
