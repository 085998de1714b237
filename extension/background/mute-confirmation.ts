// Muting a name: a page may only ask for it, and only for a name that a verdict has just warned it about. The user confirms in a
// page of ours, which the page in the tab can neither draw over nor press.

import { api } from "../platform/browser.js";
import type { ToConfirm } from "../protocol/requests.js";
import { rememberable } from "../model/verdict.js";
import { type Name, wasWarnedAbout } from "./verdict-memory.js";
import { handOver, takeHanded } from "./handoff.js";
import { judge } from "./modules.js";
import { policy } from "./policy.js";
import { webAddress } from "./blocking-rule-conditions.js";
import { ruledOut } from "./blocking-rules.js";

type Tab = chrome.tabs.Tab;

/** The page on which a name is confirmed. */
export const CONFIRM = "confirm/confirm.html";

/** Opens the page that asks the user; `href` is what he wanted to open when he asked. */
export async function askToRemember(name: Name, href: string | undefined, tab: Tab, isOurs: boolean): Promise<void> {
  const { limits } = await policy();
  if (!limits.remember) throw new Error("set by the organisation: remember");
  if (!(await mayBeMuted(name))) throw new Error("this name cannot be muted");
  if (!(isOurs ? await isBlockedName(name, href) : await wasWarnedAbout(tab.id ?? -1, name)))
    throw new Error("no verdict warned about this name");
  const opens = href !== undefined && leadsTo(href, name) ? { href } : {};
  const waiting: ToConfirm = { ...name, ...opens };
  const id = await handOver("confirm", waiting);
  const url = api.runtime.getURL(`${CONFIRM}#name=${id}`);
  if (isOurs && tab.id !== undefined) await api.tabs.update(tab.id, { url });
  else await api.tabs.create(placeBeside(tab, url));
}

/** In a private window the browser may refuse our pages; without a place it finds one. */
function placeBeside({ incognito, index, windowId, id }: Tab, url: string): chrome.tabs.CreateProperties {
  return incognito ? { url } : { url, index: index + 1, windowId, ...(id === undefined ? {} : { openerTabId: id }) };
}

/** What waits to be confirmed under an id, once. */
export function takeConfirm(id: string): Promise<ToConfirm | null> {
  return takeHanded("confirm", id);
}

/** Rust knows which hosts several people share. */
export function mayBeMuted({ value }: Name): Promise<boolean> {
  return judge.run((module) => module.mayBeMuted(value));
}

/** Our page in place of a refused one asks for the name of what was refused, and for no other. */
async function isBlockedName(name: Name, href: string | undefined): Promise<boolean> {
  const blocked = href === undefined ? null : await ruledOut(href);
  const own = blocked?.verdict ? rememberable(blocked.verdict) : null;
  return own !== null && own.what === name.what && own.value === name.value;
}

function leadsTo(href: string, { what, value }: Name): boolean {
  return what === "host" && webAddress(href)?.hostname === value;
}
