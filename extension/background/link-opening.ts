// Opens the links that the user let through, and explains those that the browser refused because of a blocking rule.

import { api } from "../platform/browser.js";
import { sendOrder } from "../protocol/orders.js";
import { type Blocked, type HeldLink, type HeldLinkClaim, STAYS_CLOSED } from "../protocol/requests.js";
import { ERROR_PAGES } from "../model/error-pages.js";
import { loudest } from "../model/verdict.js";
import { notedVerdict, wasDangerous } from "./verdict-memory.js";
import { judge } from "./judge.js";
import { judgeEach, judgeWithAllowlist } from "./allowlist.js";
import { currentPolicy } from "./policy.js";
import { hostWithoutDot } from "./blocking-rule-conditions.js";
import { ARMED_FOR, letThrough, findRule, verdictOn } from "./blocking-rules.js";
import type { RulePage } from "./blocking-rule-scopes.js";

type Tab = chrome.tabs.Tab;

/** Opens a link that the user let through, in the way that the held modifier keys request. */
export async function openLink(url: string, how: string, tab: Tab): Promise<void> {
  const { protocol } = new URL(url);
  if (protocol === "mailto:") {
    await go(tab, url);
    return;
  }
  if (protocol !== "http:" && protocol !== "https:")
    throw new Error("only links to the web and to addresses are opened");
  await refuseClosed(url);
  if (!(await findRule(url))) {
    await openPlain(url, how, tab);
    return;
  }
  // A blocking rule stands in the way. The tab is opened empty first, so that the exception holds for this tab alone.
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

/** The form of a reason code. */
const CODE = /^[a-z]+(?:-[a-z]+)*$/;

/** Opens the help at the entry of a reason. */
export async function openHelp(code: string, tab: Tab): Promise<void> {
  if (code.length > 40 || !CODE.test(code)) throw new Error("not the code of a reason");
  await openOwnPage(`help/help.html#${code}`, tab);
}

/** Opens the offer to replace the browser's error page. */
export function openErrorPageOffer(tab: Tab): Promise<void> {
  return openOwnPage("welcome/welcome.html#error-page-offer", tab);
}

/** Opens the prepared report to Amazon with the facts that wait under this id. */
export function openReport(id: string, tab: Tab): Promise<void> {
  return openOwnPage(`clicked/clicked.html#report=${id}`, tab);
}

async function openOwnPage(path: string, { index, incognito, windowId }: Tab): Promise<void> {
  // A tab of the extension is not a taken link, although a menu may have been open a moment ago.
  await disarm();
  const url = api.runtime.getURL(path);
  // In a private window the browser may refuse extension pages. Without a given place it finds one.
  await api.tabs.create(incognito ? { url } : { url, index: index + 1, windowId });
}

/**
 * Throws where the organisation keeps dangerous links closed and the URL is dangerous: in the message that an active rule stands
 * for, or by itself. No surface offers to open such a link; this refuses a request that comes all the same.
 */
async function refuseClosed(url: string): Promise<void> {
  const { limits, partners, parts } = await currentPolicy();
  if (limits.openDanger) return;
  const [alone] = await judge.run((module) => module.judgeLinks([url], [...partners], [...(parts.gateways ?? [])]));
  if (alone?.blockable || (await findRule(url))) throw new Error(STAYS_CLOSED);
}

/** Lets a form be sent from a page to its target. The tab in which the answer opens is not yet known. */
export async function letFormThrough(url: string, page: RulePage): Promise<void> {
  await refuseClosed(url);
  const found = await findRule(url);
  if (found) await letThrough({ host: hostWithoutDot(new URL(found.href)), page });
}

// The moment in which the user may take a dangerous link out of a page.

const KEY = "armed";

interface Armed {
  readonly tabId: number;
  readonly at: number;
}

/** Notes that a dangerous link of this tab may be opened in the next moment. */
export async function arm(tabId: number): Promise<void> {
  const armed: Armed = { tabId, at: Date.now() };
  // Without room for this note only the explanation is missing. The blocking rule still protects the user.
  await api.storage.session.set({ [KEY]: armed }).catch(() => undefined);
}

/**
 * The dangerous ones of these links: those that a verdict for this tab called dangerous, and those that are dangerous by
 * themselves.
 */
export async function dangerousOf(tabId: number, links: readonly string[]): Promise<string[]> {
  const alone = await judgeWithAllowlist((module, names) => judgeEach(module, links, names));
  const dangerous = await Promise.all(
    links.map(async (href, at) => alone[at]?.blockable === true || (await wasDangerous(tabId, href))),
  );
  return links.filter((_, at) => dangerous[at]);
}

/** Notes that the next tab to open does not come from a link in a page. */
async function disarm(): Promise<void> {
  await api.storage.session.remove(KEY);
}

/** Handles an opened tab. If it may have come from a link with an open menu, the page of that link explains a refusal. */
export async function tabOpened(tab: Tab): Promise<void> {
  const { [KEY]: armed } = await api.storage.session.get<Record<string, Armed | undefined>>(KEY);
  if (!armed || Date.now() - armed.at > ARMED_FOR) return;
  if (tab.openerTabId !== undefined && tab.openerTabId !== armed.tabId) return;
  await sendOrder(armed.tabId, { kind: "tab-opened" }).catch(() => undefined);
}

/** Shows a refused link in the top frame of a tab. Throws if no blocking rule refuses it. */
export async function explain(tabId: number, { href, mail }: Pick<Blocked, "href" | "mail">): Promise<void> {
  const found = await findRule(href);
  if (!found) throw new Error("no rule of ours refuses this");
  const blocked = { ...found, ...(mail ? { mail } : {}), errorPage: !(await mayReplaceErrors()) };
  await sendOrder(tabId, { kind: "show-blocked", blocked }, { frameId: 0 });
}

/**
 * Shows a held link in the top frame of its tab, with the background's own verdict. Returns false if no content script is there.
 */
export async function putToUser(tabId: number, frameId: number, held: HeldLinkClaim): Promise<boolean> {
  const link = await judgeHeldLink(tabId, held);
  const order = { kind: "show-dialog", link: { ...link, frameId } } as const;
  return (await sendOrder(tabId, order, { frameId: 0 }).catch(() => false)) === true;
}

/** Judges a held link. The frame's claim may raise the level, never lower it. */
async function judgeHeldLink(tabId: number, held: HeldLinkClaim): Promise<HeldLink> {
  if (await wasDangerous(tabId, held.href)) return { ...held, level: "danger", verdict: await verdictOn(held.href) };
  const [alone] = await judgeWithAllowlist((module, names) => judgeEach(module, [held.href], names));
  const verdict = (await notedVerdict(held.href)) ?? alone ?? null;
  return { ...held, level: loudest([held.level, verdict?.level ?? "caution"]), verdict };
}

/**
 * Replaces the browser's error page for a refused link with an extension page, if the user has granted the permission to see
 * navigations.
 */
export function explainErrors(): void {
  // The interface exists only once the permission is granted.
  const { webNavigation } = api as { webNavigation?: typeof chrome.webNavigation };
  if (!webNavigation || webNavigation.onErrorOccurred.hasListener(replaceError)) return;
  webNavigation.onErrorOccurred.addListener(replaceError, { url: [{ schemes: ["http", "https"] }] });
}

function mayReplaceErrors(): Promise<boolean> {
  return api.permissions.contains(ERROR_PAGES).catch(() => true);
}

type Failed = chrome.webNavigation.WebNavigationFramedErrorCallbackDetails;

/** Chromium's error for a request that an extension refused. Other errors of a typed address are not the extension's. */
const REFUSED = "net::ERR_BLOCKED_BY_CLIENT";

function replaceError({ frameId, tabId, url, error }: Failed & { readonly error?: string }): void {
  if (frameId !== 0 || (error?.startsWith("net::") && error !== REFUSED)) return;
  void showBlockPage(tabId, url);
}

async function showBlockPage(tabId: number, url: string): Promise<void> {
  if (!(await findRule(url))) return;
  await api.tabs.update(tabId, { url: api.runtime.getURL(`blocked/blocked.html#${encodeURIComponent(url)}`) });
}
