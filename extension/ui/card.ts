// The card beside a mark. It shows the parts of the link's address, the link's class and the reasons.

import { type Verdict, atLeast } from "../model/verdict.js";
import { drawAnatomy } from "./anatomy.js";
import { type Copy, button, copyButton } from "./buttons.js";
import type { UiContext } from "./context.js";
import { el } from "./dom.js";
import { drawHead } from "./head.js";
import { domainsOf } from "./hosts.js";
import { createPath } from "./path.js";
import { drawReasons } from "./sentence.js";
import { keepKeys } from "./trusted-events.js";
import { gatewayNote, gatewayWay, openWay, wrongWay } from "./report-ways.js";

/** The link that a card explains. */
export interface CardModel {
  readonly verdict: Verdict;
  readonly href: string;
  readonly text: string;
  /** A blocking rule stops ways of following the link that the page cannot see, such as the menu and dragging. */
  readonly refused?: boolean;
  /** The link is a number to call or write to, in a mail that poses as Amazon. `verdict` is about the mail's sender. */
  readonly isNumber?: boolean;
}

/** The actions that a card calls. */
export interface CardActions {
  readonly copy: Copy;
  readonly openNotifications: (url: string) => void;
  /** Goes back to the email. Given where a click brought the card up. */
  readonly back?: () => void;
  /** Opens the link, in two steps at danger. Missing if a click on the link itself still opens it. */
  readonly open?: () => void;
  /** Mutes the link's host. Missing if the host cannot be muted. */
  readonly wrong?: () => void;
  /** Asks whether a host is the company's mail gateway. */
  readonly askGateway: (host: string) => void;
}

/** Creates the card of a link. Its host element places it; its width adapts to narrow windows. */
export function createCard(
  ctx: UiContext,
  model: CardModel,
  { copy, openNotifications, back, open, wrong, askGateway }: CardActions,
): HTMLElement {
  const { verdict, href } = model;
  const card = el(
    "div",
    {
      class: `box card look-${verdict.level}`,
      lang: ctx.texts.tag,
      role: "dialog",
      "aria-label": ctx.texts.text("card_label"),
    },
    drawHead(ctx, verdict),
    model.isNumber ? el("p", {}, ctx.texts.text("card_number")) : null,
    drawAnatomy(ctx, verdict, href),
    drawReasons(ctx, verdict.reasons, domainsOf([verdict])),
    model.refused ? el("p", { class: "note" }, ctx.texts.text("card_refused")) : null,
    model.isNumber ? null : gatewayNote(ctx, verdict),
    // These rows never scroll away, so that they are seen in a long card, too.
    el(
      "div",
      { class: "foot" },
      atLeast(verdict.level, "caution") || model.isNumber
        ? el(
            "div",
            { class: "warning-steps" },
            back ? button("main", ctx.texts.text("step_back"), back) : null,
            createPath(ctx, "info", { openNotifications, copy }, { isPrimary: !back }),
          )
        : null,
      el(
        "div",
        { class: "ways" },
        model.isNumber ? null : gatewayWay(ctx, verdict, askGateway),
        model.isNumber ? null : copyButton(ctx, ctx.texts.text("copy_link"), href, copy),
        wrong ? wrongWay(ctx, verdict, wrong) : null,
        open
          ? openWay(
              ctx,
              ctx.texts.text(model.isNumber ? "card_number_use" : "dialog_open"),
              { verdict, level: verdict.level, href },
              open,
            )
          : null,
      ),
    ),
  );
  keepKeys(card);
  return card;
}
