// The second line of defence: blocking rules, by which the browser itself refuses the dangerous links of a message. They also stop ways
// that no content script sees: the browser's menu, a link dragged to another tab, a script that opens a link. The rules belong to the
// browser's session, so they outlive the background, and they end by themselves.
//
// Each rule stops only requests from the page that shows the message (`initiatorDomains`), so that an address which the user types
// opens in every tab. Rules for tabs (`tabIds`) are not used: they would not apply in a new tab, and in the old one they would refuse
// addresses that the user types. A sandboxed frame without an origin has no initiator in either browser. For such frames, a link whose
// menu is open is refused everywhere, for a short time (`armRules`).

import { api } from "../platform/browser.js";
import type { Blocked } from "../protocol/requests.js";
import type { MessageInput, MessageVerdict, Verdict } from "../model/verdict.js";
import { isInnocentHost, noteInnocentHosts } from "./innocent-hosts.js";
import { notedVerdict } from "./verdict-memory.js";
import { judge } from "./judge.js";
import {
  type RuleScope,
  addressScope,
  conditionFor,
  hostWithoutDot,
  scopeKey,
  scopeKeysFor,
  webAddress,
} from "./blocking-rule-conditions.js";
import { type ActiveRule, type WantedRule, amendRules, enforceRules, activeRules } from "./blocking-rule-store.js";
import { type DangerousScope, type RulePage, dangerAt, dangersIn, scopesOf, urlsOf } from "./blocking-rule-scopes.js";

/** The lifetime of a rule that is not renewed, in milliseconds. */
const LIFE = 30 * 60_000;
/** The lifetime of an exception for one visit, in milliseconds. It leaves time for redirects. */
const OPEN_FOR = 60_000;
/** The longest time for which a menu is considered open, in milliseconds. */
export const ARMED_FOR = 60_000;
/** The most scopes that are refused because of one message. A link whose menu is open is always refused. */
const MOST_OF_A_MESSAGE = 200;

const BLOCK = 1;
const ALLOW = 2;

/** Has the browser refuse the dangerous links of a message. `names` are the hosts that are never warned about. */
export async function blockMessage(
  message: MessageInput,
  verdict: MessageVerdict,
  names: readonly string[],
  page: RulePage,
): Promise<void> {
  await noteHarmless(message, verdict, page);
  const dangers = dangersIn(message, verdict);
  if (dangers.length === 0) return;
  const from = message.from.address ?? "";
  // A sender that imitates the user's own organisation must not profit from its exemption.
  const own = message.user.slice(0, 20).filter((address) => domainOf(address) !== domainOf(from));
  const found = await scopesOf(dangers, names, page, own);
  const kept: DangerousScope[] = [];
  for (const one of found) {
    if (
      one.soft &&
      page.site !== null &&
      (await isInnocentHost(page.site, one.place.host, messageId(from, message.subject)))
    )
      continue;
    kept.push(one);
  }
  // A host covers every address at it, so hosts come first.
  const sorted = kept.toSorted((one, other) => Number(other.place.kind === "host") - Number(one.place.kind === "host"));
  await enforceRules(await wantedFor(sorted.slice(0, MOST_OF_A_MESSAGE), page));
}

/** Has the browser refuse single links that the page knows to be dangerous. */
export async function blockLinks(links: readonly string[], names: readonly string[], page: RulePage): Promise<void> {
  const dangers = await Promise.all(links.map((href) => dangerAt(href)));
  await enforceRules(await wantedFor(await scopesOf(dangers, names, page, []), page));
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}

function messageId(address: string, subject: string): string {
  return `${address.toLowerCase()} ${subject}`;
}

/**
 * Notes the hosts in a message that is not dangerous. Rules for all of such a host end, because harmless messages link to it too.
 */
async function noteHarmless(message: MessageInput, verdict: MessageVerdict, { site }: RulePage): Promise<void> {
  if (site === null || verdict.blockable) return;
  const links = verdict.links.filter((link) => link.kind === "link" && !link.blockable);
  const hosts = [
    ...new Set(
      links
        .flatMap((link) => urlsOf(link).map((way) => webAddress(way)))
        .flatMap((url) => (url ? [hostWithoutDot(url)] : [])),
    ),
  ];
  if (hosts.length === 0) return;
  // A rule for a host covers everything below it.
  const covering = [...new Set(hosts.flatMap(parentsOf))];
  await noteInnocentHosts(site, covering, messageId(message.from.address ?? "", message.subject));
  const calm = new Set(covering.map((host) => `host ${host}`));
  const inForce = Object.entries(await activeRules());
  if (!inForce.some(([key, entry]) => coversHarmlessHost(key, entry, calm, site))) return;
  await enforceRules(new Map(), (key, entry) => coversHarmlessHost(key, entry, calm, site));
}

function coversHarmlessHost(key: string, { soft, from }: ActiveRule, calm: ReadonlySet<string>, site: string): boolean {
  return soft === true && calm.has(key) && from !== undefined && site in from;
}

function parentsOf(host: string): string[] {
  const labels = host.split(".");
  return labels.map((_, at) => labels.slice(at).join(".")).filter((parent) => parent.includes("."));
}

/** The rules for scopes, bound to requests from this page and from the extension's pages. */
async function wantedFor(found: readonly DangerousScope[], page: RulePage): Promise<Map<string, WantedRule>> {
  const until = Date.now() + LIFE;
  const from = { [page.site ?? ""]: initiatorsOf(page) };
  const wanted = new Map<string, WantedRule>();
  for (const { place, soft } of found) {
    wanted.set(await scopeKey(place), { until, from, rule: await blockRule(place), ...(soft ? { soft } : {}) });
  }
  return wanted;
}

/**
 * The hosts whose requests a rule stops. When an extension page opens a link, Firefox names the extension as the initiator, and
 * Chromium names none.
 */
function initiatorsOf({ site, frameHosts }: RulePage): string[] {
  const hosts = [
    ...(site === null ? [] : [hostWithoutDot(new URL(site))]),
    ...frameHosts,
    new URL(api.runtime.getURL("")).host,
  ];
  return [...new Set(hosts.filter((host) => host !== ""))];
}

async function blockRule(place: RuleScope): Promise<WantedRule["rule"]> {
  const condition = await conditionFor(place, isRegexSupported);
  return { priority: BLOCK, action: { type: "block" }, condition: { resourceTypes: ["main_frame"], ...condition } };
}

async function isRegexSupported(regex: string): Promise<boolean> {
  const { isSupported } = await api.declarativeNetRequest.isRegexSupported({ regex, isCaseSensitive: false });
  return isSupported;
}

/**
 * Refuses these links from everywhere for a short time, in place of earlier ones. The user has opened the menu on one of them, and
 * a request from a menu may have no initiator.
 */
export async function armRules(links: readonly string[], names: readonly string[], page: RulePage): Promise<void> {
  const dangers = await Promise.all(links.map((href) => dangerAt(href)));
  const found = (await scopesOf(dangers, names, page, [])).map(({ place }) => place);
  const ruled = new Set(found.map(({ host }) => host));
  const ways = dangers.flatMap((danger) => danger.ways).flatMap((way) => webAddress(way) ?? []);
  // These scopes are single addresses, even where a rule refuses the whole host for the page.
  const addresses = ways.filter((url) => ruled.has(hostWithoutDot(url))).map((url) => addressScope(url, false));
  const wanted = new Map<string, WantedRule>();
  const until = Date.now() + ARMED_FOR;
  for (const place of addresses) wanted.set(`armed ${await scopeKey(place)}`, { until, rule: await blockRule(place) });
  // Without a rule, the page must not claim that the browser refuses the link.
  if (wanted.size === 0) throw new Error("no rule may cover this");
  await enforceRules(wanted, (key) => key.startsWith("armed "));
}

/** Ends the rules whose time is over. */
export function endExpiredRules(): Promise<void> {
  return enforceRules(new Map());
}

/** Ends every rule. The user's decision changes verdicts, so open messages are judged again. */
export function endAllRules(): Promise<void> {
  return enforceRules(new Map(), () => true);
}

/** Ends the rules that exist only because of messages on some sites, because these sites are paused or removed. */
export function endRulesOf(isOne: (origin: string) => boolean): Promise<void> {
  return amendRules((entry) => {
    const sites = Object.entries(entry.from ?? {});
    const others = sites.filter(([site]) => site === "" || !isOne(site));
    if (sites.length === 0 || others.length === sites.length) return entry;
    return others.length === 0 ? null : { ...entry, from: Object.fromEntries(others) };
  });
}

/** Finds the rule that stops an address in any spelling, and returns the address with its verdict; null if no rule stops it. */
export async function findRule(address: string): Promise<Blocked | null> {
  const url = webAddress(address);
  if (!url) return null;
  const now = Date.now();
  const inForce = await activeRules();
  const [alone] = await judge.run((module) => module.judgeLinks([url.href], []));
  const ways = [url, ...(alone ? urlsOf(alone) : []).flatMap((way) => webAddress(way) ?? [])];
  for (const way of ways) {
    const keys = await scopeKeysFor(way);
    const stops = keys.some((key) => (inForce[key] ?? inForce[`armed ${key}`] ?? { until: 0 }).until > now);
    if (stops) return { href: url.href, verdict: await verdictOn(url.href) };
  }
  return null;
}

/**
 * The verdict that was given on a dangerous link. If it is forgotten: the verdict on the link in a mail that claims to be from
 * Amazon.
 */
export async function verdictOn(href: string): Promise<Verdict | null> {
  const given = await notedVerdict(href);
  if (given) return given;
  const [verdict] = await judge.run((module) => module.check([href], true));
  return verdict ?? null;
}

/** Lets one visit through: in this tab with all its redirects, or, where the tab is not yet known, from this page to this host. */
export async function letThrough(
  way: { readonly tabId: number } | { readonly host: string; readonly page: RulePage },
): Promise<void> {
  const condition =
    "tabId" in way ? { tabIds: [way.tabId] } : { requestDomains: [way.host], initiatorDomains: initiatorsOf(way.page) };
  const rule = {
    priority: ALLOW,
    action: { type: "allow" as const },
    condition: { resourceTypes: ["main_frame" as const], ...condition },
  };
  await enforceRules(new Map([[`open ${crypto.randomUUID()}`, { until: Date.now() + OPEN_FOR, rule }]]));
}
