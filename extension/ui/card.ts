// The card beside a mark: where the link leads, taken apart, what it is, and why.

import type { Verdict } from "../model/verdict.js";
import { drawAnatomy } from "./anatomy.js";
import { type Copy, copyButton } from "./buttons.js";
import type { UiContext } from "./context.js";
import { el } from "./dom.js";
import { drawHead } from "./head.js";
import { domainsOf } from "./hosts.js";
import { drawReasons } from "./sentence.js";
import { keepKeys } from "./trusted-events.js";
import { openWay, wrongWay } from "./report-ways.js";

/** What a card is about. */
export interface CardModel {
  readonly verdict: Verdict;
  readonly href: string;
  readonly text: string;
  /** A rule of ours stands in the way of ways that no page sees: the menu, dragging. */
  readonly refused?: boolean;
  /** It is a number to call or write to, in a mail that poses as Amazon; `verdict` is on the mail's sender. */
  readonly isNumber?: boolean;
}

/** What a card needs done for it. */
export interface CardActions {
  readonly copy: Copy;
  /** Opens the link, in two steps at danger; given where the card is all that stands between the user and the link. */
  readonly open?: () => void;
  /** Stops warning about its host; given where the host can be remembered. */
  readonly wrong?: () => void;
}

/** The card of a link. It lies where its host element is put; its width fits narrow windows by itself. */
export function createCard(ctx: UiContext, model: CardModel, { copy, open, wrong }: CardActions): HTMLElement {
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
    el(
      "div",
      { class: "ways" },
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
  );
  keepKeys(card);
  return card;
}
