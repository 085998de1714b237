// The sentence that a warning begins with. It states the reason that Rust puts first, and the place of that reason, so that the
// sentence can be understood on its own.

import { type MessageVerdict, type Reason, decidingMail, leadingAttachment, leadingReason } from "../model/verdict.js";
import type { UiContext } from "./context.js";
import { el } from "./dom.js";
import { type Domains, domainsOf } from "./hosts.js";
import { drawReason, drawSentence, joint, sameReason } from "./sentence.js";

/** The reason that the warning states first: the message's own, or the one of the attached mail that leads. */
export function saidFirst(verdict: MessageVerdict): Reason | null {
  return leadingReason(decidingMail(verdict));
}

/** The registrable domains of all hosts and addresses in a message's verdict. */
export function domainsIn(verdict: MessageVerdict): Domains {
  const { sender, replyTo, links, findings } = verdict;
  // Findings repeat the reasons of the sender and the links. In a forwarded mail they may name a third address.
  return domainsOf([sender, ...(replyTo ? [replyTo] : []), ...links, { ...sender, domain: null, reasons: findings }]);
}

/** Draws the leading sentence with its evidence. */
export function drawLead(ctx: UiContext, verdict: MessageVerdict): HTMLElement {
  const domains = domainsIn(verdict);
  const reason = leadingReason(verdict);
  if (reason) {
    const place = drawPlaceOf(ctx, verdict, reason, domains);
    return el("span", {}, place, place ? joint(ctx) : null, drawReason(ctx, reason, domains));
  }
  const attached = leadingAttachment(verdict);
  if (attached) return el("span", {}, ctx.texts.text("lead_attached"), joint(ctx), drawLead(ctx, attached));
  return el("span", {}, ctx.texts.text("lead_nothing"));
}

/** Parameters that name the place of a reason. */
const PLACES = new Set(["host", "domain", "address", "target"]);

/** Draws the place before a reason that names none: "amaz0n-verify" alone does not say where that name stands. */
function drawPlaceOf(ctx: UiContext, verdict: MessageVerdict, reason: Reason, domains: Domains): HTMLElement | null {
  if (ctx.texts.reason(reason).some((piece) => typeof piece !== "string" && PLACES.has(piece.param))) return null;
  const { sender, links } = verdict;
  if (sender.address !== null && sender.reasons.some((own) => sameReason(own, reason))) {
    return drawSentence(ctx, "lead_sender", { address: sender.address }, domains);
  }
  const link = links.find((link) => link.reasons.some((own) => sameReason(own, reason)));
  if (link?.kind === "sender")
    return link.address === null ? null : drawSentence(ctx, "lead_address", { address: link.address }, domains);
  const host = link?.unicode ?? link?.host;
  return host ? drawSentence(ctx, "lead_link", { host }, domains) : null;
}
