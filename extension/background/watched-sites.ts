// The watched pages: the webmails of the manifest, the sites that the user added, and Seller Central's buyer messages if the user
// allowed them. An added site is watched at once and after every restart. No other page of Amazon is ever watched.

import { api } from "../platform/browser.js";
import type { Granted, Refusal } from "../protocol/requests.js";
import { covers } from "../model/match-patterns.js";
import { sellerCentralOrigins } from "../model/seller-central.js";
import { judge } from "./judge.js";
import { serialQueue } from "./serial-queue.js";

const SCRIPT = "content.js";
/** The id of the registration for buyer messages. The registration of an added site is named after its pattern. */
const BUYER_MESSAGES = "buyer messages";
/** The only path of Seller Central that is ever read. */
const MESSAGING = "/messaging/";

/** The match pattern for everything at an origin. A pattern cannot contain a port. */
export function patternFor(origin: string): string {
  const url = new URL(origin);
  return `${url.protocol}//${url.hostname}/*`;
}

/**
 * Watches the sites that the browser has just granted. The page that asked may be gone: Chromium's permission dialog takes the
 * focus from the popup, which closes. Seller Central's permission is requested on the settings page, which stays open.
 */
export async function watchAllowed(origins: readonly string[]): Promise<void> {
  const others = await sellerCentral();
  const sites = [...origins.filter(isListed), ...addedSites(origins).filter((pattern) => !others.includes(pattern))];
  // A refused site must not prevent the others from being watched.
  for (const pattern of sites) await watchPattern(pattern).catch(() => undefined);
}

/** Watches a site from now on, and in its open tabs. The user has granted the permission in answer to a click. */
export function watch(origin: string): Promise<void> {
  return watchPattern(patternFor(origin));
}

async function watchPattern(pattern: string): Promise<void> {
  // The manifest's own script starts there by itself. Only the open tabs are left to do.
  if (isListed(pattern)) {
    await startScripts([pattern], true);
    return;
  }
  const site = siteIn(pattern);
  if (!site) throw new Error("no pattern of one site");
  const refusal = await refusalOf(site.hostname);
  if (refusal) {
    // A useless permission is given back, unless the buyer messages need it.
    if (!(await sellerCentralAllowed()).includes(pattern) || !(await granted()).buyerMessages) {
      await api.permissions.remove({ origins: [pattern] });
    }
    throw new Error(refusal);
  }
  if (!(await api.permissions.contains({ origins: [pattern] }))) throw new Error("the permission is missing");
  await registerSite(pattern);
  await startScripts([pattern], true);
}

/** Stops watching a site and gives its permission back. */
export async function unwatch(pattern: string): Promise<void> {
  await dropSites([pattern]);
  await api.permissions.remove({ origins: [pattern] });
}

/** Whether a page is watched now, so that its content script is heard. */
export async function isWatched(page: URL): Promise<boolean> {
  if (listed().some((pattern) => covers(pattern, page))) return true;
  const added = await api.scripting.getRegisteredContentScripts();
  const isAdded = added.some(({ matches }) => matches?.some((pattern) => covers(pattern, page)));
  // A removed permission is gone a moment before the browser reports it.
  return isAdded && api.permissions.contains({ origins: [patternFor(page.origin)] });
}

/** The match patterns of all watched sites. */
export async function watchedPatterns(): Promise<string[]> {
  const added = await api.scripting.getRegisteredContentScripts();
  return [...listed(), ...added.flatMap(({ matches }) => matches ?? [])];
}

/** The permissions that the user granted beyond the webmails of the manifest. */
export async function granted(): Promise<Granted> {
  const added = await api.scripting.getRegisteredContentScripts();
  const sites = added.filter(({ id }) => id !== BUYER_MESSAGES).flatMap(({ matches }) => matches ?? []);
  return { sites, buyerMessages: added.some(({ id }) => id === BUYER_MESSAGES) };
}

/**
 * The reason why a host is never watched: it belongs to Amazon, where people sign in, or Amazon uses it for video calls; null for
 * any other host.
 */
async function refusalOf(host: string): Promise<Refusal | null> {
  return (await judge.run((module) => module.refusalOf(host))) ?? null;
}

/** Whether a page may be watched if the user allows it, or belongs to the buyer messages. */
export async function mayWatch({ hostname, origin, pathname }: URL): Promise<boolean> {
  if ((await refusalOf(hostname)) === null) return true;
  return pathname.startsWith(MESSAGING) && (await sellerCentralAllowed()).includes(patternFor(origin));
}

// Buyer messages.

/** Starts reading buyer messages, on the hosts of Seller Central that the browser has granted. */
export async function watchBuyerMessages(): Promise<void> {
  const pages = await registerBuyerMessages();
  if (pages.length === 0) throw new Error("the permission is missing");
  // Only the top frame is read, because a frame may hold any other page of Amazon.
  await startScripts(pages, false);
}

/** Stops reading buyer messages and gives the permissions back. */
export async function unwatchBuyerMessages(): Promise<void> {
  const origins = await sellerCentralAllowed();
  if (origins.length > 0) await api.permissions.remove({ origins });
  await registerBuyerMessages();
}

/** The granted hosts of Seller Central. Their permission is requested for the buyer messages alone. */
async function sellerCentralAllowed(): Promise<string[]> {
  const { origins = [] } = await api.permissions.getAll();
  return (await sellerCentral()).filter((origin) => origins.includes(origin));
}

async function sellerCentral(): Promise<string[]> {
  return sellerCentralOrigins(await judge.run((module) => module.notificationPages()));
}

// A removed permission and the request that gives it back both update the registration, so the updates run one after the other.
const inSequence = serialQueue();

/** Updates the registration to the granted permissions, and returns the pages that it covers. */
function registerBuyerMessages(): Promise<string[]> {
  return inSequence(async () => {
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
    // Amazon's sign-in pages are excluded.
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

// Content scripts.

/** Starts the content script in open tabs. A running script does not start again. */
async function startScripts(patterns: string[], allFrames: boolean): Promise<void> {
  for (const tab of await api.tabs.query({ url: patterns })) {
    if (tab.id === undefined) continue;
    await api.scripting
      .executeScript({ target: { tabId: tab.id, allFrames }, files: [SCRIPT] })
      // A tab may show an error page, which no extension can script.
      .catch(() => undefined);
  }
}

// The granted permission and the page that asked for it both register the site, and the browser refuses a duplicate.
const sitesInSequence = serialQueue();

function registerSite(pattern: string): Promise<void> {
  return sitesInSequence(() => registerUnlessKnown(pattern));
}

async function registerUnlessKnown(pattern: string): Promise<void> {
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

/** The match patterns of the manifest's webmails. */
function listed(): string[] {
  return api.runtime.getManifest().host_permissions as string[];
}

/** Whether the manifest lists a site, directly or through a wildcard. */
function isListed(pattern: string): boolean {
  const site = siteIn(pattern);
  return listed().some((one) => one === pattern || (site !== null && covers(one, site)));
}

/** Registers the added sites and the buyer messages again after an update, which removes registrations but keeps permissions. */
export async function restoreRegistrations(): Promise<void> {
  const { origins = [] } = await api.permissions.getAll();
  // A site that is refused must not prevent the others from coming back.
  for (const pattern of addedSites(origins)) await restoreSite(pattern).catch(() => undefined);
  await registerBuyerMessages();
}

async function restoreSite(pattern: string): Promise<void> {
  const site = siteIn(pattern);
  if (site && (await refusalOf(site.hostname)) === null) await registerSite(pattern);
}

/** The patterns that the manifest does not list. A pattern for several sites is not one that the extension requested. */
function addedSites(patterns: readonly string[]): string[] {
  return patterns.filter((pattern) => siteIn(pattern) !== null && !isListed(pattern));
}

/** The site of a pattern, over http, https or both; null if the pattern covers several sites. */
function siteIn(pattern: string): URL | null {
  const [, scheme, host] = /^(\*|https?):\/\/([^/*]+)\/\*$/.exec(pattern) ?? [];
  const address = `${scheme === "http" ? "http" : "https"}://${host ?? ""}/`;
  return URL.canParse(address) ? new URL(address) : null;
}

/** Starts the content script in every open tab that is watched: the page was open before the installation or the update. */
export async function startEverywhere(): Promise<void> {
  const added = await api.scripting.getRegisteredContentScripts();
  const matchesOf = (scripts: typeof added): string[] => scripts.flatMap(({ matches }) => matches ?? []);
  await startScripts([...listed(), ...matchesOf(added.filter(({ id }) => id !== BUYER_MESSAGES))], true);
  const pages = matchesOf(added.filter(({ id }) => id === BUYER_MESSAGES));
  if (pages.length > 0) await startScripts(pages, false);
}

/** Removes the registrations of sites whose permission is gone. */
export async function dropSites(patterns: readonly string[]): Promise<void> {
  const registered = await api.scripting.getRegisteredContentScripts();
  const gone = registered.filter(({ matches }) => matches?.some((match) => patterns.includes(match)));
  if (gone.length > 0) await api.scripting.unregisterContentScripts({ ids: gone.map(({ id }) => id) });
  if (registered.some(({ id }) => id === BUYER_MESSAGES)) await registerBuyerMessages();
}
