// The blocking rules in force, and what is written down about them, since the background does not live as long as they do. No
// address and no verdict is written down: a mail could fill the session's storage with them. One change is made after the other.

import { api } from "../platform/browser.js";
import { NO_ROOM } from "../protocol/requests.js";
import { turns } from "./serial-queue.js";

/** More rules than this are never in force; the oldest go first. */
const MOST_RULES = 1_000;

const KEY = "rules";
/** The alarm at which the first of the rules has had its time. */
export const RULES_END = "rules end";

type Rule = chrome.declarativeNetRequest.Rule;

/** A rule in force, by the key of its place. */
export interface Entry {
  readonly id: number;
  readonly until: number;
  /** For each site whose messages it was made for: the hosts whose requests it stops. A rule without any stops everybody's. */
  readonly from?: Readonly<Record<string, readonly string[]>>;
  /** Only a message makes the host dangerous. */
  readonly soft?: true;
}

/** An entry that is wanted, with what its rule does where it is new. */
export interface Wanted extends Omit<Entry, "id"> {
  readonly rule: Omit<Rule, "id">;
}

export type Entries = Readonly<Record<string, Entry>>;

/** Changes that the session's storage has no room for are not made; the page that asked says so. */
export class NoRoom extends Error {
  constructor() {
    super(NO_ROOM);
  }
}

// Two changes at the same time would take the same number for their rules.
const inTurn = turns();

/** What is written down of the rules in force. */
export async function entries(): Promise<Entries> {
  const { [KEY]: stored } = await api.storage.session.get<Record<string, Entries | undefined>>(KEY);
  return stored ?? {};
}

/** Puts rules in force; known ones live on and stop the requests of more hosts. Entries for which `ends` says so end. */
export function enforce(
  wanted: ReadonlyMap<string, Wanted>,
  ends: (key: string, entry: Entry) => boolean = () => false,
): Promise<void> {
  return inTurn(async () => {
    const before = await entries();
    const now = Date.now();
    const alive = Object.entries(before).filter(([key, entry]) => entry.until > now && !ends(key, entry));
    let next = nextId(before);
    const after = new Map(alive);
    const added = new Map<string, Rule>();
    for (const [key, { rule, ...entry }] of wanted) {
      const known = after.get(key);
      const from = entry.from && { ...known?.from, ...joined(known?.from, entry.from) };
      const isAsBefore = known !== undefined && sameHosts(known.from, from);
      const id = isAsBefore ? known.id : next++;
      // The renewed one is the youngest again.
      after.delete(key);
      after.set(key, { ...entry, id, ...(from ? { from } : {}) });
      if (!isAsBefore) added.set(key, { ...bound(rule, from), id });
    }
    const kept = new Map([...after].slice(-MOST_RULES));
    await install(before, kept, added);
  });
}

/** Changes entries, or with null ends them; a rule whose hosts change is put in force anew. */
export function amend(change: (entry: Entry) => Entry | null): Promise<void> {
  return inTurn(async () => {
    const before = await entries();
    const inForce = new Map((await api.declarativeNetRequest.getSessionRules()).map((rule) => [rule.id, rule]));
    let next = nextId(before);
    const after = new Map<string, Entry>();
    const added = new Map<string, Rule>();
    for (const [key, entry] of Object.entries(before)) {
      const changed = change(entry);
      const rule = inForce.get(entry.id);
      if (!changed || !rule) continue;
      const isAsBefore = sameHosts(entry.from, changed.from);
      const id = isAsBefore ? entry.id : next++;
      after.set(key, { ...changed, id });
      if (!isAsBefore) added.set(key, { ...bound(rule, changed.from), id });
    }
    await install(before, after, added);
  });
}

type From = Entry["from"];

function joined(one: From, other: NonNullable<From>): NonNullable<From> {
  return Object.fromEntries(
    Object.entries(other).map(([site, hosts]) => [site, [...new Set([...(one?.[site] ?? []), ...hosts])]]),
  );
}

function hostsOf(from: From): string[] {
  return [...new Set(Object.values(from ?? {}).flat())].sort();
}

function sameHosts(one: From, other: From): boolean {
  return JSON.stringify(hostsOf(one)) === JSON.stringify(hostsOf(other));
}

/** A rule that stops only what comes from these hosts, so that an address which the user types is never refused. */
function bound(rule: Omit<Rule, "id">, from: From): Omit<Rule, "id"> {
  if (!from) return rule;
  return { ...rule, condition: { ...rule.condition, initiatorDomains: hostsOf(from) } };
}

function nextId(taken: Entries): number {
  return Math.max(0, ...Object.values(taken).map(({ id }) => id)) + 1;
}

/**
 * Brings the browser from one set of rules to another. New rules come first and old ones go last, so that a failure between the
 * two leaves those in force that are written down.
 */
async function install(
  before: Entries,
  after: ReadonlyMap<string, Entry>,
  added: ReadonlyMap<string, Rule>,
): Promise<void> {
  const fresh = [...added].filter(([key]) => after.has(key));
  const refused = new Set<string>();
  // The ids of the session before may still be in force: Chromium keeps rules over an update, but not what was written down.
  const known = new Set(Object.values(before).map(({ id }) => id));
  const inForce = (await api.declarativeNetRequest.getSessionRules()).map(({ id }) => id);
  const strangers = inForce.filter((id) => !known.has(id));
  await update(
    strangers,
    fresh.map(([, rule]) => rule),
  ).catch(async () => {
    // One rule that the browser does not take must not cost all the others.
    await update(strangers, []);
    for (const [key, rule] of fresh) await update([], [rule]).catch(() => refused.add(key));
  });
  const kept = Object.fromEntries([...after].filter(([key]) => !refused.has(key)));
  try {
    await api.storage.session.set({ [KEY]: kept });
  } catch {
    await update(
      fresh.map(([, { id }]) => id),
      [],
    );
    throw new NoRoom();
  }
  const wanted = new Set(Object.values(kept).map(({ id }) => id));
  await update(
    [...known].filter((id) => !wanted.has(id)),
    [],
  );
  await setAlarm(kept);
}

function update(removeRuleIds: number[], addRules: Rule[]): Promise<void> {
  return api.declarativeNetRequest.updateSessionRules({ removeRuleIds, addRules });
}

async function setAlarm(kept: Entries): Promise<void> {
  const ends = Object.values(kept).map(({ until }) => until);
  if (ends.length > 0) await api.alarms.create(RULES_END, { when: Math.min(...ends) });
}
