// Remembers for this session which level each judged message got, so that its row in the list shows the same. Only digests are kept:
// of the webmail's own ids, and of sender and subject. They also stand in the session storage, because the background may be shut
// down earlier than the page; without that storage they are kept in memory.

import { api } from "../platform/browser.js";
import { shortDigest } from "../platform/digest.js";
import type { MailPlace, RowLevel, RowPlace } from "../protocol/requests.js";
import { type MessageInput, type MessageVerdict, loudest } from "../model/verdict.js";
import { datePartsIn, isExact, isShownBy } from "./message-date.js";
import { serialQueue } from "./serial-queue.js";

/** The most messages that are remembered. The latest are kept. */
const MOST_MAILS = 1_000;
const KEY = "mail levels";

/** A judged message. All texts are digests. */
interface Judged extends RowLevel {
  /** Two openings of one message have the same digest only if the webmail gives it an id. */
  readonly mail: string;
  /** Rust says that the message is warned about. */
  readonly warned?: true;
  /** What the webmail's own ids and the header say: the message's id, its conversation, sender and subject. */
  readonly id?: string;
  readonly conversation?: string;
  readonly headers: readonly string[];
  /** The parts of the date. */
  readonly date?: readonly string[];
}

let inMemory: readonly Judged[] | undefined;
const inSequence = serialQueue();

async function known(): Promise<readonly Judged[]> {
  return (inMemory ??= await stored());
}

async function stored(): Promise<readonly Judged[]> {
  try {
    const { [KEY]: all } = await api.storage.session.get<Record<string, readonly Judged[] | undefined>>(KEY);
    return all ?? [];
  } catch {
    return [];
  }
}

async function keep(all: readonly Judged[]): Promise<void> {
  inMemory = all;
  try {
    await api.storage.session.set({ [KEY]: all });
  } catch {
    // Without that storage, or without room in it, the levels last as long as the background.
  }
}

/** Notes the level of a message of a site. Returns whether a row may have to show something else now. */
export async function noteLevel(
  site: string,
  { from, subject }: MessageInput,
  place: MailPlace,
  { level, warned, chip }: MessageVerdict,
): Promise<boolean> {
  const { id, conversation, opening, date } = place;
  const judged: Judged = {
    mail: await shortDigest(JSON.stringify(id === undefined ? [site, "opening", opening] : [site, "id", id])),
    level,
    ...(warned ? { warned: true as const } : {}),
    ...(chip ? { face: chip.face } : {}),
    ...(id === undefined ? {} : { id: await idDigest(site, id) }),
    ...(conversation === undefined ? {} : { conversation: await idDigest(site, conversation) }),
    headers: await headerDigests(site, from, subject),
    ...(date === undefined ? {} : { date: datePartsIn(date) }),
  };
  return inSequence(async () => {
    const all = await known();
    const before = all.find(({ mail }) => mail === judged.mail);
    if (before && JSON.stringify(before) === JSON.stringify(judged)) return false;
    await keep([...all.filter((one) => one !== before), judged].slice(-MOST_MAILS));
    return true;
  });
}

/** The levels of the messages in the rows of a site's list. */
export async function levelsOf(site: string, rows: readonly RowPlace[]): Promise<(RowLevel | null)[]> {
  const all = await inSequence(known);
  if (all.length === 0) return rows.map(() => null);
  const named = await Promise.all(rows.map((row) => digestsOf(site, row)));
  return named.map((row) => {
    const own = all.find(({ id }) => id !== undefined && id === row.id);
    const others = all.filter(({ conversation }) => conversation !== undefined && conversation === row.conversation);
    if (own || others.length > 0) return ofConversation(own, others);
    const alike = all.filter((judged) => isLike(judged, row));
    return ofHeader(alike, named.filter((other) => alike.some((judged) => isLike(judged, other))).length);
  });
}

/**
 * The loudest of the judged messages. A message of the conversation that nobody opened may be worse, so only the message's own id
 * vouches for a level without a warning.
 */
function ofConversation(own: Judged | undefined, others: readonly Judged[]): RowLevel | null {
  const all = own ? [own, ...others] : others;
  const level = loudest(all.map((judged) => judged.level));
  const found = all.find((judged) => judged.level === level);
  return own || found?.warned ? shown(found) : null;
}

/**
 * The level of the messages with this sender, subject and date. Other messages may have the same, so they never lend a level
 * without a warning, and none at all if they differ, or if more rows than judged messages have this header.
 */
function ofHeader(alike: readonly Judged[], rows: number): RowLevel | null {
  const [first, ...rest] = alike;
  const isOne = first?.warned && rest.every(({ level }) => level === first.level);
  return isOne && rows <= alike.length ? shown(first) : null;
}

function shown(judged: Judged | undefined): RowLevel | null {
  return judged ? { level: judged.level, ...(judged.face ? { face: judged.face } : {}) } : null;
}

/** A row's names for its message. */
interface Named {
  readonly id: string | undefined;
  readonly conversation: string | undefined;
  readonly header: string | undefined;
  readonly date: readonly string[];
}

async function digestsOf(site: string, { id, conversation = id, from, subject, date }: RowPlace): Promise<Named> {
  const [header] = await headerDigests(site, from.address ? { address: from.address } : from, subject);
  return {
    id: id === undefined ? undefined : await idDigest(site, id),
    conversation: conversation === undefined ? undefined : await idDigest(site, conversation),
    header,
    date: date === undefined ? [] : datePartsIn(date),
  };
}

/**
 * Whether a judged message has a row's header. A row without a date may stand for any message with its sender and subject. If both
 * have ids of the webmail's own, these were compared before, so the row is another message.
 */
function isLike({ id, conversation, headers, date = [] }: Judged, row: Named): boolean {
  if (row.header === undefined || !headers.includes(row.header)) return false;
  if ((row.id ?? row.conversation) !== undefined && (id ?? conversation) !== undefined) return false;
  return isExact(row.date) && isShownBy(row.date, date);
}

function idDigest(site: string, id: string): Promise<string> {
  return shortDigest(JSON.stringify([site, id]));
}

/** The digests of sender and subject, by the sender's address and by the name, because many lists show only the name. */
function headerDigests(site: string, { address, name }: MessageInput["from"], subject: string): Promise<string[]> {
  const said = plain(subject);
  if (said === "") return Promise.resolve([]);
  const senders = [address, name].flatMap((sender) => (sender ? [plain(sender)] : []));
  return Promise.all(senders.map((sender) => shortDigest(JSON.stringify([site, sender, said]))));
}

function plain(text: string): string {
  return text.normalize("NFKC").replace(/\s+/g, " ").trim().toLowerCase();
}

/** Forgets everything, because the settings changed and every message is judged again. */
export async function forgetLevels(): Promise<void> {
  await inSequence(() => keep([]));
}
