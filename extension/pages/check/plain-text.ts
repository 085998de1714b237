// An answer as plain text for a colleague or a chat group, in the user's language, with the evidence and the time. Links are
// written so that no program turns them into links again.

import type { CheckAnswer } from "../../protocol/requests.js";
import { printable } from "../../ui/characters.js";
import type { UiContext } from "../../ui/index.js";
import { classBeside, levelWord } from "../../ui/index.js";
import {
  type MessageLink,
  type MessageVerdict,
  type Reason,
  type Verdict,
  decidingMail,
  leadingReason,
} from "../../model/verdict.js";

/** The most characters of a link. That is enough to recognise it. */
const MOST_OF_A_LINK = 500;

/** The answer as text; empty if there is none. */
export function answerText(ctx: UiContext, found: CheckAnswer, when: Date): string {
  const blocks = blocksOf(ctx, found);
  if (blocks.length === 0) return "";
  const date = new Intl.DateTimeFormat(ctx.texts.tag, { dateStyle: "medium", timeStyle: "long" }).format(when);
  return [...blocks, [ctx.texts.text("copy_checked", { date }), ctx.texts.text("copy_defanged")]]
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function blocksOf(ctx: UiContext, found: CheckAnswer): string[][] {
  switch (found.what) {
    case "verdicts":
      return [
        ...(found.message ? messageBlocks(ctx, found.message) : []),
        ...found.verdicts.map(({ input, verdict }) => verdictLines(ctx, input, verdict)),
      ];
    case "message":
      return messageBlocks(ctx, found.verdict);
    case "nothing":
    case "unreadable":
      return [];
  }
}

function verdictLines(ctx: UiContext, input: string, verdict: Verdict): string[] {
  const target = verdict.kind === "link" ? verdict.target : null;
  return [
    joined(ctx, levelWord(ctx.texts, verdict), classBeside(ctx.texts, verdict)),
    named(ctx, "copy_asked", defanged(input)),
    ...(target === null ? [] : [named(ctx, "copy_leads", defanged(target))]),
    ...reasonLines(ctx, verdict.reasons),
  ];
}

function messageBlocks(ctx: UiContext, verdict: MessageVerdict): string[][] {
  const mail = decidingMail(verdict);
  const { warned: isWarned, sender, replyTo, links, attachments, findings } = mail;
  const lead = leadingReason(mail);
  const people = [
    // A person who only forwarded the fake must not appear as its sender.
    ...(mail === verdict
      ? []
      : [ctx.texts.text("lead_attached"), `${ctx.texts.text("why_attached")}${ctx.texts.text("colon").trimEnd()}`]),
    named(ctx, "why_sender", mailbox(sender)),
    ...(replyTo ? [named(ctx, "why_reply", mailbox(replyTo))] : []),
    ...sender.reasons.map((reason) => `  - ${sentence(ctx, reason)}`),
  ];
  const warned = links.filter((link) => link.warned);
  const blocks = [
    [
      joined(ctx, levelWord(ctx.texts, mail), lead && isWarned ? sentence(ctx, lead) : null),
      ...reasonLines(
        ctx,
        findings.filter((reason) => reason !== lead),
      ),
    ],
    people,
    warned.flatMap((link) => [
      named(ctx, "why_links", written(link)),
      ...link.reasons.map((reason) => `  - ${sentence(ctx, reason)}`),
    ]),
    attachments.map(({ name, mediaType }) => named(ctx, "why_attachments", defanged(name || mediaType))),
  ];
  return blocks.filter((lines) => lines.length > 0);
}

function mailbox({ name, address }: { readonly name: string | null; readonly address: string | null }): string {
  return [name && defanged(name), address === null ? null : `<${defanged(address)}>`].filter(Boolean).join(" ");
}

/** A link of a mail: its text, unless that is the link itself, and its target. */
function written({ text, href }: MessageLink): string {
  return text.trim() === "" || text === href ? defanged(href) : `${defanged(text)} → ${defanged(href)}`;
}

function named(ctx: UiContext, key: string, value: string): string {
  return joined(ctx, ctx.texts.text(key), value);
}

/** A word with a colon and its value; the word alone if there is no value. */
function joined(ctx: UiContext, word: string, value: string | null): string {
  return value === null ? word : `${word}${ctx.texts.text("colon")}${value}`;
}

function reasonLines(ctx: UiContext, reasons: readonly Reason[]): string[] {
  return reasons.length === 0
    ? []
    : [
        `${ctx.texts.text("copy_why")}${ctx.texts.text("colon").trimEnd()}`,
        ...reasons.map((reason) => `- ${sentence(ctx, reason)}`),
      ];
}

/** The sentence of a reason. Only parts from outside are defanged, because the extension's own words name no host. */
function sentence(ctx: UiContext, reason: Reason): string {
  return ctx.texts
    .reason(reason)
    .map((piece) => (typeof piece === "string" ? piece : defanged(piece.value)))
    .join("");
}

/** A text in which no program recognises a link or an address: `hxxps://evil[.]example`, `a[@]b[.]example`. */
export function defanged(text: string): string {
  return printable(text.slice(0, MOST_OF_A_LINK))
    .replace(/\b(h)tt(ps?)\b/gi, "$1xx$2")
    .replace(/(\S)[.\u3002\uff0e\uff61](?=\S)/g, "$1[.]")
    .replace(/(\S)@(?=\S)/g, "$1[@]");
}
