// Muting a name, or naming a mail gateway. A content script may only ask, and only for a name that a verdict has just warned its tab about. The user confirms
// in an extension page, which the page in the tab can neither cover nor click.

import { api } from "../platform/browser.js";
import type { ToConfirm } from "../protocol/requests.js";
import { rememberable } from "../model/verdict.js";
import { type WarnedName, wasWarnedAbout } from "./verdict-memory.js";
import { keepForPage, takeForPage } from "./handoff.js";
import { judge } from "./judge.js";
import { currentPolicy } from "./policy.js";
import { webAddress } from "./blocking-rule-conditions.js";
import { findRule } from "./blocking-rules.js";

type Tab = chrome.tabs.Tab;

/** The page on which the user confirms a name. */
export const CONFIRMATION_PAGE = "confirm/confirm.html";

/** Opens the confirmation page; `href` is the link that the user wanted to open. */
export async function askToRemember(
  name: WarnedName,
  href: string | undefined,
  tab: Tab,
  isOurs: boolean,
): Promise<void> {
  const { limits } = await currentPolicy();
  if (!limits.remember) throw new Error("set by the organisation: remember");
  if (!(await mayBeMuted(name))) throw new Error("this name cannot be muted");
  if (!(isOurs ? await isBlockedName(name, href) : await wasWarnedAbout(tab.id ?? -1, name)))
    throw new Error("no verdict warned about this name");
  const opens = href !== undefined && leadsTo(href, name) ? { href } : {};
  const waiting: ToConfirm = { ...name, ...opens };
  const id = await keepForPage("confirm", waiting);
  const url = api.runtime.getURL(`${CONFIRMATION_PAGE}#name=${id}`);
  if (isOurs && tab.id !== undefined) await api.tabs.update(tab.id, { url });
  else await api.tabs.create(placeBeside(tab, url));
}

/** In a private window the browser may refuse extension pages. Without a given place it finds one. */
function placeBeside({ incognito, index, windowId, id }: Tab, url: string): chrome.tabs.CreateProperties {
  return incognito ? { url } : { url, index: index + 1, windowId, ...(id === undefined ? {} : { openerTabId: id }) };
}

/** The name that waits for confirmation under an id. Each id works once. */
export function takeConfirm(id: string): Promise<ToConfirm | null> {
  return takeForPage("confirm", id);
}

/** Whether a name may be muted, or named as a mail gateway. Rust knows the hosts that many senders share. */
export function mayBeMuted({ what, value }: WarnedName): Promise<boolean> {
  return judge.run((module) =>
    what === "gateway" ? module.gatewayRefusal(value) === undefined : module.mayBeMuted(value),
  );
}

/** Whether the page that replaces a refused link asks for the name of that link, and for no other. */
async function isBlockedName(name: WarnedName, href: string | undefined): Promise<boolean> {
  const blocked = href === undefined ? null : await findRule(href);
  const own = blocked?.verdict ? rememberable(blocked.verdict) : null;
  return own !== null && own.what === name.what && own.value === name.value;
}

function leadsTo(href: string, { what, value }: WarnedName): boolean {
  return what === "host" && webAddress(href)?.hostname === value;
}
