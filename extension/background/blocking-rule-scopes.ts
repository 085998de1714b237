// Finds the scopes that blocking rules cover because of dangerous links. Rust decides how much of an address a rule may cover; this
// file adds the facts that only the background has: muted names, and the watched pages.

import type { MessageInput, MessageVerdict, Verdict } from "../model/verdict.js";
import { covers } from "../model/match-patterns.js";
import { type RuleScope, addressScope, hostWithoutDot, webAddress } from "./blocking-rule-conditions.js";
import { judge } from "./judge.js";
import { watchedPatterns } from "./watched-sites.js";

/** The page that asks for a rule: the origin that the user sees in the tab, and the hosts of the tab's watched frames. */
export interface RulePage {
  readonly site: string | null;
  readonly frameHosts: readonly string[];
}

/** A dangerous link. */
export interface Danger {
  readonly href: string;
  /** The link, each redirect step, and the final target. */
  readonly ways: readonly string[];
  readonly isForm: boolean;
}

/** A scope that a rule may cover. */
export interface DangerousScope {
  readonly place: RuleScope;
  readonly soft: boolean;
}

/** The dangerous links of a message and of its attached messages. Links that the message asks the reader to open come first. */
export function dangersIn(message: MessageInput, { links, attached }: MessageVerdict): Danger[] {
  const own = links.filter((link) => link.kind === "link" && link.blockable);
  const sorted = own.toSorted((one, other) => Number(other.role === "action") - Number(one.role === "action"));
  const dangers = sorted.map((link): Danger => {
    const input = link.index === null || link.index === undefined ? undefined : message.links[link.index];
    return { href: link.href, ways: urlsOf(link), isForm: input?.form === true };
  });
  return [...dangers, ...(attached ?? []).flatMap((inner, at) => dangersIn(message.attached[at] ?? NO_LINKS, inner))];
}

const NO_LINKS = { links: [], attached: [] } as unknown as MessageInput;

export function urlsOf(verdict: Verdict & { readonly href?: string }): string[] {
  const { href } = verdict;
  const behind = verdict.kind === "link" ? [...(verdict.steps ?? []), verdict.target ?? ""] : [];
  return [...new Set([href ?? "", ...behind])].filter(Boolean);
}

export async function dangerAt(href: string): Promise<Danger> {
  const [alone] = await judge.run((module) => module.judgeLinks([href], []));
  return { href, ways: alone ? urlsOf({ ...alone, href }) : [href], isForm: false };
}

/** The scopes of dangerous links. Rust decides how much of each address a rule may cover. */
export async function scopesOf(
  dangers: readonly Danger[],
  names: readonly string[],
  page: RulePage,
  own: readonly string[],
): Promise<DangerousScope[]> {
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
  const found = new Map<string, DangerousScope>();
  const add = (place: RuleScope, soft: boolean): void => void found.set(JSON.stringify(place), { place, soft });
  for (const [at, { url, isForm }] of ways.entries()) {
    const reach = reaches[at];
    const host = hostWithoutDot(url);
    if (!reach || reach === "nothing" || names.includes(host) || isOfPage(host, page) || isWatchedHost(host, patterns))
      continue;
    if (reach !== "address") add({ kind: "host", host }, reach === "host");
    if (reach === "dangerous-host") continue;
    add(addressScope(url, isForm), false);
    add({ kind: "odd-spelling", host }, false);
  }
  return [...found.values()];
}

/** Whether a host belongs to the page that shows the mail. A mail must never make its own webmail unreachable. */
function isOfPage(host: string, { site, frameHosts }: RulePage): boolean {
  return frameHosts.includes(host) || (site !== null && host === hostWithoutDot(new URL(site)));
}

function isWatchedHost(host: string, patterns: readonly string[]): boolean {
  const addresses = ["https", "http"]
    .map((scheme) => `${scheme}://${host}/`)
    .filter((address) => URL.canParse(address));
  return addresses.some((address) => patterns.some((pattern) => covers(pattern, new URL(address))));
}
