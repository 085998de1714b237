// The background: hears requests, trusts by sender, answers. Listeners are registered at once, or the browser would not
// wake us for them.

import { api } from "../platform/browser.js";
import { checkText } from "../wasm/check.js";
import {
  type Answers,
  type BodyPart,
  type Example,
  FROM_CONTENT,
  MOST_SENDERS,
  NOT_WATCHED,
  type Reply,
  type Request,
  type Surroundings,
} from "../protocol/requests.js";
import type { Judge } from "../wasm/modules.js";
import type { Mailbox, MessageInput, MessageVerdict, Verdict } from "../model/verdict.js";
import {
  Allowance,
  addressIn,
  armedIn,
  heldIn,
  linksIn,
  list,
  mailboxIn,
  messageIn,
  nonceIn,
  partIn,
  statusIn,
  text,
  wayIn,
  whole,
} from "./request-limits.js";
import { takeWaiting } from "./check-page.js";
import { isHome, isLanguage, isNotifications } from "./validators.js";
import { CONFIRM, askToRemember, mayBeMuted, takeConfirm } from "./mute-confirmation.js";
import { keepEvidence, takeEvidence } from "./report-handoff.js";
import { openFirstPage } from "./first-page.js";
import { forgetFrames, frameHostsOf, noteFrame } from "./frame-hosts.js";
import { forgetAllGiven, forgetGiven, noteGiven } from "./verdict-memory.js";
import { exportSettings, importFile, reviewImport } from "./settings-import.js";
import { ENTRIES_END, endEntries, keepEnding, noteOpened, noteWarning } from "./journal-writer.js";
import { judge, modules } from "./modules.js";
import { leave } from "./site-removal.js";
import { listenToMenus } from "./menus.js";
import { judgeKnowing, openNames } from "./allowlist.js";
import { listenToAddressBar } from "./omnibox.js";
import { insertSheet } from "./own-sheet.js";
import {
  arm,
  dangerousOf,
  explain,
  explainErrors,
  letFormThrough,
  open,
  openHelp,
  putToUser,
  tabOpened,
} from "./link-opening.js";
import { isPaused, setPaused } from "./paused-sites.js";
import { RULES_END } from "./blocking-rule-store.js";
import { type Page, armRules, block, blockLinks, endAll, endOf, endOld, ruledOut } from "./blocking-rules.js";
import { change, dropImported, forget, organisation, remember, settings, surroundings } from "./settings.js";
import { setTeamPolicy } from "./storage.js";
import { textsIn } from "./text-cache.js";
import { forgetTab, report, stateOf } from "./toolbar.js";
import {
  granted,
  isWatched,
  restore,
  startEverywhere,
  unwatch,
  unwatchBuyerMessages,
  watch,
  watchAllowed,
  watchBuyerMessages,
} from "./watched-sites.js";

type Sender = chrome.runtime.MessageSender;

/** In milliseconds: how much a tab may ask for is counted anew after this long. */
const PERIOD = 10_000;
/** What is judged for one tab: far more than an honest page needs while a long conversation is drawn. */
const judging = new Allowance({ requests: 1_000, characters: 64_000_000 }, PERIOD);
/** Tabs of ours that a page may open: more than a person asks for. */
const opening = new Allowance({ requests: 5, characters: 0 }, PERIOD);
/** What opens or shows something else, or changes a rule: more than a person does. */
const doing = new Allowance({ requests: 60, characters: 8_000_000 }, PERIOD);

api.runtime.onMessage.addListener((request: unknown, sender: Sender, respond: (reply: Reply<unknown>) => void) => {
  if (!isRequest(request) || !mayAsk(request, sender)) return false;
  hear(request, sender).then(
    (value) => respond({ ok: true, value }),
    (error: unknown) => respond({ ok: false, error: error instanceof Error ? error.message : String(error) }),
  );
  return true;
});

api.runtime.onInstalled.addListener(() => void restore().finally(startEverywhere));
api.runtime.onInstalled.addListener((installed) => void openFirstPage(installed));
api.runtime.onInstalled.addListener(() => void endOld());
api.runtime.onInstalled.addListener(() => void keepEnding());
api.runtime.onStartup.addListener(() => void restore());
api.runtime.onStartup.addListener(() => void keepEnding());
api.permissions.onRemoved.addListener((removed) => void leave(removed.origins ?? []));
api.permissions.onAdded.addListener((added) => void watchAllowed(added.origins ?? []));
api.permissions.onAdded.addListener(() => explainErrors());
api.tabs.onRemoved.addListener((tabId) => void closed(tabId));
api.tabs.onCreated.addListener((tab) => void tabOpened(tab));
api.alarms.onAlarm.addListener(({ name }) => void (name === RULES_END && endOld()));
api.alarms.onAlarm.addListener(({ name }) => void (name === ENTRIES_END && endEntries()));
api.storage.onChanged.addListener((_, area) => void (area === "managed" && changed()));
explainErrors();
listenToMenus();
listenToAddressBar();

function isRequest(value: unknown): value is Request {
  return typeof value === "object" && value !== null && "kind" in value && typeof value.kind === "string";
}

/** Our own pages may ask anything; content scripts only what is listed for them; nobody else is heard. */
function mayAsk(request: Request, sender: Sender): boolean {
  if (sender.id !== api.runtime.id) return false;
  // One page alone may mute a name: the one on which the user confirms it.
  if (request.kind === "remember" || request.kind === "take-confirm")
    return sender.url?.startsWith(api.runtime.getURL(CONFIRM)) ?? false;
  if (isOurs(sender)) return true;
  return sender.tab !== undefined && FROM_CONTENT.has(request.kind);
}

/** Answers; a script of ours that is still in a page which is watched no longer is told to leave it. */
async function hear(request: Request, sender: Sender): Promise<Answers[Request["kind"]]> {
  if (isOurs(sender)) return answer(request, sender);
  const page = pageOf(sender);
  if (!page || !(await isWatched(page))) throw new Error(NOT_WATCHED);
  if (sender.tab?.id !== undefined) noteFrame(sender.tab.id, page.hostname, (sender.frameId ?? 0) === 0);
  return answer(request, sender);
}

/** The page a content script speaks for: its frame's. One without an address and an origin of its own is its tab's. */
function pageOf({ url, origin, tab }: Sender): URL | null {
  const address = [url, origin, tab?.url].find((one) => one !== undefined && /^https?:/.test(one));
  return address === undefined ? null : new URL(address);
}

/** The site a request is from, as the user sees it: the tab's, where the browser says what that shows. */
function siteOf(sender: Sender): string | null {
  const { tab } = sender;
  return (tab?.url === undefined ? pageOf(sender) : pageOf({ url: tab.url }))?.origin ?? null;
}

/** Where a request comes from, as the rules know it. */
function rulePage(sender: Sender): Page {
  return { site: siteOf(sender), frameHosts: frameHostsOf(idOf(sender)) };
}

/** One of our own pages. */
function isOurs({ url }: Sender): boolean {
  return url?.startsWith(api.runtime.getURL("")) ?? false;
}

async function answer(request: Request, sender: Sender): Promise<Answers[Request["kind"]]> {
  switch (request.kind) {
    case "surroundings":
      return surroundingsAt(sender.tab?.url, await surroundings());
    case "insert-sheet":
      return insertSheet(idOf(sender), sender.frameId ?? 0);
    case "judge-message": {
      const message = messageIn(request.message);
      allow(judging, sender, sizeOf(message));
      return judgeMessage(message, sender);
    }
    case "judge-senders": {
      const senders = list(request.senders);
      const users = list(request.user);
      if (senders.length > MOST_SENDERS || users.length > MOST_SENDERS) throw new Error("too many senders");
      allow(judging, sender, 0);
      const [mailboxes, user] = [senders.map(mailboxIn), users.map(text)];
      return judgeKnowing((module, remembered) =>
        mailboxes.map((from) => module.judgeMessage({ ...onlySender(from, user), remembered })),
      );
    }
    case "judge-links": {
      const links = linksIn(request.links);
      allow(
        judging,
        sender,
        links.reduce((sum, { length }) => sum + length, 0),
      );
      return judgeLinks(links, sender);
    }
    case "open": {
      const url = addressIn(request.url);
      allow(doing, sender, url.length);
      await open(url, wayIn(request.how), tabOf(sender));
      noteOpened(url, sender);
      return true;
    }
    case "arm":
      allow(doing, sender, 0);
      await armFor(armedIn(request.links), sender);
      return true;
    case "explain":
      allow(doing, sender, 0);
      await explain(idOf(sender), addressIn((request.blocked as { href?: unknown } | null)?.href));
      return true;
    case "put-to-user":
      allow(doing, sender, 0);
      return putToUser(idOf(sender), sender.frameId ?? 0, heldIn(request.link));
    case "release-form": {
      const url = addressIn(request.url);
      allow(doing, sender, url.length);
      await letFormThrough(url, rulePage(sender));
      await api.tabs.sendMessage(
        idOf(sender),
        { kind: "submit-form", form: whole(request.form) ?? 0 },
        { frameId: whole(request.frameId) ?? sender.frameId ?? 0 },
      );
      noteOpened(url, sender);
      return true;
    }
    case "status": {
      const { language } = await settings();
      await report(tabOf(sender), sender.frameId ?? 0, statusIn(request.status), await textsIn(language));
      return true;
    }
    case "set-home":
      if (!isHome(request.home)) throw new Error("not a marketplace");
      await change({ home: request.home });
      await announce();
      return true;
    case "set-language":
      if (!isLanguage(request.language)) throw new Error("not a language we have");
      await change({ language: request.language });
      await announce();
      return true;
    case "set-notifications":
      if (!isNotifications(request.notifications)) throw new Error("not a level to be notified from");
      await change({ notifications: request.notifications });
      await announce();
      return true;
    case "set-journal":
      await change({
        ...(typeof request.on === "boolean" ? { journal: request.on } : {}),
        ...(typeof request.subjects === "boolean" ? { journalSubjects: request.subjects } : {}),
      });
      await announce();
      return true;
    case "organisation":
      return organisation();
    case "export-settings":
      return exportSettings();
    case "review-import":
      return reviewImport(text(request.text));
    case "import":
      await importFile(text(request.text));
      await changed();
      return true;
    case "remove-team":
      await setTeamPolicy(undefined);
      await changed();
      return true;
    case "drop-imported":
      await dropImported(text(request.pattern));
      return true;
    case "claim-body": {
      const part = partIn(request.part);
      allow(judging, sender, sizeOf(part));
      return claimBody(nonceIn(request.nonce), part, sender);
    }
    case "check":
      return checkText(modules, text(request.text), text(request.html));
    case "judge-examples": {
      const { examples } = request;
      return judge.run((module) => examples.map((example) => judgeExample(module, example)));
    }
    case "open-help":
      allow(opening, sender, 0);
      await openHelp(text(request.code), tabOf(sender));
      return true;
    case "tab-state":
      return stateOf(request.tabId);
    case "pause":
      await setPaused(text(request.origin), request.paused);
      await Promise.all([endOf((site) => site === request.origin), announce()]);
      return true;
    case "watch":
      await watch(text(request.origin));
      return true;
    case "unwatch":
      await unwatch(text(request.pattern));
      // A wider permission may cover the site still.
      await leave([text(request.pattern)]);
      return true;
    case "granted":
      return granted();
    case "set-buyer-messages":
      await (request.on ? watchBuyerMessages() : unwatchBuyerMessages());
      return true;
    case "ask-to-remember": {
      allow(opening, sender, 0);
      const name = { what: kindOf(request.what), value: text(request.value).slice(0, 320) };
      await askToRemember(
        name,
        request.href === undefined ? undefined : addressIn(request.href),
        tabOf(sender),
        isOurs(sender),
      );
      return true;
    }
    case "take-confirm":
      return takeConfirm(text(request.id));
    case "remember": {
      const name = { what: kindOf(request.what), value: text(request.value) };
      if (!(await mayBeMuted(name))) throw new Error("this name cannot be muted");
      await remember(name.what, name.value);
      await changed();
      return true;
    }
    case "forget":
      await forget(kindOf(request.what), text(request.value));
      await changed();
      return true;
    case "blocked":
      return (await ruledOut(text(request.url))) ?? { href: text(request.url), verdict: null };
    case "take-waiting":
      return takeWaiting(text(request.id));
    case "set-evidence":
      return keepEvidence(request.evidence);
    case "take-evidence":
      return takeEvidence(text(request.id));
    default:
      return unheard(request);
  }
}

/** Judges a message, has the browser refuse what it is dangerous for, and notes a warning in the journal. */
async function judgeMessage(message: MessageInput, sender: Sender): Promise<MessageVerdict> {
  const [verdict] = await judgeKnowing((module, remembered) => [module.judgeMessage({ ...message, remembered })]);
  if (!verdict) throw new Error("no verdict");
  // Marks do not wait for the browser's rules. Where these fail, the page still holds every dangerous link.
  void isAwake(sender)
    .then(async (awake) => {
      if (!awake) return;
      noteWarning(verdict, message.subject, sender);
      await noteGiven(idOf(sender), [verdict]);
      await block(message, verdict, await openNames(), rulePage(sender));
    })
    .catch(() => undefined);
  return verdict;
}

/** Judges links outside of messages. */
async function judgeLinks(links: string[], sender: Sender): Promise<Verdict[]> {
  const verdicts = await judgeKnowing((module, names) => module.judgeLinks(links, names));
  if (!isOurs(sender))
    await noteGiven(
      idOf(sender),
      verdicts.map((verdict, at) => ({ ...verdict, href: links[at] ?? "" })),
    );
  return verdicts;
}

/** Has the browser refuse the links whose menu is open; an error where it does not. */
async function armFor(links: string[], sender: Sender): Promise<void> {
  const dangerous = await dangerousOf(idOf(sender), links);
  if (dangerous.length === 0) throw new Error("none of these links is dangerous");
  // First, because a tab may open at once; what is explained then is only what a rule in force refuses.
  await arm(idOf(sender));
  const [names, page] = [await openNames(), rulePage(sender)];
  await armRules(dangerous, names, page);
  await blockLinks(dangerous, names, page);
}

/** Forgets a tab that was closed. */
async function closed(tabId: number): Promise<void> {
  for (const allowance of [judging, opening, doing]) allowance.forget(tabId);
  forgetFrames(tabId);
  await Promise.all([forgetTab(tabId), forgetGiven(tabId)]);
}

/** Counts a request of a page; what our own pages ask for is not counted. */
function allow(allowance: Allowance, sender: Sender, characters: number): void {
  if (!isOurs(sender)) allowance.take(idOf(sender), characters);
}

function sizeOf({ segments, links }: BodyPart): number {
  const texts = segments.reduce((sum, { text: piece }) => sum + text(piece).length, 0);
  return links.reduce((sum, { href }) => sum + text(href).length, texts);
}

function judgeExample(module: Judge, example: Example): Verdict | MessageVerdict {
  if ("message" in example) return module.judgeMessage(example.message as MessageInput);
  const [verdict] = module.check([example.input], false);
  if (!verdict) throw new Error("no verdict on an example");
  return verdict;
}

/** Whether it comes from a page in which we are at work: our own ask about examples, and a paused one may not know of it yet. */
async function isAwake(sender: Sender): Promise<boolean> {
  return !isOurs(sender) && !(await isPaused(sender.tab?.url));
}

/** No kind of request is left out above; the compiler says so. */
function unheard(request: never): never {
  throw new Error(`unknown request ${JSON.stringify(request)}`);
}

/** A message of which nothing is known but its sender. */
function onlySender(from: Mailbox, user: string[]): MessageInput {
  return {
    from,
    replyTo: [],
    subject: "",
    segments: [],
    links: [],
    attachments: [],
    recipients: [],
    user,
    leftOut: 0,
    attached: [],
  };
}

function kindOf(what: unknown): "host" | "address" {
  return what === "address" ? "address" : "host";
}

function tabOf(sender: Sender): chrome.tabs.Tab {
  if (!sender.tab) throw new Error("only a tab asks for this");
  return sender.tab;
}

function idOf(sender: Sender): number {
  const id = tabOf(sender).id;
  if (id === undefined) throw new Error("a tab without an id");
  return id;
}

/** Hands a body to the frame of the same tab that holds its header, and brings the verdict back. */
async function claimBody(nonce: string, part: BodyPart, sender: Sender): Promise<Answers["claim-body"]> {
  const verdict: unknown = await api.tabs
    .sendMessage(idOf(sender), { kind: "body-part", nonce, part })
    .catch(() => null);
  return typeof verdict === "object" ? (verdict as Answers["claim-body"]) : null;
}

/** What a page needs, with what holds for its site alone. */
async function surroundingsAt(url: string | undefined, all: Surroundings): Promise<Surroundings> {
  return (await isPaused(url)) ? { ...all, paused: true } : all;
}

/** Names are trusted that were not, or no longer: rules made before end, and every watched page is judged anew. */
async function changed(): Promise<void> {
  await Promise.all([endAll(), forgetAllGiven()]);
  await announce();
}

/** Tells every watched page that the settings changed. */
async function announce(): Promise<void> {
  const [all, tabs] = await Promise.all([surroundings(), api.tabs.query({})]);
  await Promise.all(
    tabs.map(async ({ id, url }) => {
      if (id === undefined) return;
      const changed = { kind: "surroundings-changed", surroundings: await surroundingsAt(url, all) };
      // Nobody waits for what a tab makes of it.
      void api.tabs.sendMessage(id, changed).catch(() => undefined);
    }),
  );
}
