// Which pages are watched: the webmails of the manifest, the sites the user added, and Seller Central's buyer messages where he
// allowed them. What he adds is watched at once and after every restart. Of Amazon's own sites nothing else ever is.

import { api } from "../platform/browser.js";
import type { Granted, Refusal } from "../protocol/requests.js";
import { covers } from "../model/match-patterns.js";
import { sellerCentralOrigins } from "../model/seller-central.js";
import { judge } from "./modules.js";
import { turns } from "./serial-queue.js";

const SCRIPT = "content.js";
/** The registration for the buyer messages; those of added sites are called after their pattern. */
const BUYER_MESSAGES = "buyer messages";
/** All of Seller Central that is ever read. */
const MESSAGING = "/messaging/";

/** The pattern for everything at an origin; ports cannot stand in one. */
export function patternFor(origin: string): string {
  const url = new URL(origin);
  return `${url.protocol}//${url.hostname}/*`;
}

/**
 * Watches what the browser has just let us onto. A page of ours may not be there any more to ask for it: in Chromium the question
 * takes the focus away, and with it the popup in which it was asked. Seller Central is asked for in the settings, which stay.
 */
export async function watchAllowed(origins: readonly string[]): Promise<void> {
  const others = await sellerCentral();
  const sites = [...origins.filter(isListed), ...addedSites(origins).filter((pattern) => !others.includes(pattern))];
  // One that is refused keeps none of the others from being watched.
  for (const pattern of sites) await watchPattern(pattern).catch(() => undefined);
}

/** Watches a site from now on, and in the tabs where it is open. The permission has been granted in answer to a click. */
export function watch(origin: string): Promise<void> {
  return watchPattern(patternFor(origin));
}

async function watchPattern(pattern: string): Promise<void> {
  // The manifest's own script comes there by itself, once the browser lets it; only what is open already is left to do.
  if (isListed(pattern)) {
    await start([pattern], true);
    return;
  }
  const site = siteIn(pattern);
  if (!site) throw new Error("no pattern of one site");
  const refusal = await refusalOf(site.hostname);
  if (refusal) {
    // What the browser granted for nothing goes back, unless the buyer messages need it.
    if (!(await sellerCentralAllowed()).includes(pattern) || !(await granted()).buyerMessages) {
      await api.permissions.remove({ origins: [pattern] });
    }
    throw new Error(refusal);
  }
  if (!(await api.permissions.contains({ origins: [pattern] }))) throw new Error("the permission is missing");
  await register(pattern);
  await start([pattern], true);
}

/** Watches a site no longer, and gives its permission back. */
export async function unwatch(pattern: string): Promise<void> {
  await dropSites([pattern]);
  await api.permissions.remove({ origins: [pattern] });
}

/** Whether a page is watched now, so that a script of ours in it may ask for something. */
export async function isWatched(page: URL): Promise<boolean> {
  if (listed().some((pattern) => covers(pattern, page))) return true;
  const added = await api.scripting.getRegisteredContentScripts();
  const isAdded = added.some(({ matches }) => matches?.some((pattern) => covers(pattern, page)));
  // What the browser takes back is gone a moment before we are told.
  return isAdded && api.permissions.contains({ origins: [patternFor(page.origin)] });
}

/** The patterns of all sites that are watched. */
export async function watchedPatterns(): Promise<string[]> {
  const added = await api.scripting.getRegisteredContentScripts();
  return [...listed(), ...added.flatMap(({ matches }) => matches ?? [])];
}

/** What the user allowed beyond the webmails of the manifest. */
export async function granted(): Promise<Granted> {
  const added = await api.scripting.getRegisteredContentScripts();
  const sites = added.filter(({ id }) => id !== BUYER_MESSAGES).flatMap(({ matches }) => matches ?? []);
  return { sites, buyerMessages: added.some(({ id }) => id === BUYER_MESSAGES) };
}

/** Why we stay out of a host: Amazon's own, where people sign in, and what Amazon uses of others, video calls. */
async function refusalOf(host: string): Promise<Refusal | null> {
  const [verdict] = await judge.run((module) => module.check([host], false));
  if (verdict?.class === "genuine" || verdict?.class === "amazon-owned") return "site-is-amazons";
  return verdict?.reasons.some(({ code }) => code === "used-by-amazon") ? "site-amazon-uses" : null;
}

/** Whether a page may be watched if the user says so, or is one of the buyer messages. */
export async function mayWatch({ hostname, origin, pathname }: URL): Promise<boolean> {
  if ((await refusalOf(hostname)) === null) return true;
  return pathname.startsWith(MESSAGING) && (await sellerCentralAllowed()).includes(patternFor(origin));
}

// Buyer messages.

/** Reads the buyer messages from now on, on the hosts of Seller Central that the browser lets us onto. */
export async function watchBuyerMessages(): Promise<void> {
  const pages = await registerBuyerMessages();
  if (pages.length === 0) throw new Error("the permission is missing");
  // Only the page itself: in a frame of it there may be any other page of Amazon's.
  await start(pages, false);
}

/** Reads them no longer, and gives the permissions back. */
export async function unwatchBuyerMessages(): Promise<void> {
  const origins = await sellerCentralAllowed();
  if (origins.length > 0) await api.permissions.remove({ origins });
  await registerBuyerMessages();
}

/** Whole hosts of Seller Central that the browser lets us onto; we ask for them for nothing but the buyer messages. */
async function sellerCentralAllowed(): Promise<string[]> {
  const { origins = [] } = await api.permissions.getAll();
  return (await sellerCentral()).filter((origin) => origins.includes(origin));
}

async function sellerCentral(): Promise<string[]> {
  return sellerCentralOrigins(await judge.run((module) => module.notificationPages()));
}

// A permission that goes brings the registration in line as well as the request that gives it back; one after the other.
const inTurn = turns();

/** Brings the registration in line with the permissions, and gives the pages it is for. */
function registerBuyerMessages(): Promise<string[]> {
  return inTurn(async () => {
    const allowed = await sellerCentralAllowed();
    await registerFor(allowed);
    return allowed.map(messagingIn);
  });
}

function messagingIn(origin: string): string {
  return origin.replace(/\/\*$/, `${MESSAGING}*`);
}

async function registerFor(origins: readonly string[]): Promise<void> {
  const known = await api.scripting.getRegisteredContentScripts({ ids: [BUYER_MESSAGES] });
  if (origins.length === 0) {
    if (known.length > 0) await api.scripting.unregisterContentScripts({ ids: [BUYER_MESSAGES] });
    return;
  }
  const script: chrome.scripting.RegisteredContentScript = {
    id: BUYER_MESSAGES,
    matches: origins.map(messagingIn),
    // Never where Amazon lets people sign in.
    excludeMatches: origins.map((origin) => origin.replace(/\/\*$/, "/ap/*")),
    js: [SCRIPT],
    allFrames: true,
    runAt: "document_start",
    persistAcrossSessions: true,
  };
  await (known.length > 0
    ? api.scripting.updateContentScripts([script])
    : api.scripting.registerContentScripts([script]));
}

// Scripts.

/** Starts our script in tabs that are open already; where it is at work it does not start again. */
async function start(patterns: string[], allFrames: boolean): Promise<void> {
  for (const tab of await api.tabs.query({ url: patterns })) {
    if (tab.id === undefined) continue;
    await api.scripting
      .executeScript({ target: { tabId: tab.id, allFrames }, files: [SCRIPT] })
      // A tab of that site may show an error page, which nobody can script.
      .catch(() => undefined);
  }
}

// The browser's permission and the page that asked for it both bring a registration; the same one twice would be an error.
const siteInTurn = turns();

function register(pattern: string): Promise<void> {
  return siteInTurn(() => registerSite(pattern));
}

async function registerSite(pattern: string): Promise<void> {
  const id = `site ${pattern}`;
  const known = await api.scripting.getRegisteredContentScripts({ ids: [id] });
  if (known.length > 0) return;
  await api.scripting.registerContentScripts([
    {
      id,
      matches: [pattern],
      js: [SCRIPT],
      allFrames: true,
      matchOriginAsFallback: true,
      runAt: "document_start",
      persistAcrossSessions: true,
    },
  ]);
}

/** The webmails of the manifest. */
function listed(): string[] {
  return api.runtime.getManifest().host_permissions as string[];
}

/** Whether the manifest lists a site, by itself or among all below a host. */
function isListed(pattern: string): boolean {
  const site = siteIn(pattern);
  return listed().some((one) => one === pattern || (site !== null && covers(one, site)));
}

/** After an update the registrations are gone; the permissions tell which sites were added, and the buyer messages. */
export async function restore(): Promise<void> {
  const { origins = [] } = await api.permissions.getAll();
  // One that we refuse, or that the browser does not take, keeps none of the others from coming back.
  for (const pattern of addedSites(origins)) await restoreSite(pattern).catch(() => undefined);
  await registerBuyerMessages();
}

async function restoreSite(pattern: string): Promise<void> {
  const site = siteIn(pattern);
  if (site && (await refusalOf(site.hostname)) === null) await register(pattern);
}

/** Those that the manifest does not list; a wider pattern is none that we asked for. */
function addedSites(patterns: readonly string[]): string[] {
  return patterns.filter((pattern) => siteIn(pattern) !== null && !isListed(pattern));
}

/** The one site a pattern is for, over http, https or both; nothing where it is for several. */
function siteIn(pattern: string): URL | null {
  const [, scheme, host] = /^(\*|https?):\/\/([^/*]+)\/\*$/.exec(pattern) ?? [];
  const address = `${scheme === "http" ? "http" : "https"}://${host ?? ""}/`;
  return URL.canParse(address) ? new URL(address) : null;
}

/** Starts our script in every open tab that is watched: the webmail was there before we were, or before our update. */
export async function startEverywhere(): Promise<void> {
  const added = await api.scripting.getRegisteredContentScripts();
  const matchesOf = (scripts: typeof added): string[] => scripts.flatMap(({ matches }) => matches ?? []);
  await start([...listed(), ...matchesOf(added.filter(({ id }) => id !== BUYER_MESSAGES))], true);
  const pages = matchesOf(added.filter(({ id }) => id === BUYER_MESSAGES));
  if (pages.length > 0) await start(pages, false);
}

/** Forgets the sites whose permission the user took back. */
export async function dropSites(patterns: readonly string[]): Promise<void> {
  const registered = await api.scripting.getRegisteredContentScripts();
  const gone = registered.filter(({ matches }) => matches?.some((match) => patterns.includes(match)));
  if (gone.length > 0) await api.scripting.unregisterContentScripts({ ids: gone.map(({ id }) => id) });
  if (registered.some(({ id }) => id === BUYER_MESSAGES)) await registerBuyerMessages();
}
