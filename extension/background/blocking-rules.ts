// The second line of defence: rules by which the browser itself refuses to open what a message was judged dangerous for. They
// reach what no page sees: the browser's menu, a link dragged to another tab, a script that opens it. They are rules of the
// browser's session, so they outlive the background, and they end by themselves.
//
// Each rule stops only requests that come from the page the message is open in (`initiatorDomains`), so that an address which the
// user types opens in every tab. Rules bound to tabs (`tabIds`) are not used: they would not reach a new tab, and would refuse
// what the user types in the old one. A sandboxed frame without an origin has no initiator in either browser; for such frames
// a link whose menu is opened is ruled out for everybody, for a short time (`armRules`).

import { api } from "../platform/browser.js";
import type { Blocked } from "../protocol/requests.js";
import { covers } from "../model/match-patterns.js";
import type { MessageInput, MessageVerdict, Verdict } from "../model/verdict.js";
import { isCalm, noteCalm } from "./innocent-hosts.js";
import { verdictGiven } from "./verdict-memory.js";
import { judge } from "./modules.js";
import {
  type Place,
  addressPlace,
  conditionFor,
  hostOf,
  keyOf,
  keysFor,
  webAddress,
} from "./blocking-rule-conditions.js";
import { type Entry, type Wanted, amend, enforce, entries } from "./blocking-rule-store.js";
import { watchedPatterns } from "./watched-sites.js";

/** A rule that was not renewed ends after this long, in milliseconds. */
const LIFE = 30 * 60_000;
/** A way that the user let through stays open this long: for the redirects of one visit. */
const OPEN_FOR = 60_000;
/** A menu is open no longer than this, in milliseconds. */
export const ARMED_FOR = 60_000;
/** Of one message at most this many places are ruled out; the link whose menu is opened always is. */
const MOST_OF_A_MESSAGE = 200;

const BLOCK = 1;
const ALLOW = 2;

/** The page that asks: the origin the user sees in its tab, and the hosts of the frames in it that are watched. */
export interface Page {
  readonly site: string | null;
  readonly frameHosts: readonly string[];
}

/** A dangerous address. */
interface Danger {
  readonly href: string;
  /** Where it leads in the end, and all steps between. */
  readonly ways: readonly string[];
  readonly isForm: boolean;
}

/** What a place may cover, with the address that leads there. */
interface Found {
  readonly place: Place;
  readonly soft: boolean;
}

/** Has the browser refuse what a message's dangerous links lead to; `names` are hosts about which the user is not warned. */
export async function block(
  message: MessageInput,
  verdict: MessageVerdict,
  names: readonly string[],
  page: Page,
): Promise<void> {
  await settleCalm(message, verdict, page);
  const dangers = dangersIn(message, verdict);
  if (dangers.length === 0) return;
  const from = message.from.address ?? "";
  // A sender who has himself taken for the user's own organisation must not be spared for it.
  const own = message.user.slice(0, 20).filter((address) => domainOf(address) !== domainOf(from));
  const found = await placesOf(dangers, names, page, own);
  const kept: Found[] = [];
  for (const one of found) {
    if (one.soft && page.site !== null && (await isCalm(page.site, one.place.host, messageId(from, message.subject))))
      continue;
    kept.push(one);
  }
  // A host covers all addresses at it, so hosts come first.
  const sorted = kept.toSorted((one, other) => Number(other.place.kind === "host") - Number(one.place.kind === "host"));
  await enforce(await wantedFor(sorted.slice(0, MOST_OF_A_MESSAGE), page));
}

/** Rules for single links that the page was told are dangerous. */
export async function blockLinks(links: readonly string[], names: readonly string[], page: Page): Promise<void> {
  const dangers = await Promise.all(links.map((href) => dangerAt(href)));
  await enforce(await wantedFor(await placesOf(dangers, names, page, []), page));
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}

function messageId(address: string, subject: string): string {
  return `${address.toLowerCase()} ${subject}`;
}

/** Where a message is not dangerous, its hosts are those of an innocent message too: a rule for all of such a host ends. */
async function settleCalm(message: MessageInput, verdict: MessageVerdict, { site }: Page): Promise<void> {
  if (site === null || verdict.level === "danger") return;
  const links = verdict.links.filter((link) => link.kind === "link" && link.level !== "danger");
  const hosts = [
    ...new Set(
      links.flatMap((link) => waysOf(link).map((way) => webAddress(way))).flatMap((url) => (url ? [hostOf(url)] : [])),
    ),
  ];
  if (hosts.length === 0) return;
  // A rule for a host holds for everything below it.
  const covering = [...new Set(hosts.flatMap(parentsOf))];
  await noteCalm(site, covering, messageId(message.from.address ?? "", message.subject));
  const calm = new Set(covering.map((host) => `host ${host}`));
  const inForce = Object.entries(await entries());
  if (!inForce.some(([key, entry]) => isCalmed(key, entry, calm, site))) return;
  await enforce(new Map(), (key, entry) => isCalmed(key, entry, calm, site));
}

function isCalmed(key: string, { soft, from }: Entry, calm: ReadonlySet<string>, site: string): boolean {
  return soft === true && calm.has(key) && from !== undefined && site in from;
}

function parentsOf(host: string): string[] {
  const labels = host.split(".");
  return labels.map((_, at) => labels.slice(at).join(".")).filter((parent) => parent.includes("."));
}

/** The dangerous links of a message and of those attached to it; what it asks for comes first. */
function dangersIn(message: MessageInput, { links, attached }: MessageVerdict): Danger[] {
  const own = links.filter((link) => link.kind === "link" && link.level === "danger");
  const sorted = own.toSorted((one, other) => Number(other.role === "action") - Number(one.role === "action"));
  const dangers = sorted.map((link): Danger => {
    const input = link.index === null || link.index === undefined ? undefined : message.links[link.index];
    return { href: link.href, ways: waysOf(link), isForm: input?.form === true };
  });
  return [...dangers, ...(attached ?? []).flatMap((inner, at) => dangersIn(message.attached[at] ?? NO_LINKS, inner))];
}

const NO_LINKS = { links: [], attached: [] } as unknown as MessageInput;

function waysOf(verdict: Verdict & { readonly href?: string }): string[] {
  const { href } = verdict;
  const behind = verdict.kind === "link" ? [...(verdict.steps ?? []), verdict.target ?? ""] : [];
  return [...new Set([href ?? "", ...behind])].filter(Boolean);
}

async function dangerAt(href: string): Promise<Danger> {
  const [alone] = await judge.run((module) => module.judgeLinks([href], []));
  return { href, ways: alone ? waysOf({ ...alone, href }) : [href], isForm: false };
}

/** What is ruled out because of dangerous links; Rust says how much of each address that may be. */
async function placesOf(
  dangers: readonly Danger[],
  names: readonly string[],
  page: Page,
  own: readonly string[],
): Promise<Found[]> {
  const ways = dangers.flatMap(({ ways, isForm }) =>
    ways.flatMap((way) => {
      const url = webAddress(way);
      return url ? [{ url, isForm }] : [];
    }),
  );
  const reaches = await judge.run((module) =>
    module.ruleFor(
      ways.map(({ url }) => url.href),
      [...own],
    ),
  );
  const patterns = await watchedPatterns();
  const found = new Map<string, Found>();
  const add = (place: Place, soft: boolean): void => void found.set(JSON.stringify(place), { place, soft });
  for (const [at, { url, isForm }] of ways.entries()) {
    const reach = reaches[at];
    const host = hostOf(url);
    if (!reach || reach === "nothing" || names.includes(host) || isOfPage(host, page) || isWatchedHost(host, patterns))
      continue;
    if (reach !== "address") add({ kind: "host", host }, reach === "host");
    if (reach === "dangerous-host") continue;
    add(addressPlace(url, isForm), false);
    add({ kind: "odd-spelling", host }, false);
  }
  return [...found.values()];
}

/** A mail never has the page refused that it is read in. */
function isOfPage(host: string, { site, frameHosts }: Page): boolean {
  return frameHosts.includes(host) || (site !== null && host === hostOf(new URL(site)));
}

function isWatchedHost(host: string, patterns: readonly string[]): boolean {
  const addresses = ["https", "http"]
    .map((scheme) => `${scheme}://${host}/`)
    .filter((address) => URL.canParse(address));
  return addresses.some((address) => patterns.some((pattern) => covers(pattern, new URL(address))));
}

/** What is to be in force for places, bound to the requests of this page and of our own pages. */
async function wantedFor(found: readonly Found[], page: Page): Promise<Map<string, Wanted>> {
  const until = Date.now() + LIFE;
  const from = { [page.site ?? ""]: initiatorsOf(page) };
  const wanted = new Map<string, Wanted>();
  for (const { place, soft } of found) {
    wanted.set(await keyOf(place), { until, from, rule: await blockRule(place), ...(soft ? { soft } : {}) });
  }
  return wanted;
}

/** Firefox takes our own pages for the initiator of what they open, Chromium takes nobody. */
function initiatorsOf({ site, frameHosts }: Page): string[] {
  const hosts = [
    ...(site === null ? [] : [hostOf(new URL(site))]),
    ...frameHosts,
    new URL(api.runtime.getURL("")).host,
  ];
  return [...new Set(hosts.filter((host) => host !== ""))];
}

async function blockRule(place: Place): Promise<Wanted["rule"]> {
  const condition = await conditionFor(place, isRegexSupported);
  return { priority: BLOCK, action: { type: "block" }, condition: { resourceTypes: ["main_frame"], ...condition } };
}

async function isRegexSupported(regex: string): Promise<boolean> {
  const { isSupported } = await api.declarativeNetRequest.isRegexSupported({ regex, isCaseSensitive: false });
  return isSupported;
}

/**
 * Rules these addresses out for requests from anywhere, for a short time, in place of those before: the user has opened the
 * menu on one of them, and what the menu opens may come from nowhere.
 */
export async function armRules(links: readonly string[], names: readonly string[], page: Page): Promise<void> {
  const dangers = await Promise.all(links.map((href) => dangerAt(href)));
  const found = (await placesOf(dangers, names, page, [])).map(({ place }) => place);
  const ruled = new Set(found.map(({ host }) => host));
  const ways = dangers.flatMap((danger) => danger.ways).flatMap((way) => webAddress(way) ?? []);
  // One address alone, even of a host that is ruled out as a whole for the page.
  const addresses = ways.filter((url) => ruled.has(hostOf(url))).map((url) => addressPlace(url, false));
  const wanted = new Map<string, Wanted>();
  const until = Date.now() + ARMED_FOR;
  for (const place of addresses) wanted.set(`armed ${await keyOf(place)}`, { until, rule: await blockRule(place) });
  // The page must not say that the browser refuses what it does not.
  if (wanted.size === 0) throw new Error("no rule may cover this");
  await enforce(wanted, (key) => key.startsWith("armed "));
}

/** Ends what has had its time. */
export function endOld(): Promise<void> {
  return enforce(new Map());
}

/** Ends every rule: what the user decided changes verdicts, and the messages that are open are judged anew. */
export function endAll(): Promise<void> {
  return enforce(new Map(), () => true);
}

/** Ends the rules that were made for the messages of some sites alone: these sites are left. */
export function endOf(isOne: (origin: string) => boolean): Promise<void> {
  return amend((entry) => {
    const sites = Object.entries(entry.from ?? {});
    const others = sites.filter(([site]) => site === "" || !isOne(site));
    if (sites.length === 0 || others.length === sites.length) return entry;
    return others.length === 0 ? null : { ...entry, from: Object.fromEntries(others) };
  });
}

/** What is known of an address that a rule of ours stops, in whichever spelling; nothing where none does. */
export async function ruledOut(address: string): Promise<Blocked | null> {
  const url = webAddress(address);
  if (!url) return null;
  const now = Date.now();
  const inForce = await entries();
  const [alone] = await judge.run((module) => module.judgeLinks([url.href], []));
  const ways = [url, ...(alone ? waysOf(alone) : []).flatMap((way) => webAddress(way) ?? [])];
  for (const way of ways) {
    const keys = await keysFor(way);
    const stops = keys.some((key) => (inForce[key] ?? inForce[`armed ${key}`] ?? { until: 0 }).until > now);
    if (stops) return { href: url.href, verdict: await verdictOn(url.href) };
  }
  return null;
}

/** The verdict that was given on a dangerous address; where it is forgotten, what the address is in a mail that claims to be Amazon. */
export async function verdictOn(href: string): Promise<Verdict | null> {
  const given = await verdictGiven(href);
  if (given) return given;
  const [verdict] = await judge.run((module) => module.check([href], true));
  return verdict ?? null;
}

/** Lets one visit of the user's through: in this tab whatever it leads to, or, where the tab is not known yet, from this page to this host. */
export async function letThrough(
  way: { readonly tabId: number } | { readonly host: string; readonly page: Page },
): Promise<void> {
  const condition =
    "tabId" in way ? { tabIds: [way.tabId] } : { requestDomains: [way.host], initiatorDomains: initiatorsOf(way.page) };
  const rule = {
    priority: ALLOW,
    action: { type: "allow" as const },
    condition: { resourceTypes: ["main_frame" as const], ...condition },
  };
  await enforce(new Map([[`open ${crypto.randomUUID()}`, { until: Date.now() + OPEN_FOR, rule }]]));
}
