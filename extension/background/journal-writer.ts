// Who writes into the journal of warnings, and when: warnings in watched pages, nothing from private windows, subjects only where
// the user wants them. Judging never waits for the journal, nor fails with it.

import { api } from "../platform/browser.js";
import { deleteOld, markOpened, record } from "../model/journal.js";
import { type MessageVerdict, atLeast } from "../model/verdict.js";
import { MOST, type Noted, digestOf, entryFor, hostsIn, settle } from "./journal-entry.js";
import { settings } from "./settings.js";
import { turns } from "./serial-queue.js";

/** The alarm at which entries whose time is over are deleted. */
export const ENTRIES_END = "entries end";
/** In minutes. */
const DAY = 24 * 60;
/** So many hosts of a message tell whether another reading is of the same one. */
const MOST_HOSTS = 100;

type Sender = chrome.runtime.MessageSender;

/** Notes a warning about a message in a watched page. */
export function noteWarning(verdict: MessageVerdict, subject: string, sender: Sender): void {
  if (!atLeast(verdict.level, "caution") || !isPublic(sender) || sender.url?.startsWith(api.runtime.getURL(""))) return;
  // Without the journal the user loses a record; without a verdict he would lose the warning.
  void write(verdict, subject, sender).catch(() => undefined);
}

/** Notes that the user opened a link, where it is one he was warned about. */
export function noteOpened(href: string, sender: Sender): void {
  if (isPublic(sender)) void writeOpened(href).catch(() => undefined);
}

/** A tab that is known, and known not to be private. */
function isPublic({ tab }: Sender): boolean {
  return tab?.incognito === false;
}

/** Deletes entries in their time, now and each day: nobody else would, where the journal is off and its page stays closed. */
export async function keepEnding(): Promise<void> {
  await api.alarms.create(ENTRIES_END, { periodInMinutes: DAY });
  await endEntries();
}

/** Deletes the entries whose time is over. */
export async function endEntries(): Promise<void> {
  // Where nothing can be stored nothing is kept too long.
  await deleteOld().catch(() => undefined);
}

async function write(verdict: MessageVerdict, subject: string, sender: Sender): Promise<void> {
  const { journal, journalSubjects } = await settings();
  if (!journal) return;
  const entry = await entryFor(verdict, subject, Date.now(), sender.tab?.url ?? sender.origin);
  // What is kept in mind has a limit: the session's storage is small, and a mail may have any number of hosts.
  const hosts = [...hostsIn(verdict)].slice(0, MOST_HOSTS);
  const lesser = await settled({
    tab: sender.tab?.id,
    id: entry.id,
    address: entry.address,
    subject: subject.slice(0, MOST),
    hosts,
    at: entry.last,
  });
  if (lesser === null) return;
  await record(journalSubjects ? { ...entry, subject: subject.slice(0, MOST) } : entry, lesser);
}

const NOTED = "noted";
// Readings of one message come in quick succession; each has to see the one before.
const inTurn = turns();

/** Which incomplete readings this one replaces. What was noted is kept in the browser's session: we do not live as long. */
function settled(one: Noted): Promise<string[] | null> {
  return inTurn(async () => {
    const { [NOTED]: before = [] } = await api.storage.session.get<Record<string, Noted[] | undefined>>(NOTED);
    const { noted, lesser } = settle(before, one);
    // Where there is no room for it the worst is one entry too many.
    await api.storage.session.set({ [NOTED]: noted }).catch(() => undefined);
    return lesser;
  });
}

async function writeOpened(href: string): Promise<void> {
  if ((await settings()).journal) await markOpened(await digestOf(href));
}
