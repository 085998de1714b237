// An answer as plain text, to be sent to a colleague or into a chat group: in the user's language, with the evidence and the
// time, and with every link written so that no program makes one of it again.

import type { CheckAnswer } from "../../protocol/requests.js";
import { printable } from "../../ui/characters.js";
import type { UiContext } from "../../ui/index.js";
import { className, decidingMail, leadingReason } from "../../ui/index.js";
import { type MessageLink, type MessageVerdict, type Reason, type Verdict, atLeast } from "../../model/verdict.js";

/** So much of a link is enough for who knows it. */
const MOST_OF_A_LINK = 500;

/** The answer as text; empty where there is none. */
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
      return found.verdicts.map(({ input, verdict }) => verdictLines(ctx, input, verdict));
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
    named(ctx, `level_${verdict.level}`, className(ctx, verdict)),
    named(ctx, "copy_asked", defanged(input)),
    ...(target === null ? [] : [named(ctx, "copy_leads", defanged(target))]),
    ...reasonLines(ctx, verdict.reasons),
  ];
}

function messageBlocks(ctx: UiContext, verdict: MessageVerdict): string[][] {
  const mail = decidingMail(verdict);
  const { level, sender, replyTo, links, attachments, findings } = mail;
  const lead = leadingReason(mail);
  const people = [
    // Who only sent the fake on must not stand there as its sender.
    ...(mail === verdict
      ? []
      : [ctx.texts.text("lead_attached"), `${ctx.texts.text("why_attached")}${ctx.texts.text("colon").trimEnd()}`]),
    named(ctx, "why_sender", mailbox(sender)),
    ...(replyTo ? [named(ctx, "why_reply", mailbox(replyTo))] : []),
    ...sender.reasons.map((reason) => `  - ${sentence(ctx, reason)}`),
  ];
  const warned = links.filter((link) => atLeast(link.level, "caution"));
  const blocks = [
    [
      lead && atLeast(level, "caution")
        ? named(ctx, `level_${level}`, sentence(ctx, lead))
        : ctx.texts.text(`level_${level}`),
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

/** A link as it stands in the mail: what it says, unless that is the link itself, and where it leads. */
function written({ text, href }: MessageLink): string {
  return text.trim() === "" || text === href ? defanged(href) : `${defanged(text)} → ${defanged(href)}`;
}

function named(ctx: UiContext, key: string, value: string): string {
  return `${ctx.texts.text(key)}${ctx.texts.text("colon")}${value}`;
}

function reasonLines(ctx: UiContext, reasons: readonly Reason[]): string[] {
  return reasons.length === 0
    ? []
    : [
        `${ctx.texts.text("copy_why")}${ctx.texts.text("colon").trimEnd()}`,
        ...reasons.map((reason) => `- ${sentence(ctx, reason)}`),
      ];
}

/** The sentence of a reason. Only what came from outside is defanged; our own words name no host. */
function sentence(ctx: UiContext, reason: Reason): string {
  return ctx.texts
    .reason(reason)
    .map((piece) => (typeof piece === "string" ? piece : defanged(piece.value)))
    .join("");
}

/** A text in which no program finds a link or an address: `hxxps://evil[.]example`, `a[@]b[.]example`. */
export function defanged(text: string): string {
  return printable(text.slice(0, MOST_OF_A_LINK))
    .replace(/\b(h)tt(ps?)\b/gi, "$1xx$2")
    .replace(/(\S)[.\u3002\uff0e\uff61](?=\S)/g, "$1[.]")
    .replace(/(\S)@(?=\S)/g, "$1[@]");
}
