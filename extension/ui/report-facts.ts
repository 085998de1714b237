// Collects the facts for a report to Amazon from a verdict. Links stay unchanged.

import type { ReportFacts } from "../model/report-facts.js";
import { type MessageVerdict, type Reason, type Verdict, decidingMail, leadingReason } from "../model/verdict.js";
import type { CheckAnswer, HeldLink } from "../protocol/requests.js";
import { type UiContext, contextOfForm } from "./context.js";

/** The facts of an answer, from its highest verdict; null if it has none. */
export function reportFactsOf(ctx: UiContext, found: CheckAnswer, when: Date): ReportFacts | null {
  if (found.what === "message") return messageFacts(ctx, found.verdict, when);
  if (found.what !== "verdicts") return null;
  if (found.message) return messageFacts(ctx, found.message, when);
  // The worst is the first.
  const [first] = found.verdicts;
  return first ? verdictFacts(ctx, first.input, first.verdict, when) : null;
}

/** The facts about a message: those of the attached mail, if that mail decides. `outerSubject` is the subject of the message itself. */
export function messageFacts(ctx: UiContext, whole: MessageVerdict, when: Date, outerSubject = ""): ReportFacts {
  const verdict = decidingMail(whole);
  const { level, sender, links, findings, claim } = verdict;
  const lead = leadingReason(verdict);
  const link = links.find((link) => link.level === level) ?? links.find((link) => link.role === "action");
  const claimed = claim.evidence.find(({ source }) => source === "subject")?.text;
  const subject = (verdict === whole && outerSubject) || claimed;
  return {
    ...(link ? { url: link.href } : {}),
    ...named(sender, ""),
    ...(subject === undefined ? {} : { subject }),
    when: when.toISOString(),
    level,
    reasons: sentences(ctx, [...(lead ? [lead] : []), ...findings.filter((reason) => reason !== lead)]),
  };
}

/** The facts about a link or a sender alone. `input` is the link, or the text that the user entered. */
export function verdictFacts(ctx: UiContext, input: string, verdict: Verdict, when: Date): ReportFacts {
  return {
    ...named(verdict, input),
    when: when.toISOString(),
    level: verdict.level,
    reasons: sentences(ctx, verdict.reasons),
  };
}

/** The facts about a stopped link or form and the mail that it stands in. */
export function linkFacts(
  ctx: UiContext,
  { href, verdict, level, mail, form }: Pick<HeldLink, "href" | "verdict" | "level" | "mail" | "form">,
  when: Date,
): ReportFacts {
  const reasons = verdict ? sentences(form === undefined ? ctx : contextOfForm(ctx), verdict.reasons) : [];
  return { url: href, ...mail, when: when.toISOString(), level: verdict ? level : null, reasons };
}

function named(verdict: Verdict, input: string): Pick<ReportFacts, "url" | "sender" | "name"> {
  if (verdict.kind === "link") return { url: input };
  const { address, name } = verdict;
  return { ...(address === null ? {} : { sender: address }), ...(name === null ? {} : { name }) };
}

function sentences(ctx: UiContext, reasons: readonly Reason[]): string[] {
  const texts = reasons.map((reason) =>
    ctx.texts
      .reason(reason)
      .map((piece) => (typeof piece === "string" ? piece : piece.value))
      .join(""),
  );
  return [...new Set(texts)];
}
