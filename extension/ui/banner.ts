// The banner above a message: one sentence with its evidence, the way around the mail, and a button that shows all reasons.

import type { ReportFacts } from "../model/report-facts.js";
import type { Remembered } from "../model/settings.js";
import { type MessageVerdict, atLeast, rememberable } from "../model/verdict.js";
import { bareButton, button } from "./buttons.js";
import { type UiContext, shownFrom } from "./context.js";
import { el, newId } from "./dom.js";
import { drawEvidence } from "./evidence.js";
import { drawLead, saidFirst } from "./lead.js";
import { drawMeaning } from "./help-link.js";
import { levelWord } from "./level-word.js";
import { type PathActions, createPath } from "./path.js";
import { messageFacts } from "./report-facts.js";
import { joint } from "./sentence.js";
import { shapeFor } from "./shapes.js";
import { keepKeys, onTrusted } from "./trusted-events.js";
import { addressWay } from "./report-ways.js";

/** The actions that a banner calls. */
export interface BannerActions extends Required<Omit<PathActions, "report">> {
  /** Stops warning about this exact host or address. */
  readonly remember?: (what: Remembered["what"], value: string) => void;
  /** Opens the prepared report to Amazon. Missing where a report makes no sense, as for a sample. */
  readonly report?: (facts: ReportFacts) => void;
}

/** Facts about the message that its verdict does not state. */
export interface BannerMail {
  readonly subject?: string;
  /** The banner is the first that asks where Seller Central is opened. */
  readonly asks?: boolean;
}

/** Creates the banner, or returns `null` if the message's level is below the one that the user set. */
export function createBanner(
  ctx: UiContext,
  verdict: MessageVerdict,
  actions: BannerActions,
  { subject, asks = false }: BannerMail = {},
): HTMLElement | null {
  const { level } = verdict;
  const { report, ...others } = actions;
  if (!atLeast(level, shownFrom(ctx))) return null;
  const word = levelWord(ctx.texts, verdict);
  const why = el("div", { class: "why", id: newId(), hidden: true });
  const banner = el(
    "section",
    {
      class: `box banner look-${level}`,
      lang: ctx.texts.tag,
      "aria-label": ctx.texts.text("touchstone_says", { text: word }),
    },
    el(
      "div",
      { class: "banner-row" },
      shapeFor(level),
      el(
        "div",
        { class: "banner-body" },
        el("p", { class: "lead" }, el("b", { class: "word-level" }, word), " ", drawLead(ctx, verdict)),
        covered(ctx),
        createPath(
          ctx,
          level,
          { ...others, ...(report ? { report: () => report(messageFacts(ctx, verdict, new Date(), subject)) } : {}) },
          { isPrimary: true, asks, beside: whyToggle(ctx, verdict, why, actions) },
        ),
        why,
      ),
    ),
  );
  keepKeys(banner);
  return banner;
}

/** A line that is shown if the mail hid the banner, so that content/banner-visibility.ts raised it above the page. */
function covered(ctx: UiContext): HTMLElement {
  const line = el("p", { class: "note covered" }, ctx.texts.text("banner_covered"), " ");
  const close = button("quiet", ctx.texts.text("close"), () => {
    const root = line.getRootNode();
    if (root instanceof ShadowRoot) root.host.removeAttribute("popover");
  });
  line.append(close);
  return line;
}

/** The button that unfolds the reasons. They are drawn at the first press, because most users never ask for them. */
function whyToggle(ctx: UiContext, verdict: MessageVerdict, why: HTMLElement, actions: BannerActions): HTMLElement {
  const toggle = bareButton("quiet", ctx.texts.text("why"));
  toggle.classList.add("toggle");
  toggle.setAttribute("aria-expanded", "false");
  toggle.setAttribute("aria-controls", why.id);
  onTrusted(toggle, "click", () => {
    why.hidden = !why.hidden;
    toggle.setAttribute("aria-expanded", String(!why.hidden));
    if (why.childElementCount > 0) return;
    const said = saidFirst(verdict);
    if (said) why.append(el("p", {}, drawMeaning(ctx, said.code)));
    why.append(drawEvidence(ctx, verdict));
    // A banner at caution already says this above. A user who sees danger may still miss the notice in Seller Central.
    if (verdict.level === "danger")
      why.append(safePath(ctx), el("p", { class: "note" }, ctx.texts.text("missing_notice")));
    const wrong = wrongAddress(ctx, verdict, actions);
    if (wrong) why.append(wrong);
  });
  return toggle;
}

/** The path to walk in Seller Central. A banner at danger has no room for it above. */
function safePath(ctx: UiContext): HTMLElement {
  const path = el("b", {}, ctx.texts.text("path_steps"));
  return el("p", { class: "path-whole" }, ctx.texts.text("path_label"), joint(ctx), path);
}

/** The control that mutes this sender, or `null` if Rust does not let the address be muted. */
function wrongAddress(
  ctx: UiContext,
  { level, sender }: MessageVerdict,
  { remember }: BannerActions,
): HTMLElement | null {
  const name = rememberable(sender);
  return name && remember ? addressWay(ctx, sender, level, () => remember(name.what, name.value)) : null;
}
