// Describes a stopped link in the dialog, the notice and the block page: where it leads, in large type, and why it was stopped.

import type { Verdict } from "../model/verdict.js";
import { drawAnatomy, subjectOf } from "./anatomy.js";
import { printable } from "./characters.js";
import { type UiContext, contextOfForm } from "./context.js";
import { type Child, el } from "./dom.js";
import { domainsOf, drawHost, drawPlace, oddIn, parseWeb } from "./hosts.js";
import { drawMeaning } from "./help-link.js";
import { classWord } from "./level-word.js";
import { drawReason, drawReasons } from "./sentence.js";

/** A link that was stopped. */
export interface Stopped {
  readonly href: string;
  /** Its text, if it is known. */
  readonly text?: string;
  readonly verdict: Verdict | null;
  /** The number of a held form. */
  readonly form?: number;
}

/** Draws the link's target in large type. */
export function drawTarget(ctx: UiContext, { verdict, href, text = "", form }: Stopped): Child[] {
  const leads = form !== undefined ? "dialog_form" : verdict?.kind === "sender" ? "dialog_mail_to" : "dialog_leads";
  return [
    el("p", { class: "note" }, ctx.texts.text(leads)),
    el("div", { class: "large" }, verdict ? large(ctx, verdict, href) : unknown(ctx, href)),
    text.trim()
      ? el("p", { class: "note clipped" }, ctx.texts.text("dialog_text", { text: printable(text.trim()) }))
      : null,
  ];
}

function large(ctx: UiContext, verdict: Verdict, href: string): HTMLElement {
  const host = subjectOf(verdict);
  return verdict.kind === "link" && host !== null
    ? el("p", { class: "anatomy" }, drawHost(ctx, host, verdict.domain, oddIn(verdict.reasons)))
    : drawAnatomy(ctx, verdict, href);
}

/** Draws a host without a verdict. No part of it is bold, because only a verdict names the registrable domain. */
function unknown(ctx: UiContext, href: string): HTMLElement {
  return el("p", { class: "anatomy" }, drawPlace(ctx, parseWeb(href)?.hostname ?? href, new Map()));
}

/** Draws the first reason, and the others under "Why?". Without a verdict it shows the text `unknown`, if there is one. */
export function drawExplanation(
  context: UiContext,
  { verdict, form }: Pick<Stopped, "verdict" | "form">,
  unknown: string | null,
): Child[] {
  const ctx = form === undefined ? context : contextOfForm(context);
  if (!verdict) return unknown === null ? [] : [el("p", { class: "lead" }, unknown)];
  const domains = domainsOf([verdict]);
  const [first, ...rest] = verdict.reasons;
  return [
    el(
      "p",
      { class: "lead" },
      ...(first
        ? [drawReason(ctx, first, domains), " ", drawMeaning(ctx, first.code)]
        : [classWord(ctx.texts, verdict)]),
    ),
    rest.length > 0
      ? el("details", {}, el("summary", {}, ctx.texts.text("why")), drawReasons(ctx, rest, domains))
      : null,
  ];
}
