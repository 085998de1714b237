// The card beside a mark: where the link leads, taken apart, what it is, and why.

import type { Verdict } from "../verdict.js";
import { drawAnatomy } from "./anatomy.js";
import { bareButton, copyButton } from "./buttons.js";
import type { UiContext } from "./context.js";
import { el } from "./dom.js";
import { drawHead } from "./head.js";
import { domainsOf } from "./hosts.js";
import { drawReasons } from "./sentence.js";
import { keepKeys, onDeliberateClick } from "./trusted.js";

/** A link that was only explained can be followed from its card; danger never gets here. */
function openAnyway(ctx: UiContext, open: (() => void) | undefined): HTMLElement | null {
  if (!open) return null;
  const way = bareButton("quiet", ctx.texts.text("dialog_open"));
  onDeliberateClick(way, open);
  return way;
}

/** The card of a link. It lies where its host element is put; its width fits narrow windows by itself. */
export function createCard(
  ctx: UiContext,
  model: { readonly verdict: Verdict; readonly href: string; readonly text: string },
  actions: { readonly copy: (text: string) => void; readonly open?: () => void },
): HTMLElement {
  const { verdict, href } = model;
  const card = el(
    "div",
    { class: `box card look-${verdict.level}`, lang: ctx.texts.tag, role: "dialog", "aria-label": ctx.texts.text("card_label") },
    drawHead(ctx, verdict),
    drawAnatomy(ctx, verdict, href),
    drawReasons(ctx, verdict.reasons, domainsOf([verdict])),
    el("p", { class: "card-ways" }, copyButton(ctx, ctx.texts.text("copy_link"), href, actions.copy), openAnyway(ctx, actions.open)),
  );
  keepKeys(card);
  return card;
}
