// Which pages are watched: the webmails of the manifest, and the sites the user added. A site the user adds is watched at
// once and after every restart.

import { api } from "../shared/browser.js";

const SCRIPT = "content.js";

/** The id of an added site's registration. */
function idFor(origin: string): string {
  return `site ${origin}`;
}

/** The pattern for everything at an origin; ports cannot stand in one. */
export function patternFor(origin: string): string {
  const url = new URL(origin);
  return `${url.protocol}//${url.hostname}/*`;
}

/** Watches a site from now on, and in the tabs where it is open. The permission has been granted in the popup's click. */
export async function watch(origin: string): Promise<void> {
  const pattern = patternFor(origin);
  if (!(await api.permissions.contains({ origins: [pattern] }))) throw new Error("the permission is missing");
  await register(origin, pattern);
  for (const tab of await api.tabs.query({ url: pattern })) {
    if (tab.id === undefined) continue;
    await api.scripting
      .executeScript({ target: { tabId: tab.id, allFrames: true }, files: [SCRIPT] })
      // A tab of that site may show an error page, which nobody can script.
      .catch(() => undefined);
  }
}

async function register(origin: string, pattern: string): Promise<void> {
  const id = idFor(origin);
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

/** After an update the registrations are gone; the permissions tell which sites were added. */
export async function restore(): Promise<void> {
  const granted = await api.permissions.getAll();
  const fixed = new Set(api.runtime.getManifest().host_permissions as string[]);
  for (const pattern of granted.origins ?? []) {
    if (fixed.has(pattern) || pattern.includes("*.") || pattern.startsWith("*")) continue;
    await register(pattern.slice(0, -2), pattern);
  }
}

/** Forgets the sites whose permission the user took back. */
export async function forget(patterns: readonly string[]): Promise<void> {
  const registered = await api.scripting.getRegisteredContentScripts();
  const gone = registered.filter((script) => script.matches?.some((match) => patterns.includes(match)));
  if (gone.length > 0) await api.scripting.unregisterContentScripts({ ids: gone.map((script) => script.id) });
}
