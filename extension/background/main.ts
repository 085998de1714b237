// The background: hears requests, trusts by sender, answers. Listeners are registered at once, or the browser would not
// wake us for them.

import { api } from "../shared/browser.js";
import { checkText } from "../shared/check.js";
import {
  type Answers,
  type BodyPart,
  type Example,
  FROM_CONTENT,
  type HeldLink,
  MOST_SENDERS,
  NOT_WATCHED,
  type Reply,
  type Request,
  type Surroundings,
} from "../shared/messages.js";
import type { Judge } from "../shared/modules.js";
import type { Mailbox, MessageInput, MessageVerdict, Verdict } from "../shared/verdict.js";
import { takeWaiting } from "./check-page.js";
import { isHome, isLanguage, isNotifications } from "./choices.js";
import { keepEvidence, takeEvidence } from "./evidence.js";
import { openFirstPage } from "./first.js";
import { exportSettings, importFile, reviewImport } from "./importing.js";
import { ENTRIES_END, endEntries, keepEnding, noteOpened, noteWarning } from "./journal.js";
import { judge, modules } from "./judge.js";
import { leave } from "./leaving.js";
import { listenToMenus } from "./menus.js";
import { judgeKnowing, openNames } from "./names.js";
import { listenToAddressBar } from "./omnibox.js";
import { insertSheet } from "./own-sheet.js";
import { arm, explain, explainErrors, letFormThrough, open, openHelp, tabOpened } from "./opening.js";
import { isPaused, setPaused } from "./paused.js";
import { RULES_END, block, blockLinks, endAll, endOf, endOld, ruledOut } from "./rules.js";
import { change, dropImported, forget, organisation, remember, settings, surroundings } from "./settings.js";
import { setTeamPolicy } from "./storage.js";
import { textsIn } from "./texts.js";
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
} from "./watching.js";

type Sender = chrome.runtime.MessageSender;

/** Larger requests are no message anybody reads. In characters, counted roughly. */
const MOST = 16_000_000;

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
api.tabs.onRemoved.addListener((tabId) => void forgetTab(tabId));
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
  if (isOurs(sender)) return true;
  return sender.tab !== undefined && FROM_CONTENT.has(request.kind);
}

/** Answers; a script of ours that is still in a page which is watched no longer is told to leave it. */
async function hear(request: Request, sender: Sender): Promise<Answers[Request["kind"]]> {
  if (isOurs(sender)) return answer(request, sender);
  const page = pageOf(sender);
  if (!page || !(await isWatched(page))) throw new Error(NOT_WATCHED);
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
      const message = object(request.message, "message");
      const parts = [...list(message.segments), ...list(message.links)] as ({ text?: unknown; href?: unknown } | null)[];
      const size = parts.reduce((sum, part) => sum + text(part?.text).length + text(part?.href).length, 0);
      if (size > MOST) throw new Error("the message is too large");
      return judgeMessage(message, sender);
    }
    case "judge-senders": {
      const senders = list(request.senders).map(mailboxOf);
      const user = list(request.user).map(text);
      if (senders.length > MOST_SENDERS) throw new Error("too many senders");
      return judgeKnowing((module, remembered) => senders.map((from) => module.judgeMessage({ ...onlySender(from, user), remembered })));
    }
    case "judge-links": {
      const links = list(request.links).map(text);
      return judgeKnowing((module, names) => module.judgeLinks(links, names));
    }
    case "open":
      await open(text(request.url), request.how, tabOf(sender));
      noteOpened(text(request.url), sender);
      return true;
    case "arm":
      await Promise.all([arm(idOf(sender)), blockLinks(list(request.links) as typeof request.links, await openNames(), siteOf(sender))]);
      return true;
    case "explain":
      await explain(idOf(sender), request.blocked);
      return true;
    case "put-to-user":
      return putToUser(request.link, sender);
    case "release-form":
      await letFormThrough(text(request.url));
      await api.tabs.sendMessage(idOf(sender), { kind: "submit-form", form: request.form }, { frameId: request.frameId ?? sender.frameId ?? 0 });
      noteOpened(text(request.url), sender);
      return true;
    case "status": {
      const { language } = await settings();
      await report(tabOf(sender), sender.frameId ?? 0, request.status, await textsIn(language));
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
    case "claim-body":
      return claimBody(text(request.nonce), request.part, sender);
    case "check":
      return checkText(modules, text(request.text), text(request.html));
    case "judge-examples": {
      const { examples } = request;
      return judge.run((module) => examples.map((example) => judgeExample(module, example)));
    }
    case "open-help":
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
    case "remember":
      await remember(kindOf(request.what), text(request.value));
      await changed();
      return true;
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
  // Marks do not wait for the browser's rules.
  void isAwake(sender)
    .then(async (awake) => {
      if (!awake) return;
      noteWarning(verdict, text(message.subject), sender);
      await block(verdict, await openNames(), siteOf(sender));
    })
    .catch(() => undefined);
  return verdict;
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

// Shapes are checked here, once; the module reads what has another type as missing.

function object<T>(value: T, name: string): T & object {
  if (typeof value !== "object" || value === null) throw new Error(`no ${name}`);
  return value;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Nobody reads on in a name or address that is longer. */
const MOST_NAME = 10_000;

function mailboxOf(value: unknown): Mailbox {
  const parts = Object.entries(object(value ?? null, "sender")).filter(([, part]) => typeof part === "string");
  return Object.fromEntries(parts.map(([name, part]) => [name, text(part).slice(0, MOST_NAME)]));
}

/** A message of which nothing is known but its sender. */
function onlySender(from: Mailbox, user: string[]): MessageInput {
  return { from, replyTo: [], subject: "", segments: [], links: [], attachments: [], recipients: [], user, leftOut: 0, attached: [] };
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

/** Shows a held link in the top frame of its tab; `false` where nobody is there to show it. */
async function putToUser(link: HeldLink, sender: Sender): Promise<boolean> {
  const order = { kind: "show-dialog", link: { ...link, frameId: sender.frameId ?? 0 } };
  return (await api.tabs.sendMessage(idOf(sender), order, { frameId: 0 }).catch(() => false)) === true;
}

/** Hands a body to the frame of the same tab that holds its header, and brings the verdict back. */
async function claimBody(nonce: string, part: BodyPart, sender: Sender): Promise<Answers["claim-body"]> {
  const verdict: unknown = await api.tabs.sendMessage(idOf(sender), { kind: "body-part", nonce, part }).catch(() => null);
  return typeof verdict === "object" ? (verdict as Answers["claim-body"]) : null;
}

/** What a page needs, with what holds for its site alone. */
async function surroundingsAt(url: string | undefined, all: Surroundings): Promise<Surroundings> {
  return (await isPaused(url)) ? { ...all, paused: true } : all;
}

/** Names are trusted that were not, or no longer: rules made before end, and every watched page is judged anew. */
async function changed(): Promise<void> {
  await endAll();
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
