// Makes journal entries from verdicts. An entry holds nothing from the body of a mail, and only the host of a link. Also decides
// which readings belong to one message. No browser interface is used here.

import { type JournalEntry, SAME_READING } from "../model/journal-store.js";
import { canonicalHref, digest } from "../platform/digest.js";
import { domainsIn } from "../ui/lead.js";
import { type MessageVerdict, type Reason, decidingMail, leadingReason } from "../model/verdict.js";

// A message that is read while it is still loading has another digest than the whole message. The last readings of a tab are kept
// for a moment (`journal-writer.ts`), so that the complete reading replaces the incomplete ones.

/** A reading of a message, in a form that storage accepts. */
export interface NotedReading {
  readonly tab: number | undefined;
  readonly id: string;
  readonly address: string | null;
  readonly subject: string;
  readonly hosts: readonly string[];
  readonly at: number;
}

/** The most readings that are kept. No user opens more messages in this time. */
const MOST_NOTED = 50;

/**
 * The readings to keep after a new one, and the ids of the incomplete readings that it replaces; `lesser` is null if the new one is
 * itself incomplete.
 */
export function settleReadings(
  before: readonly NotedReading[],
  one: NotedReading,
): { readonly noted: readonly NotedReading[]; readonly lesser: string[] | null } {
  const noted = before.filter(({ at }) => one.at - at < SAME_READING).slice(-MOST_NOTED);
  const related = noted.filter(
    (other) => other.id !== one.id && other.tab === one.tab && other.address === one.address,
  );
  if (related.some((other) => isPartOf(one, other))) return { noted, lesser: null };
  const lesser = related.filter((other) => isPartOf(other, one)).map(({ id }) => id);
  return { noted: [...noted.filter(({ id }) => id !== one.id && !lesser.includes(id)), one], lesser };
}

function isPartOf(less: NotedReading, more: NotedReading): boolean {
  return (
    (less.subject === "" || less.subject === more.subject) && less.hosts.every((host) => more.hosts.includes(host))
  );
}

/** The longest text in an entry. Texts are the sender's words, and longer ones tell the user nothing more. */
export const MOST_TEXT = 300;

/** The journal entry of a verdict. */
export async function journalEntryFor(
  verdict: MessageVerdict,
  subject: string,
  now: number,
  webmail?: string,
): Promise<JournalEntry> {
  const { sender } = verdict;
  const judged = decidingMail(verdict);
  const { link: at, isAboutLink = false, place, textIsPlace = false } = judged.record ?? {};
  const reason = leadingReason(judged);
  const link = at === undefined ? undefined : judged.links[at];
  const about = link && isAboutLink ? link : judged.sender;
  const host = link?.host ?? null;
  const kept = reason && withoutWords(reason, textIsPlace);
  return {
    id: await digest(JSON.stringify([sender.address?.toLowerCase() ?? "", subject, [...hostsIn(verdict)].sort()])),
    first: now,
    last: now,
    times: 1,
    level: verdict.blockable ? "danger" : "caution",
    kind: about.kind,
    class: about.class,
    host,
    ...(link?.kind === "link" && link.unicode ? { unicode: link.unicode } : {}),
    address: sender.address?.slice(0, MOST_TEXT) ?? null,
    name: sender.name?.slice(0, MOST_TEXT) ?? null,
    imitated: imitatedBy(judged, reason, textIsPlace),
    place: place ?? sender.address?.slice(0, MOST_TEXT) ?? null,
    reason: kept,
    domains: domainsFor(judged, [
      host,
      link?.kind === "link" ? link.unicode : null,
      sender.address,
      kept?.host,
      kept?.address,
    ]),
    webmail: webmail === undefined ? null : hostPart(webmail),
    links: await Promise.all(warnedLinks(verdict).map((href) => linkDigest(href))),
  };
}

/** The name that the message used where it spoke as Amazon, else the brand or the host of Amazon in a deceptive address. */
function imitatedBy({ claim }: MessageVerdict, reason: Reason | null, textIsPlace: boolean): string | null {
  const name = claim.strength === "strong" ? claim.evidence.find(({ source }) => source === "name")?.text : undefined;
  const built = reason && (reason.brand ?? (textIsPlace ? withoutWords(reason, textIsPlace).text : undefined));
  return (name ?? built)?.slice(0, MOST_TEXT) ?? null;
}

/** A reason without the mail's own words: `textIsPlace` says that its text is a host, an address or a path. */
function withoutWords(reason: Reason, textIsPlace: boolean): Reason {
  const { text, target, code, ...rest } = reason;
  const short: Partial<Reason> = Object.fromEntries(
    Object.entries(rest).map(([param, value]) => [param, value.slice(0, MOST_TEXT)]),
  );
  return {
    ...short,
    code,
    ...(text === undefined ? {} : { text: textIsPlace ? hostPart(text) : "…" }),
    ...(target === undefined ? {} : { target: hostPart(target) }),
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

/** The most links per entry that are recognised when they are opened. */
const MOST_LINKS = 50;

function warnedLinks({ links, attached }: MessageVerdict): string[] {
  const own = links.filter(({ warned }) => warned).map(({ href }) => href);
  return [...own, ...(attached ?? []).flatMap(warnedLinks)].slice(0, MOST_LINKS);
}

/** The host in an address. The path is left out, because it may name the reader. */
function hostPart(text: string): string {
  return (
    text
      .replace(/^[a-z][a-z0-9+.-]*:\/*/i, "")
      .split(/[/?#]/)[0]
      ?.slice(0, MOST_TEXT) ?? ""
  );
}

/** The digest by which an opened link is recognised. */
export function linkDigest(href: string): Promise<string> {
  return digest(canonicalHref(href));
}
