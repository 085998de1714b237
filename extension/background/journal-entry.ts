// A message that was warned about as the journal keeps it: nothing a mail says in its body, of a link only its host. And which
// readings are of one message. No browser in here.

import { type Entry, SAME_SEEING } from "../model/journal.js";
import { domainsIn, leadingReason } from "../ui/lead.js";
import { sameReason } from "../ui/sentence.js";
import { type MessageLink, type MessageVerdict, type Reason, type ReasonCode, atLeast } from "../model/verdict.js";

// A message that is read while it is still loading gives another digest than the whole of it. What was noted of a tab a moment ago
// is kept in mind (`journal.ts`), so that the incomplete reading gives way to the complete one.

/** A message as it was noted; of a shape that storage keeps. */
export interface Noted {
  readonly tab: number | undefined;
  readonly id: string;
  readonly address: string | null;
  readonly subject: string;
  readonly hosts: readonly string[];
  readonly at: number;
}

/** Nobody has more messages open in a moment. */
const MOST_NOTED = 50;

/** What is noted after a reading, and the ids of the incomplete ones that it replaces; null where it is itself one. */
export function settle(
  before: readonly Noted[],
  one: Noted,
): { readonly noted: readonly Noted[]; readonly lesser: string[] | null } {
  const noted = before.filter(({ at }) => one.at - at < SAME_SEEING).slice(-MOST_NOTED);
  const related = noted.filter(
    (other) => other.id !== one.id && other.tab === one.tab && other.address === one.address,
  );
  if (related.some((other) => isPartOf(one, other))) return { noted, lesser: null };
  const lesser = related.filter((other) => isPartOf(other, one)).map(({ id }) => id);
  return { noted: [...noted.filter(({ id }) => id !== one.id && !lesser.includes(id)), one], lesser };
}

function isPartOf(less: Noted, more: Noted): boolean {
  return (
    (less.subject === "" || less.subject === more.subject) && less.hosts.every((host) => more.hosts.includes(host))
  );
}

/** Longer texts are cut: they are somebody else's, and nobody reads on. */
export const MOST = 300;

/** A verdict as the journal keeps it. */
export async function entryFor(
  verdict: MessageVerdict,
  subject: string,
  now: number,
  webmail?: string,
): Promise<Entry> {
  const { sender } = verdict;
  const judged = loudest(verdict);
  const reason = leadingReason(judged);
  const link = leadingLink(judged, reason);
  const ofLink = link !== undefined && (has(link, reason) || !atLeast(judged.sender.level, "caution"));
  const about = ofLink ? link : judged.sender;
  const host = link?.host ?? null;
  const kept = reason && withoutWords(reason);
  return {
    id: await digest(JSON.stringify([sender.address?.toLowerCase() ?? "", subject, [...hostsIn(verdict)].sort()])),
    first: now,
    last: now,
    times: 1,
    level: verdict.level === "danger" ? "danger" : "caution",
    kind: about.kind,
    class: about.class,
    host,
    ...(link?.kind === "link" && link.unicode ? { unicode: link.unicode } : {}),
    address: sender.address?.slice(0, MOST) ?? null,
    name: sender.name?.slice(0, MOST) ?? null,
    imitated: imitatedBy(judged, reason),
    place: placeOf(link) ?? sender.address?.slice(0, MOST) ?? null,
    reason: kept,
    domains: domainsFor(judged, [
      host,
      link?.kind === "link" ? link.unicode : null,
      sender.address,
      kept?.host,
      kept?.address,
    ]),
    webmail: webmail === undefined ? null : hostOf(webmail),
    links: await Promise.all(warnedLinks(verdict).map((href) => digestOf(href))),
  };
}

/** The message that made a verdict loud: this one, or one attached to it. */
function loudest(verdict: MessageVerdict): MessageVerdict {
  const inner = leadingReason(verdict)
    ? undefined
    : (verdict.attached ?? []).find(({ level }) => level === verdict.level);
  return inner ? loudest(inner) : verdict;
}

function leadingLink({ level, links }: MessageVerdict, reason: Reason | null): MessageLink | undefined {
  const asLoud = links.filter((link) => link.level === level);
  return links.find((link) => has(link, reason)) ?? asLoud.find(({ role }) => role === "action") ?? asLoud[0];
}

function has({ reasons }: MessageLink, reason: Reason | null): boolean {
  return reason !== null && reasons.some((own) => sameReason(own, reason));
}

/** Whole classes of sites share one domain; there the host says more. */
function placeOf(link: MessageLink | undefined): string | null {
  if (!link) return null;
  const shared = link.class === "open-platform" || link.class === "opaque";
  return shared ? link.host : (link.domain ?? link.host);
}

/** The name it went by, where it spoke as Amazon; else the brand or host of Amazon's that an address was built with. */
function imitatedBy({ claim }: MessageVerdict, reason: Reason | null): string | null {
  const name = claim.strength === "strong" ? claim.evidence.find(({ source }) => source === "name")?.text : undefined;
  const built = reason && (reason.brand ?? (NAMES_A_PLACE.has(reason.code) ? withoutWords(reason).text : undefined));
  return (name ?? built)?.slice(0, MOST) ?? null;
}

/** Reasons whose text is a host, an address or a path. In all others it is what the mail says, which the journal leaves out. */
const NAMES_A_PLACE: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  "address-in-name",
  "display-mismatch",
  "display-opaque",
  "embedded-ending",
  "embedded-host",
  "obfuscated-ip",
  "user-info",
]);

function withoutWords(reason: Reason): Reason {
  const { text, target, code, ...rest } = reason;
  const short: Partial<Reason> = Object.fromEntries(
    Object.entries(rest).map(([param, value]) => [param, value.slice(0, MOST)]),
  );
  return {
    ...short,
    code,
    ...(text === undefined ? {} : { text: NAMES_A_PLACE.has(code) ? hostOf(text) : "…" }),
    ...(target === undefined ? {} : { target: hostOf(target) }),
  };
}

function domainsFor(verdict: MessageVerdict, places: readonly (string | null | undefined)[]): [string, string][] {
  const domains = domainsIn(verdict);
  return [...new Set(places)].flatMap((place): [string, string][] => {
    const domain = place ? domains.get(place) : undefined;
    return place && domain ? [[place, domain]] : [];
  });
}

/** The hosts of all links. */
export function hostsIn({ links, attached }: MessageVerdict): Set<string> {
  const own = links.map(({ host }) => host).filter((host) => host !== null);
  return new Set([...own, ...(attached ?? []).flatMap((inner) => [...hostsIn(inner)])]);
}

/** Only so many links are recognised when they are opened. */
const MOST_LINKS = 50;

function warnedLinks({ links, attached }: MessageVerdict): string[] {
  const own = links.filter(({ level }) => atLeast(level, "caution")).map(({ href }) => href);
  return [...own, ...(attached ?? []).flatMap(warnedLinks)].slice(0, MOST_LINKS);
}

/** An address without its path, which may name the reader. */
function hostOf(text: string): string {
  return (
    text
      .replace(/^[a-z][a-z0-9+.-]*:\/*/i, "")
      .split(/[/?#]/)[0]
      ?.slice(0, MOST) ?? ""
  );
}

/** By what a link is recognised when it is opened: its address in the one form the browser gives it, as a digest. */
export function digestOf(href: string): Promise<string> {
  return digest(URL.canParse(href) ? new URL(href).href : href);
}

/** A text that can be recognised, but not read. */
async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
