// The senders of requests: the pages of the extension, and the browser's information about the others. Trust depends on
// the sender alone, never on the fields of a request.

import { api } from "../platform/browser.js";
import type { RulePage } from "./blocking-rule-scopes.js";
import { frameHostsOf } from "./frame-hosts.js";

export type Sender = chrome.runtime.MessageSender;

/** Whether a page of the extension sent the request. */
export function isOwnPage({ url }: Sender): boolean {
  return url?.startsWith(api.runtime.getURL("")) ?? false;
}

/** The page that a content script speaks for: its frame. A frame without an address and origin of its own stands for its tab. */
export function pageOf({ url, origin, tab }: Sender): URL | null {
  const address = [url, origin, tab?.url].find((one) => one !== undefined && /^https?:/.test(one));
  return address === undefined ? null : new URL(address);
}

/** The tab of the sender. Throws if it has none. */
export function tabOf({ tab }: Sender): chrome.tabs.Tab {
  if (!tab) throw new Error("only a tab asks for this");
  return tab;
}

/** The id of the sender's tab. Throws if it has none. */
export function tabIdOf(sender: Sender): number {
  const { id } = tabOf(sender);
  if (id === undefined) throw new Error("a tab without an id");
  return id;
}

/** The sender's frame in its tab. */
export function frameIdOf({ frameId }: Sender): number {
  return frameId ?? 0;
}

/** The page of a request as the blocking rules know it. */
export function rulePageOf(sender: Sender): RulePage {
  return { site: siteOf(sender), frameHosts: frameHostsOf(tabIdOf(sender)) };
}

/** The site as the user sees it: that of the tab where the browser tells its address, else that of the frame. */
export function siteOf(sender: Sender): string | null {
  const { tab } = sender;
  return (tab?.url === undefined ? pageOf(sender) : pageOf({ url: tab.url }))?.origin ?? null;
}
