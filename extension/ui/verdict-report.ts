// The answers of the popup and of the check page: all evidence about a link, an address or a whole message that the user checks.

import type { MessageVerdict, Verdict } from "../model/verdict.js";
import { drawAnatomy } from "./anatomy.js";
import { printable } from "./characters.js";
import type { UiContext } from "./context.js";
import { type Child, el } from "./dom.js";
import { drawAttached, drawChecked, drawEvidence, drawLinks, section } from "./evidence.js";
import { drawHead, drawLevel } from "./head.js";
import { domainsOf } from "./hosts.js";
import { domainsIn, drawLead, saidFirst } from "./lead.js";
import { checkedIn, isCheckable } from "./level-word.js";
import { drawMeaning } from "./help-link.js";
import { drawReasons } from "./sentence.js";

/** Draws the answer about a link or an address. `input` is the text that the user entered. */
export function renderVerdict(ctx: UiContext, input: string, verdict: Verdict): HTMLElement {
  const anatomy = drawAnatomy(ctx, verdict, input);
  const shown = verdict.kind === "link" ? (anatomy.querySelector(".anatomy")?.textContent ?? "") : input;
  return el(
    "article",
    { class: `box report look-${verdict.level}`, lang: ctx.texts.tag },
    drawHead(ctx, verdict),
    // The field above already shows the input, so it is repeated only if a target was unwrapped from it.
    shown.replace(/\/$/, "") === input.replace(/\/$/, "") ? null : el("p", { class: "note clipped" }, printable(input)),
    anatomy,
    drawReasons(ctx, verdict.reasons, domainsOf([verdict])),
  );
}

/** Options for the answer about a message. */
interface MessageLook {
  /** The way around the mail. It follows the lead, because the evidence would push it out of sight in a window like the popup. */
  readonly advice?: HTMLElement;
  /** Whether the evidence is folded until the user opens it. */
  readonly folded?: boolean;
}

/** Draws the answer about a whole message. */
export function renderMessage(
  ctx: UiContext,
  verdict: MessageVerdict,
  { advice, folded = false }: MessageLook = {},
): HTMLElement {
  const { level } = verdict;
  return el(
    "article",
    { class: `box report look-${level}`, lang: ctx.texts.tag },
    el("p", { class: "head" }, drawLevel(ctx, verdict)),
    el("p", { class: "lead" }, ...lead(ctx, verdict)),
    verdict.partly ? el("p", { class: "partly" }, ctx.texts.text("reason_not_all_judged")) : null,
    verdict.warned ? null : drawChecked(ctx, checkedIn(verdict)),
    advice ?? null,
    el(
      "details",
      { class: "found", open: folded ? null : true },
      el("summary", {}, ctx.texts.text("why")),
      el("div", { class: "evidence" }, drawEvidence(ctx, verdict), ...rest(ctx, verdict)),
    ),
  );
}

function lead(ctx: UiContext, verdict: MessageVerdict): Child[] {
  if (!verdict.warned) return [ctx.texts.text(`message_${isCheckable(verdict) ? verdict.level : "nothing"}`)];
  const said = saidFirst(verdict);
  return [drawLead(ctx, verdict), ...(said ? [" ", drawMeaning(ctx, said.code)] : [])];
}

/** Draws the other parts of the message, folded. */
function rest(ctx: UiContext, verdict: MessageVerdict): Child[] {
  const others = verdict.links.filter((link) => !link.warned);
  const orders = verdict.orders ?? [];
  const attached = (verdict.attached ?? []).filter((inner) => !inner.warned);
  return [
    list(ctx, "why_links", others.length, others.length > 0 && drawLinks(ctx, others, domainsIn(verdict))),
    list(
      ctx,
      "why_attachments",
      verdict.attachments.length,
      names(verdict.attachments.map(({ name, mediaType }) => name || mediaType)),
    ),
    list(ctx, "why_orders", orders.length, names(orders)),
    section(ctx, "why_attached", ...attached.map((inner) => drawAttached(ctx, inner))),
  ];
}

function names(texts: readonly string[]): HTMLElement | false {
  return (
    texts.length > 0 &&
    el("ul", { class: "reasons" }, ...texts.map((text) => el("li", {}, el("bdi", {}, printable(text)))))
  );
}

function list(ctx: UiContext, key: string, count: number, content: HTMLElement | false): HTMLElement | null {
  return content ? el("details", {}, el("summary", {}, `${ctx.texts.text(key)} (${count})`), content) : null;
}
