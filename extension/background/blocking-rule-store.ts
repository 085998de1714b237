// The active blocking rules, and the record that the background keeps of them, because it is shut down earlier than they end. The
// record holds no address and no verdict: a mail could fill the session storage with them. Changes are made one after the other.

import { api } from "../platform/browser.js";
import { NO_ROOM } from "../protocol/requests.js";
import { serialQueue } from "./serial-queue.js";

/** The most active rules. The oldest end first. */
const MOST_RULES = 1_000;

const KEY = "rules";
/** The name of the alarm for the end of the first rule. */
export const RULES_END = "rules end";

type Rule = chrome.declarativeNetRequest.Rule;

/** An active rule, by the key of its scope. */
export interface ActiveRule {
  readonly id: number;
  readonly until: number;
  /**
   * For each site whose messages caused the rule: the hosts whose requests it stops. A rule without this field stops requests from
   * everywhere.
   */
  readonly from?: Readonly<Record<string, readonly string[]>>;
  /** Set where the host is dangerous only because of a message. */
  readonly soft?: true;
}

/** A rule to put in force. `rule` is used where the scope has no active rule yet. */
export interface WantedRule extends Omit<ActiveRule, "id"> {
  readonly rule: Omit<Rule, "id">;
}

export type ActiveRules = Readonly<Record<string, ActiveRule>>;

/** Thrown where the session storage has no room for a change. The change is not made, and the page that asked says so. */
export class NoRoom extends Error {
  constructor() {
    super(NO_ROOM);
  }
}

// Two simultaneous changes would give the same id to different rules.
const inSequence = serialQueue();

/** The record of the active rules. */
export async function activeRules(): Promise<ActiveRules> {
  const { [KEY]: stored } = await api.storage.session.get<Record<string, ActiveRules | undefined>>(KEY);
  return stored ?? {};
}

/** Puts rules in force. A known rule lives on and stops the requests of more hosts. Rules for which `ends` returns true end. */
export function enforceRules(
  wanted: ReadonlyMap<string, WantedRule>,
  ends: (key: string, entry: ActiveRule) => boolean = () => false,
): Promise<void> {
  return inSequence(async () => {
    const before = await activeRules();
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
      // A renewed rule counts as the youngest again.
      after.delete(key);
      after.set(key, { ...entry, id, ...(from ? { from } : {}) });
      if (!isAsBefore) added.set(key, { ...bound(rule, from), id });
    }
    const kept = new Map([...after].slice(-MOST_RULES));
    await install(before, kept, added);
  });
}

/** Changes the record of every rule; null ends the rule. A rule whose hosts change is installed again. */
export function amendRules(change: (entry: ActiveRule) => ActiveRule | null): Promise<void> {
  return inSequence(async () => {
    const before = await activeRules();
    const inForce = new Map((await api.declarativeNetRequest.getSessionRules()).map((rule) => [rule.id, rule]));
    let next = nextId(before);
    const after = new Map<string, ActiveRule>();
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

type From = ActiveRule["from"];

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

/** Binds a rule to requests from these hosts, so that it never refuses an address that the user types. */
function bound(rule: Omit<Rule, "id">, from: From): Omit<Rule, "id"> {
  if (!from) return rule;
  return { ...rule, condition: { ...rule.condition, initiatorDomains: hostsOf(from) } };
}

function nextId(taken: ActiveRules): number {
  return Math.max(0, ...Object.values(taken).map(({ id }) => id)) + 1;
}

/**
 * Replaces one set of rules in the browser with another. New rules are added first and old ones removed last, so that after a
 * failure in between the recorded rules are still in force.
 */
async function install(
  before: ActiveRules,
  after: ReadonlyMap<string, ActiveRule>,
  added: ReadonlyMap<string, Rule>,
): Promise<void> {
  const fresh = [...added].filter(([key]) => after.has(key));
  const refused = new Set<string>();
  // Rules of an earlier session may still be in force: Chromium keeps rules over an update, but not the session storage.
  const known = new Set(Object.values(before).map(({ id }) => id));
  const inForce = (await api.declarativeNetRequest.getSessionRules()).map(({ id }) => id);
  const strangers = inForce.filter((id) => !known.has(id));
  await update(
    strangers,
    fresh.map(([, rule]) => rule),
  ).catch(async () => {
    // A rule that the browser does not accept must not prevent the others.
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

async function setAlarm(kept: ActiveRules): Promise<void> {
  const ends = Object.values(kept).map(({ until }) => until);
  if (ends.length > 0) await api.alarms.create(RULES_END, { when: Math.min(...ends) });
}
