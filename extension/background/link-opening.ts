// Opens what the user let through, and explains what the browser refused by our rules.

import { api } from "../platform/browser.js";
import { type HeldLink, STAYS_CLOSED } from "../protocol/requests.js";
import { loudest } from "../model/verdict.js";
import { verdictGiven, wasDangerous } from "./verdict-memory.js";
import { judge } from "./modules.js";
import { judgeKnowing } from "./allowlist.js";
import { policy } from "./policy.js";
import { hostOf } from "./blocking-rule-conditions.js";
import { ARMED_FOR, type Page, letThrough, ruledOut, verdictOn } from "./blocking-rules.js";

type Tab = chrome.tabs.Tab;

/** Opens what the user let through, the way the keys he held ask for it. */
export async function open(url: string, how: string, tab: Tab): Promise<void> {
  const { protocol } = new URL(url);
  if (protocol === "mailto:") {
    await go(tab, url);
    return;
  }
  if (protocol !== "http:" && protocol !== "https:")
    throw new Error("only links to the web and to addresses are opened");
  await refuseClosed(url);
  if (!(await ruledOut(url))) {
    await openPlain(url, how, tab);
    return;
  }
  // A rule of ours stands in the way. The tab has to be there before it can be let through, and only it is.
  const fresh = await openPlain("about:blank", how, tab);
  if (fresh?.id === undefined) throw new Error("no tab to open this in");
  await letThrough({ tabId: fresh.id });
  await go(fresh, url);
}

async function openPlain(url: string, how: string, tab: Tab): Promise<Tab | undefined> {
  const near = { url, index: tab.index + 1, ...(tab.id === undefined ? {} : { openerTabId: tab.id }) };
  switch (how) {
    case "current":
      if (url !== "about:blank") await go(tab, url);
      return tab;
    case "window":
      return (await api.windows.create({ url, incognito: tab.incognito }))?.tabs?.[0];
    case "background-tab":
      return api.tabs.create({ ...near, active: false });
    default:
      return api.tabs.create({ ...near, active: true });
  }
}

async function go(tab: Tab, url: string): Promise<void> {
  if (tab.id !== undefined) await api.tabs.update(tab.id, { url });
}

/** How codes of reasons are written. */
const CODE = /^[a-z]+(?:-[a-z]+)*$/;

/** Opens the help at the entry of a reason. */
export async function openHelp(code: string, { index, incognito, windowId }: Tab): Promise<void> {
  if (code.length > 40 || !CODE.test(code)) throw new Error("not the code of a reason");
  // A tab of ours is no link that was taken, though a mail's menu may have been open a moment ago.
  await disarm();
  const url = api.runtime.getURL(`help/help.html#${code}`);
  // In a private window the browser may refuse our pages; without a place it finds one.
  await api.tabs.create(incognito ? { url } : { url, index: index + 1, windowId });
}

/**
 * An error where the organisation keeps what is dangerous closed: what a message was judged dangerous for, as long as its rule is
 * in force, and what is dangerous by itself. Nobody offers to open it either; this is for who asks all the same.
 */
async function refuseClosed(url: string): Promise<void> {
  const { limits, partners } = await policy();
  if (limits.openDanger) return;
  const [alone] = await judge.run((module) => module.judgeLinks([url], [...partners]));
  if (alone?.level === "danger" || (await ruledOut(url))) throw new Error(STAYS_CLOSED);
}

/** Lets a form go from a page to where it is sent; in which tab it will open is not known before. */
export async function letFormThrough(url: string, page: Page): Promise<void> {
  await refuseClosed(url);
  const found = await ruledOut(url);
  if (found) await letThrough({ host: hostOf(new URL(found.href)), page });
}

// Where the user was about to take a dangerous link out of the page, and when.

const KEY = "armed";

interface Armed {
  readonly tabId: number;
  readonly at: number;
}

/** Notes that a dangerous link of this tab may be opened in the next moment. */
export async function arm(tabId: number): Promise<void> {
  const armed: Armed = { tabId, at: Date.now() };
  // Without room for it nothing is explained; the rule itself is what has to be in force.
  await api.storage.session.set({ [KEY]: armed }).catch(() => undefined);
}

/** The links of these that are dangerous: a tab was told so in a verdict, or they are dangerous by themselves. */
export async function dangerousOf(tabId: number, links: readonly string[]): Promise<string[]> {
  const alone = await judgeKnowing((module, names) => module.judgeLinks([...links], names));
  const dangerous = await Promise.all(
    links.map(async (href, at) => alone[at]?.level === "danger" || (await wasDangerous(tabId, href))),
  );
  return links.filter((_, at) => dangerous[at]);
}

/** What opens next was not taken from a page. */
async function disarm(): Promise<void> {
  await api.storage.session.remove(KEY);
}

/** A tab was opened: if it may have come from a link that somebody was about to take, the page it was on explains. */
export async function tabOpened(tab: Tab): Promise<void> {
  const { [KEY]: armed } = await api.storage.session.get<Record<string, Armed | undefined>>(KEY);
  if (!armed || Date.now() - armed.at > ARMED_FOR) return;
  if (tab.openerTabId !== undefined && tab.openerTabId !== armed.tabId) return;
  await api.tabs.sendMessage(armed.tabId, { kind: "tab-opened" }).catch(() => undefined);
}

/** Shows in a tab's top frame what was refused; an error where no rule of ours refuses it. */
export async function explain(tabId: number, href: string): Promise<void> {
  const blocked = await ruledOut(href);
  if (!blocked) throw new Error("no rule of ours refuses this");
  await api.tabs.sendMessage(tabId, { kind: "show-blocked", blocked }, { frameId: 0 });
}

/** Shows a held link in the top frame of its tab, with what the background itself knows of it; `false` where no script is there. */
export async function putToUser(tabId: number, frameId: number, held: Omit<HeldLink, "verdict">): Promise<boolean> {
  const link = await judged(tabId, held);
  const order = { kind: "show-dialog", link: { ...link, frameId } };
  return (await api.tabs.sendMessage(tabId, order, { frameId: 0 }).catch(() => false)) === true;
}

/** A held link as the background judges it. What the frame says may make it louder, never quieter. */
async function judged(tabId: number, held: Omit<HeldLink, "verdict">): Promise<HeldLink> {
  if (await wasDangerous(tabId, held.href)) return { ...held, level: "danger", verdict: await verdictOn(held.href) };
  const [alone] = await judgeKnowing((module, names) => module.judgeLinks([held.href], names));
  const verdict = (await verdictGiven(held.href)) ?? alone ?? null;
  return { ...held, level: loudest([held.level, verdict?.level ?? "caution"]), verdict };
}

/**
 * Puts our page in the place of the browser's own error, where the user allowed us to see navigations: its address tells what
 * was refused.
 */
export function explainErrors(): void {
  // The interface is there only once the permission is.
  const { webNavigation } = api as { webNavigation?: typeof chrome.webNavigation };
  if (!webNavigation || webNavigation.onErrorOccurred.hasListener(replaceError)) return;
  webNavigation.onErrorOccurred.addListener(replaceError, { url: [{ schemes: ["http", "https"] }] });
}

type Failed = chrome.webNavigation.WebNavigationFramedErrorCallbackDetails;

/** How Chromium calls what an extension refused. A typed address that fails otherwise is none of ours. */
const REFUSED = "net::ERR_BLOCKED_BY_CLIENT";

function replaceError({ frameId, tabId, url, error }: Failed & { readonly error?: string }): void {
  if (frameId !== 0 || (error?.startsWith("net::") && error !== REFUSED)) return;
  void showBlockPage(tabId, url);
}

async function showBlockPage(tabId: number, url: string): Promise<void> {
  if (!(await ruledOut(url))) return;
  await api.tabs.update(tabId, { url: api.runtime.getURL(`blocked/blocked.html#${encodeURIComponent(url)}`) });
}
