// The second line of defence: rules by which the browser itself refuses to open what a message was judged dangerous for. They
// reach what no page sees: its own menu, a link dragged to another tab, a script that opens it. They are rules of the
// browser's session, so they outlive the background, and they end by themselves.

import { api } from "../shared/browser.js";
import type { Blocked } from "../shared/messages.js";
import type { MessageVerdict, Verdict } from "../shared/verdict.js";
import { judge } from "./judge.js";
import { turns } from "./turns.js";

/** A rule that nobody renewed ends after this long, in milliseconds. */
const LIFE = 30 * 60_000;
/** A way that the user let through stays open this long: for the redirects of one visit. */
const OPEN_FOR = 60_000;
/** More rules than this are never in force; the oldest go first. */
const MOST_RULES = 1_000;
/** Of one message at most this many places are ruled out at once; the link somebody is about to take always is. */
const MOST_OF_A_MESSAGE = 200;
/** A longer address is matched by its beginning. */
const MOST_FILTER = 1_500;

const KEY = "rules";
/** The alarm at which the first of the rules has had its time. */
export const RULES_END = "rules end";
const BLOCK = 1;
const ALLOW = 2;

type Condition = chrome.declarativeNetRequest.RuleCondition;

/** What a rule stops: everything at a host that is itself built to deceive, or one exact address. */
interface Place {
  readonly host?: string;
  readonly url?: string;
}

interface Entry extends Place {
  readonly id: number;
  readonly until: number;
  /** The verdict for which it was made. */
  readonly verdict?: Verdict;
  /** The origins of the sites whose messages it was made for. */
  readonly sites?: readonly string[];
}

/** What is in force, by the key of its place. Written down, since the background does not live as long. */
type Entries = Record<string, Entry>;

// Rules are changed one after the other, or two messages would take the same number.
const inTurn = turns();

async function entries(): Promise<Entries> {
  const { [KEY]: stored } = await api.storage.session.get<Record<string, Entries | undefined>>(KEY);
  return stored ?? {};
}

function keyOf({ host, url }: Place): string {
  return host === undefined ? `url ${url ?? ""}` : `host ${host}`;
}

/**
 * Has the browser refuse what a message's dangerous links lead to; `names` are hosts about which nobody is warned, `site` is the
 * origin of the page it is open in.
 */
export function block({ links, attached }: MessageVerdict, names: readonly string[], site: string | null): Promise<void> {
  const dangers = [...links, ...(attached ?? []).flatMap((inner) => inner.links)].filter(isDangerous);
  // What the message asks for comes first.
  const sorted = dangers.toSorted((one, other) => Number(other.role === "action") - Number(one.role === "action"));
  return blockLinks(sorted.slice(0, MOST_OF_A_MESSAGE), names, site);
}

/** The same for single links; those whose rule is in force already are given another half hour. */
export async function blockLinks(
  links: readonly (Verdict & { href: string })[],
  names: readonly string[],
  site: string | null,
): Promise<void> {
  const dangers = links.filter(isDangerous);
  if (dangers.length === 0) return;
  const places = await placesOf(dangers, names);
  await inTurn(() => enforce(places, site));
}

function isDangerous(link: Verdict): boolean {
  return link.kind === "link" && link.level === "danger";
}

/** Where dangerous links lead, each place with the verdict that rules it out. */
async function placesOf(links: readonly (Verdict & { href: string })[], names: readonly string[]): Promise<Map<string, Entry>> {
  const ways = links.flatMap((verdict) => {
    const target = verdict.kind === "link" ? verdict.target : null;
    return [verdict.href, ...(target ? [target] : [])].flatMap((way) => {
      const url = webAddress(way);
      return url ? [{ url, verdict }] : [];
    });
  });
  const hosts = [...new Set(ways.map(({ url }) => url.hostname))];
  const judged = await judge.run((module) => module.check(hosts, false));
  const alone = new Map(hosts.map((host, at) => [host, judged[at]]));
  const places = new Map<string, Entry>();
  for (const { url, verdict } of ways) {
    const host = alone.get(url.hostname);
    if (!host || !mayBeRuledOut(host) || names.includes(url.hostname)) continue;
    const place = host.level === "danger" ? { host: url.hostname } : { url: exact(url) };
    places.set(keyOf(place), { ...place, id: 0, until: Date.now() + LIFE, verdict });
  }
  return places;
}

/** No rule ever touches what is Amazon's. */
function mayBeRuledOut(host: Verdict): boolean {
  return host.kind === "link" && host.class !== "genuine" && host.class !== "amazon-owned" && host.class !== "risky-action";
}

function webAddress(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.protocol === "http:" || url?.protocol === "https:" ? url : null;
}

/** An address without what a request does not carry; either scheme, because browsers change one for the other. */
function exact(url: URL): string {
  return `${url.host}${url.pathname}${url.search}`;
}

async function enforce(places: ReadonlyMap<string, Entry>, site: string | null): Promise<void> {
  const now = Date.now();
  const before = await entries();
  const alive = Object.entries(before).filter(([, { until }]) => until > now);
  let next = nextId(before);
  const after = new Map<string, Entry>(alive);
  for (const [key, entry] of places) {
    const known = after.get(key);
    // The one renewed is the youngest again.
    after.delete(key);
    const sites = new Set([...(known?.sites ?? []), ...(site === null ? [] : [site])]);
    after.set(key, { ...entry, id: known?.id ?? next++, sites: [...sites] });
  }
  const kept = [...after].slice(-MOST_RULES);
  await install(before, Object.fromEntries(kept));
}

function nextId(taken: Entries): number {
  return Math.max(0, ...Object.values(taken).map(({ id }) => id)) + 1;
}

/** Brings the browser from one set of rules to another, and writes down what is in force. */
async function install(before: Entries, after: Entries): Promise<void> {
  const ids = (of: Entries): Set<number> => new Set(Object.values(of).map(({ id }) => id));
  const [old, wanted] = [ids(before), ids(after)];
  // Rules outlive an update of ours in Chromium, what was written down of them does not: what nobody knows any more goes.
  const inForce = (await api.declarativeNetRequest.getSessionRules()).map(({ id }) => id);
  const gone = inForce.filter((id) => !old.has(id) || !wanted.has(id));
  const added = Object.entries(after).filter(([, { id }]) => !old.has(id));
  // One rule that the browser does not like must not cost all the others.
  const refused = new Set<string>();
  await change(gone, added.map(([, entry]) => ruleFor(entry))).catch(async () => {
    await change(gone, []);
    for (const [key, entry] of added) await change([], [ruleFor(entry)]).catch(() => refused.add(key));
  });
  await writeDown(Object.fromEntries(Object.entries(after).filter(([key]) => !refused.has(key))));
}

function change(removeRuleIds: number[], addRules: chrome.declarativeNetRequest.Rule[]): Promise<void> {
  return api.declarativeNetRequest.updateSessionRules({ removeRuleIds, addRules });
}

async function writeDown(after: Entries): Promise<void> {
  await api.storage.session.set({ [KEY]: after });
  const ends = Object.values(after).map(({ until }) => until);
  if (ends.length > 0) await api.alarms.create(RULES_END, { when: Math.min(...ends) });
}

function ruleFor({ id, host, url }: Entry): chrome.declarativeNetRequest.Rule {
  const where: Condition =
    host === undefined ? { urlFilter: filterFor(url ?? ""), isUrlFilterCaseSensitive: true } : { requestDomains: [host] };
  return { id, priority: BLOCK, action: { type: "block" }, condition: { resourceTypes: ["main_frame"], ...where } };
}

/** An exact address as a filter. A star would stand for anything; the sign for one separator stands for it as well. */
function filterFor(url: string): string {
  const filter = `||${url.slice(0, MOST_FILTER).replaceAll("*", "^")}`;
  return url.length > MOST_FILTER ? filter : `${filter}|`;
}

/** Ends what has had its time. */
export function endOld(): Promise<void> {
  return inTurn(() => enforce(new Map(), null));
}

/** Ends every rule: what the user decided changes verdicts, and the messages that are open are judged anew. */
export function endAll(): Promise<void> {
  return inTurn(async () => install(await entries(), {}));
}

/** Ends the rules that were made for the messages of some sites alone: nothing is done for these any more. */
export function endOf(isOne: (origin: string) => boolean): Promise<void> {
  return inTurn(async () => {
    const before = await entries();
    const kept = Object.entries(before).flatMap(([key, entry]): [string, Entry][] => {
      const { sites = [] } = entry;
      const others = sites.filter((site) => !isOne(site));
      return sites.length > 0 && others.length === 0 ? [] : [[key, { ...entry, sites: others }]];
    });
    await install(before, Object.fromEntries(kept));
  });
}

/** What is known of an address that a rule of ours stops, or a rule stops on its way; nothing where none does. */
export async function ruledOut(address: string): Promise<Blocked | null> {
  const url = webAddress(address);
  if (!url) return null;
  const found = Object.values(await entries()).find(
    ({ host, url: exactly, verdict }) =>
      verdict && ((host !== undefined ? host === url.hostname : exactly === exact(url)) || hrefOf(verdict) === url.href),
  );
  return found ? { href: url.href, verdict: found.verdict ?? null } : null;
}

function hrefOf(verdict: Verdict): string | null {
  return "href" in verdict && typeof verdict.href === "string" ? verdict.href : null;
}

/** Lets one visit of the user's through: in this tab whatever it leads to, or, where the tab is not known yet, to this host. */
export function letThrough(way: { readonly tabIds: number[] } | { readonly requestDomains: string[] }): Promise<void> {
  return inTurn(async () => {
    const before = await entries();
    const id = nextId(before);
    const condition: Condition = { resourceTypes: ["main_frame"], ...way };
    await change([id], [{ id, priority: ALLOW, action: { type: "allow" }, condition }]);
    await writeDown({ ...before, [`open ${id}`]: { id, until: Date.now() + OPEN_FOR } });
  });
}
