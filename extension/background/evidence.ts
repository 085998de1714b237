// What the user wants to report, on its way from the page that found it to the one that writes the report. Kept for the
// browser's session only, in memory, and only the last.

import { api } from "../shared/browser.js";
import type { Evidence } from "../shared/report.js";

const KEY = "evidence";
/** Nobody reads on in a text that is longer. */
const MOST_TEXT = 4_000;
const MOST_REASONS = 20;
const LEVELS = ["ok", "info", "caution", "danger"] as const;

/** Keeps the evidence for the report, in place of what was kept before. */
export async function keepEvidence(value: unknown): Promise<void> {
  await api.storage.session.set({ [KEY]: evidenceOf(value) });
}

/** What is to be reported; null where nobody handed anything over. */
export async function keptEvidence(): Promise<Evidence | null> {
  const { [KEY]: kept } = await api.storage.session.get<Record<string, Evidence | undefined>>(KEY);
  return kept ?? null;
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
    when: typeof given.when === "string" && !Number.isNaN(Date.parse(given.when)) ? given.when.slice(0, 40) : new Date().toISOString(),
    level: LEVELS.find((level) => level === given.level) ?? null,
    reasons: reasons.slice(0, MOST_REASONS).map((reason) => reason.slice(0, MOST_TEXT)),
  };
}
