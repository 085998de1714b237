// Collects the facts for a report to Amazon from an answer. Links stay unchanged.

import type { CheckAnswer } from "../../protocol/requests.js";
import type { ReportFacts } from "../../model/report-facts.js";
import type { UiContext } from "../../ui/index.js";
import { type MessageVerdict, type Reason, type Verdict, decidingMail, leadingReason } from "../../model/verdict.js";

/** The facts of the answer, from its highest verdict; null if it has none. */
export function reportFactsOf(ctx: UiContext, found: CheckAnswer, when: Date): ReportFacts | null {
  if (found.what === "message") return ofMessage(ctx, decidingMail(found.verdict), when);
  if (found.what !== "verdicts") return null;
  if (found.message) return ofMessage(ctx, decidingMail(found.message), when);
  // The worst is the first.
  const [first] = found.verdicts;
  if (!first) return null;
  return {
    ...subjectOf(first.verdict, first.input),
    when: when.toISOString(),
    level: first.verdict.level,
    reasons: sentences(ctx, first.verdict.reasons),
  };
}

function ofMessage(ctx: UiContext, verdict: MessageVerdict, when: Date): ReportFacts {
  const { level, sender, links, findings, claim } = verdict;
  const lead = leadingReason(verdict);
  const link = links.find((link) => link.level === level) ?? links.find((link) => link.role === "action");
  const subject = claim.evidence.find(({ source }) => source === "subject")?.text;
  return {
    ...(link ? { url: link.href } : {}),
    ...subjectOf(sender, ""),
    ...(subject === undefined ? {} : { subject }),
    when: when.toISOString(),
    level,
    reasons: sentences(ctx, [...(lead ? [lead] : []), ...findings.filter((reason) => reason !== lead)]),
  };
}

function subjectOf(verdict: Verdict, input: string): Pick<ReportFacts, "url" | "sender" | "name"> {
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
