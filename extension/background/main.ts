// The background: hears requests, trusts by sender, answers. Listeners are registered at once, or the browser would not
// wake us for them.

import { api } from "../shared/browser.js";
import { type Answers, type BodyPart, FROM_CONTENT, type HeldLink, MOST_SENDERS, type Reply, type Request } from "../shared/messages.js";
import { Texts } from "../shared/texts.js";
import type { Mailbox, MessageInput, MessageVerdict } from "../shared/verdict.js";
import { check } from "./check.js";
import { keepEvidence, keptEvidence } from "./evidence.js";
import { judge } from "./judge.js";
import { arm, explain, explainErrors, letFormThrough, open, tabOpened } from "./opening.js";
import { block, blockLinks, endAll, endOld, ruledOut } from "./rules.js";
import { change, forget, isHome, isLanguage, remember, settings, surroundings } from "./settings.js";
import { forgetTab, report, stateOf } from "./toolbar.js";
import {
  dropSites,
  granted,
  restore,
  startEverywhere,
  unwatch,
  unwatchBuyerMessages,
  watch,
  watchBuyerMessages,
} from "./watching.js";

type Sender = chrome.runtime.MessageSender;

/** Larger requests are no message anybody reads. In characters, counted roughly. */
const MOST = 16_000_000;

api.runtime.onMessage.addListener((request: unknown, sender: Sender, respond: (reply: Reply<unknown>) => void) => {
  if (!isRequest(request) || !mayAsk(request, sender)) return false;
  answer(request, sender).then(
    (value) => respond({ ok: true, value }),
    (error: unknown) => respond({ ok: false, error: error instanceof Error ? error.message : String(error) }),
  );
  return true;
});

api.runtime.onInstalled.addListener(() => void restore().then(startEverywhere));
api.runtime.onStartup.addListener(() => void restore());
api.permissions.onRemoved.addListener((removed) => void dropSites(removed.origins ?? []));
api.permissions.onAdded.addListener(() => explainErrors());
api.tabs.onRemoved.addListener((tabId) => void forgetTab(tabId));
api.tabs.onCreated.addListener((tab) => void tabOpened(tab));
api.alarms.onAlarm.addListener(() => void endOld());
explainErrors();

function isRequest(value: unknown): value is Request {
  return typeof value === "object" && value !== null && "kind" in value && typeof value.kind === "string";
}

/** Our own pages may ask anything; content scripts only what is listed for them; nobody else is heard. */
function mayAsk(request: Request, sender: Sender): boolean {
  if (sender.id !== api.runtime.id) return false;
  if (sender.url?.startsWith(api.runtime.getURL(""))) return true;
  return sender.tab !== undefined && FROM_CONTENT.has(request.kind);
}

async function answer(request: Request, sender: Sender): Promise<Answers[Request["kind"]]> {
  switch (request.kind) {
    case "surroundings":
      return surroundings();
    case "judge-message": {
      const message = object(request.message, "message");
      const parts = [...list(message.segments), ...list(message.links)] as ({ text?: unknown; href?: unknown } | null)[];
      const size = parts.reduce((sum, part) => sum + text(part?.text).length + text(part?.href).length, 0);
      if (size > MOST) throw new Error("the message is too large");
      return judgeMessage(message);
    }
    case "judge-senders": {
      const senders = list(request.senders).map(mailboxOf);
      const user = list(request.user).map(text);
      if (senders.length > MOST_SENDERS) throw new Error("too many senders");
      const remembered = await rememberedNames();
      return judge.run((module) => senders.map((from) => module.judgeMessage({ ...onlySender(from, user), remembered })));
    }
    case "judge-links": {
      const links = list(request.links).map(text);
      const names = await rememberedNames();
      return judge.run((module) => module.judgeLinks(links, names));
    }
    case "open":
      await open(text(request.url), request.how, tabOf(sender));
      return true;
    case "arm": {
      const { remembered } = await settings();
      await Promise.all([arm(idOf(sender)), blockLinks(list(request.links) as typeof request.links, remembered)]);
      return true;
    }
    case "explain":
      await explain(idOf(sender), request.blocked);
      return true;
    case "put-to-user":
      return putToUser(request.link, sender);
    case "release-form":
      await letFormThrough(text(request.url));
      await api.tabs.sendMessage(idOf(sender), { kind: "submit-form", form: request.form }, { frameId: request.frameId ?? sender.frameId ?? 0 });
      return true;
    case "status": {
      const { settings, messages } = await surroundings();
      await report(idOf(sender), sender.frameId ?? 0, request.status, new Texts(settings.language, messages));
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
    case "claim-body":
      return claimBody(text(request.nonce), request.part, sender);
    case "check":
      return check(text(request.text));
    case "tab-state":
      return stateOf(request.tabId);
    case "watch":
      await watch(text(request.origin));
      return true;
    case "unwatch":
      await unwatch(text(request.pattern));
      return true;
    case "granted":
      return granted();
    case "set-buyer-messages":
      await (request.on ? watchBuyerMessages() : unwatchBuyerMessages());
      return true;
    case "remember":
      await remember(kindOf(request.what), text(request.value));
      await endAll();
      await announce();
      return true;
    case "forget":
      await forget(kindOf(request.what), text(request.value));
      await endAll();
      await announce();
      return true;
    case "blocked":
      return (await ruledOut(text(request.url))) ?? { href: text(request.url), verdict: null };
    case "set-evidence":
      await keepEvidence(request.evidence);
      return true;
    case "evidence":
      return keptEvidence();
    default:
      return unheard(request);
  }
}

/** Judges a message, and has the browser refuse what it is dangerous for. */
async function judgeMessage(message: MessageInput): Promise<MessageVerdict> {
  const { remembered } = await settings();
  const input = { ...message, remembered: remembered.map(({ value }) => value) };
  const verdict = await judge.run((module) => module.judgeMessage(input));
  // Marks do not wait for the browser's rules.
  void block(verdict, remembered).catch(() => undefined);
  return verdict;
}

async function rememberedNames(): Promise<string[]> {
  return (await settings()).remembered.map(({ value }) => value);
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

/** Tells every watched page that the settings changed. */
async function announce(): Promise<void> {
  const changed = { kind: "surroundings-changed", surroundings: await surroundings() };
  for (const tab of await api.tabs.query({})) {
    if (tab.id !== undefined) void api.tabs.sendMessage(tab.id, changed).catch(() => undefined);
  }
}
