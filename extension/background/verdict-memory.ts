// Remembers the verdicts that each tab got: the names that they warned about, and the dangerous links. A content script
// can have only such a name muted and only such a link refused, so a compromised page cannot choose others. Names and digests are
// also kept in the session storage, because the background may be shut down earlier than the page.

import type { Remembered } from "../model/settings.js";
import { api } from "../platform/browser.js";
import { canonicalHref, shortDigest } from "../platform/digest.js";
import { type MessageVerdict, type Verdict, gatewayIn, rememberable } from "../model/verdict.js";
import { serialQueue } from "./serial-queue.js";

/** The most names and links per tab. The latest are kept. */
const MOST_NAMES = 100;
const MOST_DANGERS = 400;
/** The most verdicts that are kept for later explanations. */
const MOST_VERDICTS = 500;
const LONGEST_HREF = 4_000;
const LONGEST_NAME = 320;

export type WarnedName = Pick<Remembered, "what" | "value">;

interface TabMemory {
  readonly names: readonly string[];
  readonly dangers: readonly string[];
}

const NOTHING: TabMemory = { names: [], dangers: [] };

const inMemory = new Map<number, TabMemory>();
/** Verdicts on links with a warning, by the digest of the address, the oldest first. */
const verdicts = new Map<string, Verdict>();

const keyPrefix = "given ";

function keyFor(tabId: number): string {
  return `${keyPrefix}${tabId}`;
}

async function memoryOf(tabId: number): Promise<TabMemory> {
  const known = inMemory.get(tabId);
  if (known) return known;
  const key = keyFor(tabId);
  const { [key]: stored } = await api.storage.session.get<Record<string, TabMemory | undefined>>(key);
  return stored ?? NOTHING;
}

const inSequence = serialQueue();

/** Notes the verdicts that a tab receives. */
export async function noteVerdicts(tabId: number, given: readonly (MessageVerdict | Warned)[]): Promise<void> {
  const names = given.flatMap(namesIn).map(nameKey).slice(0, MOST_NAMES);
  const links = given.flatMap(warnedIn).slice(0, MOST_DANGERS);
  if (names.length === 0 && links.length === 0) return;
  const digests = await Promise.all(links.map(({ href }) => hrefDigest(href)));
  links.forEach((link, at) => keepVerdict(digests[at] ?? "", link));
  const dangers = digests.filter((_, at) => links[at]?.blockable);
  await inSequence(async () => {
    const before = await memoryOf(tabId);
    const after = {
      names: last(before.names, names, MOST_NAMES),
      dangers: last(before.dangers, dangers, MOST_DANGERS),
    };
    inMemory.set(tabId, after);
    // Without room, the page has to show the message again after the background was shut down.
    await api.storage.session.set({ [keyFor(tabId)]: after }).catch(() => undefined);
  });
}

function last(before: readonly string[], added: readonly string[], most: number): string[] {
  const fresh = new Set(added);
  return [...before.filter((one) => !fresh.has(one)), ...fresh].slice(-most);
}

function namesIn(given: MessageVerdict | Verdict): WarnedName[] {
  if ("sender" in given) {
    // The sender of a message with a warning can be muted, even if the sender's address alone gives no warning.
    const ofSender = given.warned ? [rememberable(given.sender)] : [];
    return [
      ...ofSender.filter((name) => name !== null),
      ...given.links.flatMap(namesIn),
      ...(given.attached ?? []).flatMap(namesIn),
    ];
  }
  const name = given.warned ? rememberable(given) : null;
  const gateway = gatewayIn(given);
  return [...(name ? [name] : []), ...(gateway === null ? [] : [{ what: "gateway", value: gateway } as const])];
}

type Warned = Verdict & { readonly href: string };

/** The links with a warning, the dangerous ones first. */
function warnedIn(given: MessageVerdict | Warned): Warned[] {
  if (!("sender" in given)) return given.warned ? [given] : [];
  const links = given.links.filter(({ warned }) => warned);
  const sorted = links.toSorted((one, other) => Number(other.blockable ?? false) - Number(one.blockable ?? false));
  return [...sorted, ...(given.attached ?? []).flatMap(warnedIn)];
}

function keepVerdict(digest: string, link: Warned): void {
  if (link.href.length > LONGEST_HREF) return;
  verdicts.delete(digest);
  verdicts.set(digest, link);
  for (const oldest of verdicts.keys()) {
    if (verdicts.size <= MOST_VERDICTS) return;
    verdicts.delete(oldest);
  }
}

function nameKey({ what, value }: WarnedName): string {
  return `${what} ${value.slice(0, LONGEST_NAME)}`;
}

function hrefDigest(href: string): Promise<string> {
  return shortDigest(canonicalHref(href));
}

/** Whether a verdict for this tab warned about a name. */
export async function wasWarnedAbout(tabId: number, name: WarnedName): Promise<boolean> {
  return (await memoryOf(tabId)).names.includes(nameKey(name));
}

/** Whether a verdict for this tab called a link dangerous. */
export async function wasDangerous(tabId: number, href: string): Promise<boolean> {
  return (await memoryOf(tabId)).dangers.includes(await hrefDigest(href));
}

/** The verdict on a link that some tab was warned about; null once it is forgotten. */
export async function notedVerdict(href: string): Promise<Verdict | null> {
  return verdicts.get(await hrefDigest(href)) ?? null;
}

/** Forgets everything, because the settings changed and every page is judged again. */
export async function forgetAllVerdicts(): Promise<void> {
  inMemory.clear();
  verdicts.clear();
  const keys = Object.keys(await api.storage.session.get<Record<string, unknown>>(null));
  await api.storage.session.remove(keys.filter((key) => key.startsWith(keyPrefix)));
}

/** Forgets a closed tab. */
export async function forgetVerdicts(tabId: number): Promise<void> {
  inMemory.delete(tabId);
  await api.storage.session.remove(keyFor(tabId));
}
