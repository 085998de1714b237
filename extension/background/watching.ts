// Which pages are watched: the webmails of the manifest, and the sites the user added. A site the user adds is watched at
// once and after every restart.

import { api } from "../shared/browser.js";
import type { Granted } from "../shared/messages.js";

const SCRIPT = "content.js";

/** The pattern for everything at an origin; ports cannot stand in one. */
export function patternFor(origin: string): string {
  const url = new URL(origin);
  return `${url.protocol}//${url.hostname}/*`;
}

/** Watches a site from now on, and in the tabs where it is open. The permission has been granted in the popup's click. */
export async function watch(origin: string): Promise<void> {
  const pattern = patternFor(origin);
  if (!(await api.permissions.contains({ origins: [pattern] }))) throw new Error("the permission is missing");
  await register(pattern);
  await start([pattern]);
}

/** Watches a site no longer, and gives its permission back. */
export async function unwatch(pattern: string): Promise<void> {
  await dropSites([pattern]);
  await api.permissions.remove({ origins: [pattern] });
}

/** What the user allowed beyond the webmails of the manifest. */
export async function granted(): Promise<Granted> {
  const added = await api.scripting.getRegisteredContentScripts();
  return { sites: added.flatMap((script) => script.matches ?? []), buyerMessages: false };
}

/** Starts our script in tabs that are open already; where it is at work it does not start again. */
async function start(patterns: string[]): Promise<void> {
  for (const tab of await api.tabs.query({ url: patterns })) {
    if (tab.id === undefined) continue;
    await api.scripting
      .executeScript({ target: { tabId: tab.id, allFrames: true }, files: [SCRIPT] })
      // A tab of that site may show an error page, which nobody can script.
      .catch(() => undefined);
  }
}

async function register(pattern: string): Promise<void> {
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

/** After an update the registrations are gone; the permissions tell which sites were added. */
export async function restore(): Promise<void> {
  const { origins = [] } = await api.permissions.getAll();
  const fixed = new Set(listed());
  // A wider pattern is none that we asked for.
  for (const pattern of origins) if (!fixed.has(pattern) && !pattern.includes("//*")) await register(pattern);
}

/** Starts our script in every open tab that is watched: the webmail was there before we were, or before our update. */
export async function startEverywhere(): Promise<void> {
  const added = await api.scripting.getRegisteredContentScripts();
  await start([...listed(), ...added.flatMap((script) => script.matches ?? [])]);
}

/** Forgets the sites whose permission the user took back. */
export async function dropSites(patterns: readonly string[]): Promise<void> {
  const registered = await api.scripting.getRegisteredContentScripts();
  const gone = registered.filter((script) => script.matches?.some((match) => patterns.includes(match)));
  if (gone.length > 0) await api.scripting.unregisterContentScripts({ ids: gone.map((script) => script.id) });
}
