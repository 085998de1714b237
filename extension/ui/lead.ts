// Which of a message's reasons is said first, and what has to be said before it so that it can be understood alone.

import type { MessageVerdict, Reason, ReasonCode } from "../model/verdict.js";
import { atLeast } from "../model/verdict.js";
import type { UiContext } from "./context.js";
import { el } from "./dom.js";
import { type Domains, domainsOf } from "./hosts.js";
import { drawReason, drawSentence, joint, sameReason } from "./sentence.js";

/** Findings that explain how a message was read, not what is wrong with it. */
const REMARKS: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  "forwarded-from",
  "buyers-words",
  "not-all-judged",
  "authentication-passed",
  "authentication-failed",
]);

/** The reason that made a message as loud as it is, where one can be pointed at. */
export function leadingReason(verdict: MessageVerdict): Reason | null {
  const { level, sender, links } = verdict;
  const finding = verdict.findings.find(({ code }) => !REMARKS.has(code));
  if (finding) return finding;
  if (sender.level === level && sender.reasons[0]) return sender.reasons[0];
  return links.find((link) => link.level === level)?.reasons[0] ?? null;
}

/** The reason that is said first: a message's own, or that of the mail attached to it that decides. */
export function saidFirst(verdict: MessageVerdict): Reason | null {
  return leadingReason(decidingMail(verdict));
}

/** The mail a warning is about: the one that was read, or where nothing speaks against that, the one attached to it. */
export function decidingMail(verdict: MessageVerdict): MessageVerdict {
  const attached = decisive(verdict);
  return attached ? decidingMail(attached) : verdict;
}

function decisive(verdict: MessageVerdict): MessageVerdict | undefined {
  const { attached, level } = verdict;
  if (!atLeast(level, "caution") || leadingReason(verdict)) return undefined;
  return (attached ?? []).find((inner) => inner.level === level);
}

/** The registrable domains of everything a message's verdict speaks of. */
export function domainsIn(verdict: MessageVerdict): Domains {
  const { sender, replyTo, links, findings } = verdict;
  // Findings repeat the reasons of sender and links; in a forwarded mail they may also name somebody who is neither.
  return domainsOf([sender, ...(replyTo ? [replyTo] : []), ...links, { ...sender, domain: null, reasons: findings }]);
}

/** The one sentence that says why, with the evidence in it. */
export function drawLead(ctx: UiContext, verdict: MessageVerdict): HTMLElement {
  const domains = domainsIn(verdict);
  const reason = leadingReason(verdict);
  if (reason) {
    const place = drawPlaceOf(ctx, verdict, reason, domains);
    return el("span", {}, place, place ? joint(ctx) : null, drawReason(ctx, reason, domains));
  }
  const attached = decisive(verdict);
  if (attached) return el("span", {}, ctx.texts.text("lead_attached"), joint(ctx), drawLead(ctx, attached));
  return el("span", {}, ctx.texts.text("lead_nothing"));
}

/** Parameters that say by themselves where something was seen. */
const PLACES = new Set(["host", "domain", "address", "target"]);

/** A reason about a name ("amaz0n-verify") says nothing to who does not know where the name stands. */
function drawPlaceOf(ctx: UiContext, verdict: MessageVerdict, reason: Reason, domains: Domains): HTMLElement | null {
  if (ctx.texts.reason(reason).some((piece) => typeof piece !== "string" && PLACES.has(piece.param))) return null;
  const { sender, links } = verdict;
  if (sender.address !== null && sender.reasons.some((own) => sameReason(own, reason))) {
    return drawSentence(ctx, "lead_sender", { address: sender.address }, domains);
  }
  const link = links.find((link) => link.reasons.some((own) => sameReason(own, reason)));
  const host = link?.kind === "link" ? (link.unicode ?? link.host) : link?.address;
  return host ? drawSentence(ctx, "lead_link", { host }, domains) : null;
}
