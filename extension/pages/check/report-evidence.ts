// What speaks against what was asked about, for the report to Amazon: every link stands in it as it is.

import type { CheckAnswer } from "../../protocol/requests.js";
import type { Evidence } from "../../model/report-text.js";
import { type UiContext, decidingMail, leadingReason } from "../../ui/index.js";
import { type MessageVerdict, type Reason, type Verdict, loudest } from "../../model/verdict.js";

/** The evidence; of several things asked about the loudest. Nothing where there is none. */
export function evidenceOf(ctx: UiContext, found: CheckAnswer, when: Date): Evidence | null {
  if (found.what === "message") return ofMessage(ctx, decidingMail(found.verdict), when);
  if (found.what !== "verdicts") return null;
  const level = loudest(found.verdicts.map(({ verdict }) => verdict.level));
  const first = found.verdicts.find(({ verdict }) => verdict.level === level);
  if (!first) return null;
  return {
    ...subjectOf(first.verdict, first.input),
    when: when.toISOString(),
    level,
    reasons: sentences(ctx, first.verdict.reasons),
  };
}

function ofMessage(ctx: UiContext, verdict: MessageVerdict, when: Date): Evidence {
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

function subjectOf(verdict: Verdict, input: string): Pick<Evidence, "url" | "sender" | "name"> {
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
