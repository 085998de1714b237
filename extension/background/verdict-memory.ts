// What the background told each tab: which names its verdicts warned about, and which links were dangerous. A page can only have
// such a name muted, and only such a link ruled out, so a page that is taken over cannot name others. Kept in memory, and short in
// the session's storage, since the background does not live as long as a page.

import { api } from "../platform/browser.js";
import { type MessageVerdict, type Verdict, atLeast, rememberable } from "../model/verdict.js";
import { shortDigest } from "./blocking-rule-conditions.js";
import { turns } from "./serial-queue.js";

/** Of one tab so many names and links are kept, the last ones. */
const MOST_NAMES = 100;
const MOST_DANGERS = 400;
/** Verdicts to explain with later. */
const MOST_VERDICTS = 500;
const LONGEST_HREF = 4_000;
const LONGEST_NAME = 320;

export interface Name {
  readonly what: "host" | "address";
  readonly value: string;
}

interface Given {
  readonly names: readonly string[];
  readonly dangers: readonly string[];
}

const NOTHING: Given = { names: [], dangers: [] };

const inMemory = new Map<number, Given>();
/** Verdicts on links that were warned about, by the digest of the address; the oldest first. */
const verdicts = new Map<string, Verdict>();

const keyPrefix = "given ";

function keyFor(tabId: number): string {
  return `${keyPrefix}${tabId}`;
}

async function givenTo(tabId: number): Promise<Given> {
  const known = inMemory.get(tabId);
  if (known) return known;
  const key = keyFor(tabId);
  const { [key]: stored } = await api.storage.session.get<Record<string, Given | undefined>>(key);
  return stored ?? NOTHING;
}

const inTurn = turns();

/** Notes the verdicts that a tab is given. */
export async function noteGiven(tabId: number, given: readonly (MessageVerdict | Warned)[]): Promise<void> {
  const names = given.flatMap(namesIn).map(nameKey).slice(0, MOST_NAMES);
  const links = given.flatMap(warnedIn).slice(0, MOST_DANGERS);
  if (names.length === 0 && links.length === 0) return;
  const digests = await Promise.all(links.map(({ href }) => digestOf(href)));
  links.forEach((link, at) => keepVerdict(digests[at] ?? "", link));
  const dangers = digests.filter((_, at) => links[at]?.level === "danger");
  await inTurn(async () => {
    const before = await givenTo(tabId);
    const after = {
      names: last(before.names, names, MOST_NAMES),
      dangers: last(before.dangers, dangers, MOST_DANGERS),
    };
    inMemory.set(tabId, after);
    // Without room for it the page has to show the message again once the background has ended.
    await api.storage.session.set({ [keyFor(tabId)]: after }).catch(() => undefined);
  });
}

function last(before: readonly string[], added: readonly string[], most: number): string[] {
  const fresh = new Set(added);
  return [...before.filter((one) => !fresh.has(one)), ...fresh].slice(-most);
}

function namesIn(given: MessageVerdict | Verdict): Name[] {
  if ("sender" in given) {
    // A mute is offered for the sender of a message that is warned about, whatever the address is by itself.
    const ofSender = atLeast(given.level, "caution") ? [rememberable(given.sender)] : [];
    return [
      ...ofSender.filter((name) => name !== null),
      ...given.links.flatMap(namesIn),
      ...(given.attached ?? []).flatMap(namesIn),
    ];
  }
  const name = atLeast(given.level, "caution") ? rememberable(given) : null;
  return name ? [name] : [];
}

type Warned = Verdict & { readonly href: string };

/** The links that were warned about, the dangerous ones first. */
function warnedIn(given: MessageVerdict | Warned): Warned[] {
  if (!("sender" in given)) return atLeast(given.level, "caution") ? [given] : [];
  const links = given.links.filter(({ level }) => atLeast(level, "caution"));
  const sorted = links.toSorted((one, other) => Number(other.level === "danger") - Number(one.level === "danger"));
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

function nameKey({ what, value }: Name): string {
  return `${what} ${value.slice(0, LONGEST_NAME)}`;
}

function digestOf(href: string): Promise<string> {
  return shortDigest(URL.canParse(href) ? new URL(href).href : href);
}

/** Whether a verdict that this tab was given warned about a name. */
export async function wasWarnedAbout(tabId: number, name: Name): Promise<boolean> {
  return (await givenTo(tabId)).names.includes(nameKey(name));
}

/** Whether this tab was told that a link is dangerous. */
export async function wasDangerous(tabId: number, href: string): Promise<boolean> {
  return (await givenTo(tabId)).dangers.includes(await digestOf(href));
}

/** The verdict on a link that some tab was warned about, as long as it is in memory. */
export async function verdictGiven(href: string): Promise<Verdict | null> {
  return verdicts.get(await digestOf(href)) ?? null;
}

/** Forgets everything: the settings changed, and every page is judged anew. */
export async function forgetAllGiven(): Promise<void> {
  inMemory.clear();
  verdicts.clear();
  const keys = Object.keys(await api.storage.session.get<Record<string, unknown>>(null));
  await api.storage.session.remove(keys.filter((key) => key.startsWith(keyPrefix)));
}

/** Forgets a tab that was closed. */
export async function forgetGiven(tabId: number): Promise<void> {
  inMemory.delete(tabId);
  await api.storage.session.remove(keyFor(tabId));
}
