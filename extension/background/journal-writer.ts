// Decides when the journal is written: for warnings in watched pages, never from private windows, and with subjects only if the
// user wants them. A verdict never waits for the journal, and never fails because of it.

import { api } from "../platform/browser.js";
import { deleteExpired, markOpened, recordEntry } from "../model/journal-store.js";
import type { MessageVerdict } from "../model/verdict.js";
import { MOST_TEXT, type NotedReading, linkDigest, journalEntryFor, hostsIn, settleReadings } from "./journal-entry.js";
import { settings } from "./settings.js";
import { serialQueue } from "./serial-queue.js";

/** The name of the alarm for deleting expired entries. */
export const ENTRIES_END = "entries end";
/** The period of that alarm, in minutes. */
const DAY = 24 * 60;
/** The most hosts that are compared between two readings. */
const MOST_HOSTS = 100;

type Sender = chrome.runtime.MessageSender;

/** Records a warning about a message in a watched page. */
export function noteWarning(verdict: MessageVerdict, subject: string, sender: Sender): void {
  if (!verdict.warned || !isPublic(sender) || sender.url?.startsWith(api.runtime.getURL(""))) return;
  // A failure of the journal must not cost the user the warning itself.
  void write(verdict, subject, sender).catch(() => undefined);
}

/** Records that the user opened a link, if the journal has a warning about it. */
export function noteOpened(href: string, sender: Sender): void {
  if (isPublic(sender)) void writeOpened(href).catch(() => undefined);
}

/** Whether the sender is in a known tab that is not private. */
function isPublic({ tab }: Sender): boolean {
  return tab?.incognito === false;
}

/** Deletes expired entries, now and every day. The journal may be off and its page closed, so nothing else would delete them. */
export async function scheduleExpiry(): Promise<void> {
  await api.alarms.create(ENTRIES_END, { periodInMinutes: DAY });
  await deleteExpiredEntries();
}

/** Deletes the expired entries. */
export async function deleteExpiredEntries(): Promise<void> {
  // Where nothing can be stored, nothing is kept too long.
  await deleteExpired().catch(() => undefined);
}

async function write(verdict: MessageVerdict, subject: string, sender: Sender): Promise<void> {
  const { journal, journalSubjects } = await settings();
  if (!journal) return;
  const entry = await journalEntryFor(verdict, subject, Date.now(), sender.tab?.url ?? sender.origin);
  // The readings are limited: the session storage is small, and a mail may have any number of hosts.
  const hosts = [...hostsIn(verdict)].slice(0, MOST_HOSTS);
  const lesser = await replacedReadings({
    tab: sender.tab?.id,
    id: entry.id,
    address: entry.address,
    subject: subject.slice(0, MOST_TEXT),
    hosts,
    at: entry.last,
  });
  if (lesser === null) return;
  await recordEntry(journalSubjects ? { ...entry, subject: subject.slice(0, MOST_TEXT) } : entry, lesser);
}

const NOTED = "noted";
// Readings of one message come in quick succession, and each needs the result of the previous one.
const inSequence = serialQueue();

/**
 * The ids of the incomplete readings that this one replaces; null if this one is incomplete. Readings are kept in the session
 * storage, because the background may be shut down between two.
 */
function replacedReadings(one: NotedReading): Promise<string[] | null> {
  return inSequence(async () => {
    const { [NOTED]: before = [] } = await api.storage.session.get<Record<string, NotedReading[] | undefined>>(NOTED);
    const { noted, lesser } = settleReadings(before, one);
    // Without room, the journal gets one entry too many at worst.
    await api.storage.session.set({ [NOTED]: noted }).catch(() => undefined);
    return lesser;
  });
}

async function writeOpened(href: string): Promise<void> {
  if ((await settings()).journal) await markOpened(await linkDigest(href));
}
