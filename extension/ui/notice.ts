// The notice about a link that the browser refused to open by one of our blocking rules, from the menu, by dragging or by a
// script, or about a form that it did not send. It is a small box beside the mail that neither takes the focus nor covers the page.

import type { ReportFacts } from "../model/report-facts.js";
import type { Blocked } from "../protocol/requests.js";
import type { Level } from "../model/verdict.js";
import { button } from "./buttons.js";
import type { UiContext } from "./context.js";
import { el } from "./dom.js";
import { drawLevel } from "./head.js";
import { type PathActions, createPath } from "./path.js";
import { linkFacts } from "./report-facts.js";
import { drawExplanation, drawTarget } from "./subject.js";
import { keepKeys, onTrusted } from "./trusted-events.js";
import { allowWay, openWay } from "./report-ways.js";

/** The actions that a notice calls. */
export interface NoticeActions extends Pick<PathActions, "openNotifications" | "copy"> {
  /** Opens the link, or sends the form, this once. */
  readonly open: () => void;
  /** Mutes the host and opens the link. Missing if the host cannot be muted. */
  readonly remember?: () => void;
  /** Opens the prepared report to Amazon. */
  readonly report: (facts: ReportFacts) => void;
  /** Goes back to the email, which the notice stands beside. */
  readonly dismiss: () => void;
  /** Opens our page that offers to replace the browser's error page. */
  readonly offerErrorPage: () => void;
}

/** The level of a stopped link. A link whose verdict is lost counts as danger, because only danger gets a blocking rule. */
export function levelOf({ verdict }: Blocked): Level {
  return verdict?.level ?? "danger";
}

/** Creates the notice. Its host element places it. */
export function createNotice(ctx: UiContext, blocked: Blocked, actions: NoticeActions): HTMLElement {
  const { verdict, form } = blocked;
  const level = levelOf(blocked);
  const sentence = ctx.texts.text(form === undefined ? "notice_sentence" : "notice_form");
  const said = el(
    "div",
    { class: "notice-said", role: "status" },
    el("p", { class: "head" }, drawLevel(ctx, verdict ?? level), el("span", {}, sentence)),
    ...drawTarget(ctx, blocked),
    ...drawExplanation(ctx, blocked, form === undefined ? ctx.texts.text("stopped_unknown") : null),
  );
  // A screen reader announces a text that is added to a live region, and ignores the text that the region began with.
  setTimeout(() => said.append(...said.childNodes));
  const notice = el(
    "section",
    {
      class: `box notice look-${level}`,
      lang: ctx.texts.tag,
      tabindex: "-1",
      "aria-label": ctx.texts.text("touchstone_says", { text: sentence }),
    },
    said,
    el(
      "div",
      { class: "warning-steps" },
      button("main", ctx.texts.text("step_back"), actions.dismiss),
      createPath(ctx, level, {
        openNotifications: actions.openNotifications,
        copy: actions.copy,
        report: () => actions.report(linkFacts(ctx, { ...blocked, level }, new Date())),
      }),
    ),
    blocked.errorPage ? errorPageOffer(ctx, actions.offerErrorPage) : null,
    el(
      "div",
      { class: "ways" },
      openWay(ctx, ctx.texts.text(form === undefined ? "open_once" : "send_once"), { ...blocked, level }, actions.open),
      verdict && actions.remember ? allowWay(ctx, verdict, actions.remember) : null,
    ),
  );
  onTrusted(notice, "keydown", ({ key }) => {
    if (key === "Escape") actions.dismiss();
  });
  keepKeys(notice);
  return notice;
}

/** The offer to explain the next refused link in its own tab. It is folded, and says what the browser will ask and why. */
function errorPageOffer({ texts }: UiContext, offer: () => void): HTMLElement {
  return el(
    "details",
    {},
    el("summary", {}, texts.text("notice_explain")),
    el("p", { class: "note" }, texts.text("errors_offer"), " ", texts.text("errors_why")),
    el("p", {}, button("plain", texts.text("notice_explain_go"), offer)),
  );
}
