// The chip beside a sender's address: a shape and two or three words. Ordinary mail has none. Rust decides what a chip says.

import type { Chip, Level, MessageVerdict } from "../model/verdict.js";
import type { UiContext } from "./context.js";
import { el } from "./dom.js";
import { shapeFor } from "./shapes.js";

type Face = Chip["face"];

/** The keys of the texts. */
const TEXTS: Readonly<Record<Face, string>> = {
  amazon: "chip_amazon",
  forgeable: "chip_forgeable",
  relay: "chip_relay",
  "amazon-owned": "chip_amazon_owned",
  partner: "chip_partner",
  "not-a-sender": "chip_not_a_sender",
  lookalike: "chip_lookalike",
  resembles: "chip_resembles",
  "not-amazon": "chip_not_amazon",
  unknown: "chip_unknown",
};

/** The keys of shorter texts, for the faces that a row of a list shows. */
const SHORT_TEXTS: Readonly<Partial<Record<Face, string>>> = {
  "not-amazon": "chip_not_amazon_short",
  lookalike: "chip_lookalike",
  resembles: "chip_resembles_short",
  "not-a-sender": "chip_not_a_sender_short",
};

/** The chip beside the sender's address, or `null` if the verdict has none: the mail does not say it is Amazon. */
export function createChip(ctx: UiContext, { chip, sender }: MessageVerdict): HTMLElement | null {
  if (!chip) return null;
  const text = ctx.texts.text(TEXTS[chip.face], { domain: sender.domain ?? sender.host ?? "" });
  return draw(ctx, chip.look, text, text);
}

/**
 * The chip in a row of a list, or `null` if the sender is not warned about. It is as high as a line of small text and has fewer
 * words.
 */
export function createRowChip(ctx: UiContext, { chip }: MessageVerdict): HTMLElement | null {
  const short = chip && SHORT_TEXTS[chip.face];
  if (!short || (chip.look !== "caution" && chip.look !== "danger")) return null;
  const element = draw(ctx, chip.look, ctx.texts.text(TEXTS[chip.face]), ctx.texts.text(short));
  element.classList.add("compact");
  return element;
}

/** Draws a chip; without a level it is grey. */
function draw(ctx: UiContext, look: Level | undefined, text: string, shown: string): HTMLElement {
  return el(
    "span",
    {
      class: `box chip look-${look ?? "plain"}`,
      lang: ctx.texts.tag,
      role: "img",
      // A mail may imitate our drawings. This title tells the user that the real ones never stand inside a mail.
      title: `${text}\n${ctx.texts.text("chip_outside")}`,
      "aria-label": ctx.texts.text("touchstone_says", { text }),
    },
    shapeFor(look ?? "info"),
    el("span", { class: "chip-text" }, shown),
  );
}
