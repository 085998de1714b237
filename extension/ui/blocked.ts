// The content of the page that we show instead of a page the browser refused to open. It names the stopped link. The way back
// comes first; the way on stands below it in small type.

import type { ReportFacts } from "../model/report-facts.js";
import type { Blocked } from "../protocol/requests.js";
import { button } from "./buttons.js";
import type { UiContext } from "./context.js";
import { el } from "./dom.js";
import { drawLevel } from "./head.js";
import { levelOf } from "./notice.js";
import { type PathActions, createPath } from "./path.js";
import { linkFacts } from "./report-facts.js";
import { drawExplanation, drawTarget } from "./subject.js";
import { allowWay, openWay } from "./report-ways.js";

/** The actions that the page calls. */
export interface BlockedActions extends Pick<PathActions, "openNotifications" | "copy"> {
  /** Opens the prepared report to Amazon. */
  readonly report: (facts: ReportFacts) => void;
  readonly back: () => void;
  /** Opens the link this once. */
  readonly open: () => void;
  /** Mutes the host and opens the link. Missing if the host cannot be muted. */
  readonly remember?: () => void;
}

/** Creates the page's content. Once `element` is in a document, `focus` moves the focus to the way back. */
export function createBlocked(
  ctx: UiContext,
  blocked: Blocked,
  actions: BlockedActions,
): { element: HTMLElement; focus(): void } {
  const { verdict } = blocked;
  const level = levelOf(blocked);
  const { openNotifications, copy } = actions;
  const back = button("main", ctx.texts.text("step_back"), actions.back);
  const element = el(
    "article",
    { class: `box stopped look-${level}`, lang: ctx.texts.tag },
    el("h1", { class: "head" }, drawLevel(ctx, verdict ?? level), el("span", {}, ctx.texts.text("blocked_title"))),
    ...drawTarget(ctx, blocked),
    ...drawExplanation(ctx, blocked, ctx.texts.text("stopped_unknown")),
    el("p", { class: "dialog-stay" }, back),
    createPath(ctx, level, {
      openNotifications,
      copy,
      report: () => actions.report(linkFacts(ctx, { ...blocked, level }, new Date())),
    }),
    el(
      "div",
      { class: "anyway ways" },
      openWay(ctx, ctx.texts.text("open_once"), { ...blocked, level }, actions.open),
      verdict && actions.remember ? allowWay(ctx, verdict, actions.remember) : null,
    ),
  );
  return {
    element,
    focus() {
      back.focus();
    },
  };
}

/** Creates the page for an address that names no link. It says so and offers the way back. */
export function createNothingBlocked(ctx: UiContext, back: () => void): { element: HTMLElement; focus(): void } {
  const press = button("main", ctx.texts.text("blocked_back"), back);
  const element = el(
    "article",
    { class: "box stopped look-plain", lang: ctx.texts.tag },
    el("h1", { class: "head" }, ctx.texts.text("blocked_nothing")),
    el("p", { class: "lead" }, ctx.texts.text("blocked_nothing_note")),
    el("p", { class: "dialog-stay" }, press),
  );
  return {
    element,
    focus() {
      press.focus();
    },
  };
}
