// The notice about a link that the browser itself refused to open, by a rule of ours: from the menu, by dragging, or by a
// script. A small box that waits beside the mail and takes nothing away: neither the focus nor the page.

import type { Blocked } from "../protocol/requests.js";
import type { Level } from "../model/verdict.js";
import { button } from "./buttons.js";
import type { UiContext } from "./context.js";
import { el } from "./dom.js";
import { drawLevel } from "./head.js";
import { drawExplanation, drawTarget } from "./subject.js";
import { keepKeys, onTrusted } from "./trusted-events.js";
import { allowWay, openWay } from "./report-ways.js";

/** What a notice needs done for it. */
export interface NoticeActions {
  /** Opens the link this once. */
  readonly open: () => void;
  /** Remembers the host and opens the link; given where the host can be remembered. */
  readonly remember?: () => void;
  readonly dismiss: () => void;
}

/** How loud something is that was stopped. Of what nothing is known any more, it was at least worth a rule. */
export function levelOf({ verdict }: Blocked): Level {
  return verdict?.level ?? "danger";
}

/** The notice. It lies where its host element is put. */
export function createNotice(ctx: UiContext, blocked: Blocked, actions: NoticeActions): HTMLElement {
  const { verdict } = blocked;
  const level = levelOf(blocked);
  const sentence = ctx.texts.text("notice_sentence");
  const said = el(
    "div",
    { class: "notice-said", role: "status" },
    el("p", { class: "head" }, drawLevel(ctx, level), el("span", {}, sentence)),
    ...drawTarget(ctx, blocked),
    ...drawExplanation(ctx, verdict, ctx.texts.text("stopped_unknown")),
  );
  // A screen reader tells what comes into such a region, not what it was born with.
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
      { class: "ways" },
      openWay(ctx, ctx.texts.text("open_once"), { ...blocked, level }, actions.open),
      verdict && actions.remember ? allowWay(ctx, verdict, actions.remember) : null,
      button("plain", ctx.texts.text("close"), actions.dismiss),
    ),
  );
  onTrusted(notice, "keydown", ({ key }) => {
    if (key === "Escape") actions.dismiss();
  });
  keepKeys(notice);
  return notice;
}
