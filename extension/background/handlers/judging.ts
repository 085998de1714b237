// Handlers that judge: messages, senders and links of watched pages, and the texts and examples of the extension's pages.

import type { Example, MailPlace } from "../../protocol/requests.js";
import type { Mailbox, MessageInput, MessageVerdict, Verdict } from "../../model/verdict.js";
import { checkText } from "../../wasm/check.js";
import type { Judge } from "../../wasm/modules.js";
import { judgeEach, judgeWithAllowlist, namesThatOpen } from "../allowlist.js";
import { blockMessage } from "../blocking-rules.js";
import { judge, modules } from "../judge.js";
import { noteWarning } from "../journal-writer.js";
import { pauseOf } from "../paused-sites.js";
import type { Handlers } from "../router.js";
import { announceLevels } from "../announcements.js";
import { levelsOf, noteLevel } from "../mail-levels.js";
import { type Sender, isOwnPage, rulePageOf, siteOf, tabIdOf } from "../sender.js";
import { settings } from "../settings.js";
import { noteVerdicts } from "../verdict-memory.js";

export const judgingHandlers: Handlers<
  "judge-message" | "levels-of" | "judge-senders" | "judge-links" | "check" | "judge-examples"
> = {
  "judge-message": ({ message, place }, sender) => judgeMessage(message, place, sender),
  "levels-of": async ({ rows }, sender) => levelsOf(siteOf(sender) ?? "", rows),
  "judge-senders": ({ senders, user }) =>
    judgeWithAllowlist((module, names) =>
      senders.map((from) => module.judgeMessage({ ...messageFrom(from, user), ...names })),
    ),
  "judge-links": ({ links }, sender) => judgeLinks(links, sender),
  check: async ({ text, html }) => checkText(modules.reader, text, html, (await settings()).gateways),
  "judge-examples": ({ examples }) => judge.run((module) => examples.map((example) => judgeExample(module, example))),
};

/** Judges a message, has the browser refuse its dangerous links, and records a warning in the journal. */
async function judgeMessage(
  message: MessageInput,
  place: MailPlace | undefined,
  sender: Sender,
): Promise<MessageVerdict> {
  const [verdict] = await judgeWithAllowlist((module, names) => [module.judgeMessage({ ...message, ...names })]);
  if (!verdict) throw new Error("no verdict");
  if (place) void showInRows(message, place, verdict, sender);
  // Marks do not wait for the blocking rules. If these fail, the page's guard still holds every dangerous link.
  void isAwake(sender)
    .then(async (awake) => {
      if (!awake) return;
      noteWarning(verdict, message.subject, sender);
      await noteVerdicts(tabIdOf(sender), [verdict]);
      await blockMessage(message, verdict, await namesThatOpen(), rulePageOf(sender));
    })
    .catch(() => undefined);
  return verdict;
}

/** Has the message's row in every open list show the level. */
async function showInRows(
  message: MessageInput,
  place: MailPlace,
  verdict: MessageVerdict,
  sender: Sender,
): Promise<void> {
  const site = siteOf(sender);
  if (site !== null && (await noteLevel(site, message, place, verdict))) await announceLevels();
}

/** Whether the extension is at work in the sender's page. Its own pages judge examples, and a paused page may not know yet. */
async function isAwake(sender: Sender): Promise<boolean> {
  return !isOwnPage(sender) && (await pauseOf(sender.tab ?? {})) === null;
}

async function judgeLinks(links: readonly string[], sender: Sender): Promise<Verdict[]> {
  const verdicts = await judgeWithAllowlist((module, names) => judgeEach(module, links, names));
  if (!isOwnPage(sender)) {
    const withLinks = verdicts.map((verdict, at) => ({ ...verdict, href: links[at] ?? "" }));
    await noteVerdicts(tabIdOf(sender), withLinks);
  }
  return verdicts;
}

function judgeExample(module: Judge, example: Example): Verdict | MessageVerdict {
  if ("message" in example) return module.judgeMessage(example.message as MessageInput);
  const [verdict] = module.check([example.input], false);
  if (!verdict) throw new Error("no verdict on an example");
  return verdict;
}

/** A message of which only the sender is known. */
function messageFrom(from: Mailbox, user: readonly string[]): MessageInput {
  return {
    from,
    replyTo: [],
    subject: "",
    segments: [],
    links: [],
    attachments: [],
    recipients: [],
    user: [...user],
    leftOut: 0,
    attached: [],
  };
}
