// The journal of warnings as it is stored: in IndexedDB, on this machine only. The background writes, the journal's page reads and
// deletes. What goes into an entry is settled in background/journal-writer.ts.

import { type Level, type LinkClass, type Reason, type SenderClass, atLeast } from "./verdict.js";

/** One message that was warned about. */
export interface Entry {
  /** A digest of sender, subject and the hosts of the links: the same message has one entry, however often it is opened. */
  readonly id: string;
  /** When it was first and last judged, in milliseconds, and how many times it was opened. */
  readonly first: number;
  readonly last: number;
  readonly times: number;
  readonly level: Extract<Level, "caution" | "danger">;
  /** What the class is of: the leading link, or the sender. */
  readonly kind: "link" | "sender";
  readonly class: LinkClass | SenderClass;
  /** Where the leading link leads, in ASCII; `unicode` only where that differs. */
  readonly host: string | null;
  readonly unicode?: string;
  readonly address: string | null;
  readonly name: string | null;
  /** The name of Amazon's it used. */
  readonly imitated: string | null;
  /** Under what it is counted: the registrable domain of the link, its host where many share that domain, or else the sender. */
  readonly place: string | null;
  /** The leading reason, without the mail's own words. */
  readonly reason: Reason | null;
  /** The registrable domains of the hosts and addresses in this entry. */
  readonly domains: readonly (readonly [string, string])[];
  /** The webmail's host. */
  readonly webmail: string | null;
  /** Digests of the addresses of the links that were warned about. */
  readonly links: readonly string[];
  /** Only where the user wants subjects kept. */
  readonly subject?: string;
  /** One of these links was opened all the same. */
  readonly opened?: true;
}

const DAY = 24 * 60 * 60_000;
/** Entries are kept for so many days after they were last seen. */
export const DAYS_KEPT = 90;
/** More are not kept; the oldest go first. */
const MOST_ENTRIES = 20_000;
/** A message that is judged anew within this time is still open, or was looked at once more in passing. In milliseconds. */
export const SAME_SEEING = 10 * 60_000;

/** What was last seen before this is not kept any longer. */
export function expiry(now: number): number {
  return now - DAYS_KEPT * DAY;
}

/** What is known of a message after it was judged again: the louder verdict, the later of two that are as loud. */
export function merge(entry: Entry, known: Entry): Entry {
  const { subject = known.subject, opened = known.opened } = entry;
  return {
    ...(atLeast(entry.level, known.level) ? entry : known),
    id: entry.id,
    first: Math.min(entry.first, known.first),
    last: Math.max(entry.last, known.last),
    times: Math.max(entry.times, known.times + (entry.last - known.last >= SAME_SEEING ? 1 : 0)),
    links: [...new Set([...entry.links, ...known.links])],
    ...(subject === undefined ? {} : { subject }),
    ...(opened === undefined ? {} : { opened }),
  };
}

/** Writes an entry, or updates what is known of its message; `lesser` are entries of the same message read incompletely. */
export async function record(entry: Entry, lesser: readonly string[]): Promise<void> {
  await inStore("readwrite", async (store) => {
    const known = await Promise.all(
      [entry.id, ...lesser].map((id) => answerOf(store.get(id) as IDBRequest<Entry | undefined>)),
    );
    for (const id of lesser) store.delete(id);
    store.put(known.filter((one) => one !== undefined).reduce(merge, entry));
    await prune(store, entry.last);
  });
  announce();
}

/** Notes that a link with this digest was opened: in the latest entry that warned about it, if there is one. */
export async function markOpened(link: string): Promise<void> {
  await inStore("readwrite", async (store) => {
    const found = await answerOf(store.index("links").getAll(link) as IDBRequest<Entry[]>);
    const latest = found.toSorted((a, b) => b.last - a.last)[0];
    if (latest) store.put({ ...latest, opened: true } satisfies Entry);
  });
  announce();
}

/** All entries, the last seen first. */
export async function entries(now = Date.now()): Promise<Entry[]> {
  return inStore("readwrite", async (store) => {
    await prune(store, now);
    return (await answerOf(store.index("last").getAll() as IDBRequest<Entry[]>)).toReversed();
  });
}

/** Deletes what is not kept any longer. */
export async function deleteOld(now = Date.now()): Promise<void> {
  await inStore("readwrite", (store) => prune(store, now));
  announce();
}

/** Deletes one entry. */
export async function remove(id: string): Promise<void> {
  await inStore("readwrite", (store) => answerOf(store.delete(id)));
  announce();
}

/** Deletes all entries. */
export async function clear(): Promise<void> {
  await inStore("readwrite", (store) => answerOf(store.clear()));
  announce();
}

const CHANGES = "journal";

/** Calls back whenever an entry was written or deleted, also by this page itself. */
export function onChanged(act: () => void): void {
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
  // By time, so that these are the oldest; the expired ones are the very first of them.
  const toDelete =
    count > MOST_ENTRIES ? await answerOf(byTime.getAllKeys(null, old.length + count - MOST_ENTRIES)) : old;
  for (const key of toDelete) store.delete(key);
}

/** Runs in one transaction, and ends when that is written. Where nothing may be stored (a private Firefox) it throws. */
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
