// What the user wants to report, on its way from the page that found it to the one that writes the report.

import type { Evidence } from "../model/report-text.js";
import { handOver, takeHanded } from "./handoff.js";

/** Nobody reads on in a text that is longer. */
const MOST_TEXT = 4_000;
const MOST_REASONS = 20;
const LEVELS = ["ok", "info", "caution", "danger"] as const;

/** Keeps the evidence for the report, and gives the id under which the report takes it. */
export async function keepEvidence(value: unknown): Promise<string> {
  return handOver("evidence", evidenceOf(value));
}

/** What is to be reported, once: a report that is opened later is about something else. */
export function takeEvidence(id: string): Promise<Evidence | null> {
  return takeHanded("evidence", id);
}

/** Evidence of the right shape and a bounded size. */
function evidenceOf(value: unknown): Evidence {
  if (typeof value !== "object" || value === null) throw new Error("no evidence");
  const given = value as Partial<Record<keyof Evidence, unknown>>;
  const texts = (["url", "sender", "name", "subject"] as const).flatMap((key) => {
    const text = given[key];
    return typeof text === "string" && text ? [[key, text.slice(0, MOST_TEXT)]] : [];
  });
  const reasons = Array.isArray(given.reasons) ? given.reasons.filter((reason) => typeof reason === "string") : [];
  return {
    ...(Object.fromEntries(texts) as Partial<Evidence>),
    when:
      typeof given.when === "string" && !Number.isNaN(Date.parse(given.when))
        ? given.when.slice(0, 40)
        : new Date().toISOString(),
    level: LEVELS.find((level) => level === given.level) ?? null,
    reasons: reasons.slice(0, MOST_REASONS).map((reason) => reason.slice(0, MOST_TEXT)),
  };
}
