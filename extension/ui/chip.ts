// The chip beside a sender's address: a shape and two or three words. Ordinary mail has none. Rust decides what a chip says.

import type { Chip, Level, MessageVerdict } from "../model/verdict.js";
import type { UiContext } from "./context.js";
import { el } from "./dom.js";
import { levelWord } from "./level-word.js";
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
  return draw(ctx, chip.look, withWord(ctx, chip.look, text), text);
}

/** From caution up, the title and the label of a chip begin with the level's word. */
function withWord(ctx: UiContext, look: Level | undefined, text: string): string {
  const warns = look === "caution" || look === "danger";
  return warns ? `${levelWord(ctx.texts, look)}${ctx.texts.text("colon")}${text}` : text;
}

/**
 * The chip in a row of a list before its email was opened, or `null` if the sender is not warned about. It says what the sender
 * alone says: below danger it has neither the shape nor the colour of a level, so that nobody takes it for a verdict on the email.
 */
export function createRowChip(ctx: UiContext, { chip }: MessageVerdict): HTMLElement | null {
  const short = chip && SHORT_TEXTS[chip.face];
  if (!short || (chip.look !== "caution" && chip.look !== "danger")) return null;
  const isLoud = chip.look === "danger";
  const text = ctx.texts.text("row_sender", { text: ctx.texts.text(isLoud ? TEXTS[chip.face] : short) });
  const note = ctx.texts.text("row_unopened");
  const element = isLoud
    ? draw(ctx, "danger", withWord(ctx, "danger", text), ctx.texts.text(short), note)
    : draw(ctx, undefined, text, text, note);
  element.classList.add("compact", "of-sender");
  if (!isLoud) element.firstElementChild?.replaceWith(el("span", { class: "at", "aria-hidden": "true" }, "@"));
  return element;
}

/** The key of the word for an email without a warning. A row has no room for the domain of an address that can be forged. */
function quietKey(face: Face): string {
  return face === "forgeable" ? "class_sender_amazon" : TEXTS[face];
}

/** A judged email, as its row shows it. */
export interface JudgedMail extends Pick<MessageVerdict, "level"> {
  /** What the chip beside the sender says, if there is one. */
  readonly face?: Face;
}

/**
 * The chip in the row of an email that was judged: the level's shape, colour and word, as in the email's banner. A row of ordinary
 * mail has none.
 */
export function createLevelChip(ctx: UiContext, { level, face }: JudgedMail): HTMLElement | null {
  if (level === "info" && !face) return null;
  const word = level === "info" && face ? ctx.texts.text(quietKey(face)) : levelWord(ctx.texts, level);
  const element = draw(ctx, level, word, word, ctx.texts.text("row_judged"));
  element.classList.add("compact");
  return element;
}

/** Draws a chip with a note in its title; without a level it is grey. */
function draw(
  ctx: UiContext,
  look: Level | undefined,
  text: string,
  shown: string,
  note = ctx.texts.text("chip_outside"),
): HTMLElement {
  return el(
    "span",
    {
      class: `box chip look-${look ?? "plain"}`,
      lang: ctx.texts.tag,
      role: "img",
      // A mail may imitate our drawings. Beside a sender, this title says that the real ones never stand inside a mail.
      title: `${text}\n${note}`,
      "aria-label": ctx.texts.text("touchstone_says", { text }),
    },
    shapeFor(look ?? "info"),
    el("span", { class: "chip-text" }, shown),
  );
}
