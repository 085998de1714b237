// The vocabulary, as Rust defines it: the build generates the types. Nothing here judges. Rust decides whether a name may be muted,
// whether a click passes, and which reason leads (src/vocabulary/decision.rs); this file only reads these fields.

export type {
  Attachment,
  Chip,
  Claim,
  Level,
  LinkClass,
  LinkInput,
  LinkVerdict,
  Mailbox,
  MessageInput,
  MessageLink,
  MessageVerdict,
  Pasted,
  PastedHint,
  Reason,
  ReasonCode,
  ReasonParam,
  Role,
  Ruling,
  Segment,
  SenderClass,
  SenderVerdict,
  Verdict,
} from "../../dist/wasm/touchstone.js";

import type { Level, MessageVerdict, Reason, Ruling, Verdict } from "../../dist/wasm/touchstone.js";

/** The levels, the lowest first. */
const LEVELS: readonly Level[] = ["ok", "info", "caution", "danger"];

/** Whether a level is at least as high as another. */
export function atLeast(level: Level, floor: Level): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(floor);
}

/** The highest of some levels; `info` if there are none, because nothing was vouched for. */
export function loudest(levels: Iterable<Level>): Level {
  let found: Level | undefined;
  for (const level of levels) if (!found || LEVELS.indexOf(level) > LEVELS.indexOf(found)) found = level;
  return found ?? "info";
}

/** Sorts verdicts by level, the highest first. */
export function worstFirst(verdicts: readonly Verdict[]): Verdict[] {
  return verdicts.toSorted((a, b) => LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level));
}

/** The name that "Don't warn about this any more" would mute, or `null` if Rust does not let it be muted. */
export function rememberable(verdict: Verdict): { readonly what: "host" | "address"; readonly value: string } | null {
  if (verdict.mutable !== true) return null;
  if (verdict.kind === "link") return verdict.host === null ? null : { what: "host", value: verdict.host };
  return verdict.address === null ? null : { what: "address", value: verdict.address.toLowerCase() };
}

/** The host that the user may name as the company's mail gateway, as Rust offers it for a link of a message. */
export function gatewayIn(verdict: Verdict): string | null {
  return "gateway" in verdict && typeof verdict.gateway === "string" ? verdict.gateway : null;
}

/** Rust's decision about a click on a link. The user is asked about a link without a verdict, or one without a decision. */
export function rulingOn(verdict: Verdict | null): Ruling {
  return verdict?.guard ?? "dialog";
}

/** Whether a click on a link passes. A value that Rust does not define never lets it pass. */
export function passes(verdict: Verdict | null): boolean {
  const ruling = rulingOn(verdict);
  return ruling === "pass" || ruling === "vouched";
}

/** The reason that a warning states first, or `null` if an attached message leads or nothing does. */
export function leadingReason({ lead, sender, findings, links }: MessageVerdict): Reason | null {
  if (lead === undefined) return null;
  if (lead === "sender") return sender.reasons[0] ?? null;
  if ("finding" in lead) return findings[lead.finding] ?? null;
  return ("link" in lead ? links[lead.link]?.reasons[0] : undefined) ?? null;
}

/** The attached message that leads, if one does. */
export function leadingAttachment({ lead, attached }: MessageVerdict): MessageVerdict | undefined {
  return typeof lead === "object" && "attached" in lead ? attached?.[lead.attached] : undefined;
}

/** The mail that a warning is about: the attached mail that leads, however deep it is attached, or else the mail itself. */
export function decidingMail(verdict: MessageVerdict): MessageVerdict {
  const attached = leadingAttachment(verdict);
  return attached ? decidingMail(attached) : verdict;
}
