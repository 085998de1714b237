// All evidence about a message, in sections: for the banner's "Why?" and for the popup.

import {
  type Claim,
  type MessageLink,
  type MessageVerdict,
  type Reason,
  type SenderVerdict,
  type Verdict,
  leadingReason,
  worstFirst,
} from "../model/verdict.js";
import { drawAnatomy, subjectOf } from "./anatomy.js";
import { printable } from "./characters.js";
import type { UiContext } from "./context.js";
import { type Child, el } from "./dom.js";
import { drawLevel } from "./head.js";
import { type Domains, drawAddress, drawHost, oddIn } from "./hosts.js";
import { type IconName, drawIcon } from "./icons.js";
import { domainsIn } from "./lead.js";
import { classWord, levelWord } from "./level-word.js";
import { drawExplained, drawReasons, sameReason } from "./sentence.js";
import { shapeFor } from "./shapes.js";

/** The number of entries that a list shows. It states how many more there are. */
const SHOWN = 8;

/**
 * Draws every reason for a message's level once: a reason about the sender beside the sender, a reason about a link beside the
 * link. The leading reason is left out, because it stands above.
 */
export function drawEvidence(ctx: UiContext, verdict: MessageVerdict): HTMLElement {
  const domains = domainsIn(verdict);
  const { sender, replyTo, links, findings, claim, attached } = verdict;
  const warned = links.filter((link) => link.warned);
  const lead = leadingReason(verdict);
  const elsewhere = [...sender.reasons, ...warned.flatMap((link) => link.reasons.slice(0, 1)), ...(lead ? [lead] : [])];
  const besides = findings.filter((finding) => !elsewhere.some((reason) => sameReason(reason, finding)));
  const isLead = (reason: Reason): boolean => lead !== null && sameReason(reason, lead);
  const reasonsOf = ({ reasons }: SenderVerdict): HTMLElement | null =>
    drawReasons(
      ctx,
      reasons.filter((reason) => !isLead(reason)),
      domains,
    );
  return el(
    "div",
    { class: "evidence" },
    section(ctx, "why_findings", drawReasons(ctx, besides, domains)),
    section(ctx, "why_links", warned.length > 0 && drawLinks(ctx, warned, domains)),
    section(ctx, "why_sender", drawAnatomy(ctx, sender, ""), reasonsOf(sender)),
    section(ctx, "why_reply", ...(replyTo ? [drawAnatomy(ctx, replyTo, ""), reasonsOf(replyTo)] : [])),
    section(ctx, "why_claim", claim.evidence.length > 0 && drawClaim(ctx, claim)),
    section(ctx, "why_attached", ...(attached ?? []).filter(isWarned).map((inner) => drawAttached(ctx, inner))),
  );
}

function isWarned({ warned }: MessageVerdict): boolean {
  return warned === true;
}

/** Draws the places at which the message claims to be Amazon, or mentions it. */
function drawClaim(ctx: UiContext, claim: Claim): HTMLElement {
  return el(
    "ul",
    { class: "reasons" },
    ...claim.evidence.map(({ source, text }) =>
      el(
        "li",
        {},
        el("span", { class: "quiet" }, `${ctx.texts.text(`claim_${source}`)}${ctx.texts.text("colon")}`),
        el("bdi", {}, printable(text)),
      ),
    ),
  );
}

/** Draws an attached message with all evidence about it. */
export function drawAttached(ctx: UiContext, inner: MessageVerdict): HTMLElement {
  const head = el("p", { class: "head" }, drawLevel(ctx, inner));
  return el("div", { class: `inner look-${inner.level}` }, head, drawEvidence(ctx, inner));
}

/** Draws a list of links: shape, host and text, and the first reason of each link that is warned about. */
export function drawLinks(ctx: UiContext, links: readonly MessageLink[], domains: Domains): HTMLElement {
  return el(
    "ul",
    { class: "links" },
    ...links.slice(0, SHOWN).map((link) => drawLink(ctx, link, domains)),
    links.length > SHOWN
      ? el("li", { class: "quiet" }, ctx.texts.text("and_more", { count: String(links.length - SHOWN) }))
      : null,
  );
}

/** Draws each sender and link that was checked once, with its class, the worst first; `null` if there is none. */
export function drawChecked(ctx: UiContext, checked: readonly Verdict[]): HTMLElement | null {
  const bySubject = new Map(checked.map((one) => [`${one.class} ${subjectOf(one)}`, one]));
  const rows = worstFirst([...bySubject.values()]).map((one) =>
    el("li", {}, drawShape(ctx, one), el("span", {}, drawSubject(ctx, one), " ", drawClass(ctx, one))),
  );
  if (rows.length === 0) return null;
  const more = rows.length - SHOWN;
  const rest = more > 0 ? el("li", { class: "quiet" }, ctx.texts.text("and_more", { count: String(more) })) : null;
  return el("ul", { class: "links" }, ...rows.slice(0, SHOWN), rest);
}

function drawClass(ctx: UiContext, verdict: Verdict): HTMLElement {
  return el("span", { class: "quiet" }, classWord(ctx.texts, verdict));
}

/** Draws the shape of a level, which a screen reader reads as its word. */
function drawShape(ctx: UiContext, verdict: Verdict): HTMLElement {
  const word = levelWord(ctx.texts, verdict);
  return el("span", { class: "level", role: "img", "aria-label": word }, shapeFor(verdict.level));
}

function drawLink(ctx: UiContext, link: MessageLink, domains: Domains): HTMLElement {
  const reason = link.warned ? link.reasons[0] : undefined;
  return el(
    "li",
    {},
    drawShape(ctx, link),
    el(
      "span",
      {},
      drawSubject(ctx, link, link.href),
      link.text ? el("span", { class: "quiet" }, " ", el("bdi", {}, printable(link.text.slice(0, 80)))) : null,
      link.role === "action" ? el("span", { class: "note" }, " ", ctx.texts.text("role_action")) : null,
      reason ? el("span", { class: "under" }, drawExplained(ctx, reason, domains)) : null,
    ),
  );
}

/** Draws a verdict's host or address on one line, or the link as it was written if the verdict has neither. */
function drawSubject(ctx: UiContext, verdict: Verdict, href = ""): HTMLElement {
  const subject = subjectOf(verdict);
  if (subject === null) return el("bdi", { class: "word" }, printable(href.slice(0, 120)));
  const draw = verdict.kind === "link" ? drawHost : drawAddress;
  return draw(ctx, subject, verdict.domain, oddIn(verdict.reasons));
}

/** The icons of the sections' headings. */
const ICONS: Readonly<Record<string, IconName>> = {
  why_findings: "lens",
  why_links: "pointer",
  why_sender: "person",
  why_reply: "speech",
  why_claim: "tag",
  why_attached: "mail",
  why_attachments: "clip",
  why_orders: "list",
};

/** Draws a section with its heading, or returns `null` if the section is empty. */
export function section(ctx: UiContext, key: string, ...children: readonly (Child | false)[]): HTMLElement | null {
  const present = children.filter((child): child is Node | string => child !== null && child !== false);
  if (present.length === 0) return null;
  const icon = ICONS[key];
  const heading = el("h2", { class: "heading" }, icon ? drawIcon(icon) : null, el("span", {}, ctx.texts.text(key)));
  return el("section", {}, heading, ...present);
}
