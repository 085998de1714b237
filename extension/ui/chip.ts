// The sender's chip: a shape and two or three words beside the address. Ordinary mail has none.

import type { Level, MessageVerdict } from "../model/verdict.js";
import { atLeast } from "../model/verdict.js";
import type { UiContext } from "./context.js";
import { el } from "./dom.js";
import { shapeFor } from "./shapes.js";

/** What a chip says and how it looks; `plain` is grey and promises nothing. */
interface ChipFace {
  readonly key: string;
  readonly look: Level | "plain";
}

/** The chip beside the sender's address; null for mail that does not say it is Amazon. */
export function createChip(ctx: UiContext, verdict: MessageVerdict): HTMLElement | null {
  const face = faceOf(verdict);
  if (!face) return null;
  const text = ctx.texts.text(face.key, { domain: verdict.sender.domain ?? verdict.sender.host ?? "" });
  return draw(ctx, face, text, text);
}

/** The chip in a row of a list: as high as a line of small text, in fewer words, and only for a sender that is warned about. */
export function createRowChip(ctx: UiContext, verdict: MessageVerdict): HTMLElement | null {
  const face = faceOf(verdict);
  const short = face && SHORT[face.key];
  if (!short || (face.look !== "caution" && face.look !== "danger")) return null;
  const chip = draw(ctx, face, ctx.texts.text(face.key), ctx.texts.text(short));
  chip.classList.add("compact");
  return chip;
}

/** What a row has room for. */
const SHORT: Readonly<Record<string, string>> = {
  chip_not_amazon: "chip_not_amazon_short",
  chip_lookalike: "chip_lookalike",
  chip_resembles: "chip_resembles_short",
  chip_not_a_sender: "chip_not_a_sender_short",
};

function draw(ctx: UiContext, { look }: ChipFace, text: string, shown: string): HTMLElement {
  return el(
    "span",
    {
      class: `box chip look-${look}`,
      lang: ctx.texts.tag,
      role: "img",
      // Who wonders about something in a mail that looks like ours learns here that ours never stands there.
      title: `${text}\n${ctx.texts.text("chip_outside")}`,
      "aria-label": ctx.texts.text("touchstone_says", { text }),
    },
    shapeFor(look === "plain" ? "info" : look),
    el("span", { class: "chip-text" }, shown),
  );
}

function faceOf(verdict: MessageVerdict): ChipFace | null {
  const { sender, claim, level } = verdict;
  const warned = atLeast(level, "caution");
  switch (sender.class) {
    case "amazon":
      // An address is easily forged: beside a warning, or sent by others' servers, it is not a comfort.
      return warned || sender.level !== "ok"
        ? { key: "chip_forgeable", look: "plain" }
        : { key: "chip_amazon", look: "ok" };
    case "relay":
      return { key: "chip_relay", look: "info" };
    case "amazon-owned":
      return { key: "chip_amazon_owned", look: "info" };
    case "partner":
      return { key: "chip_partner", look: "info" };
    case "not-a-sender":
      return { key: "chip_not_a_sender", look: sender.level };
    case "lookalike":
      return { key: sender.level === "danger" ? "chip_lookalike" : "chip_resembles", look: sender.level };
    case "impersonation":
      if (sender.level === "danger") return { key: "chip_lookalike", look: "danger" };
      // In a mail that is not warned about, the name is somebody's way of forwarding.
      return warned ? { key: "chip_not_amazon", look: level } : null;
    case "unrelated": {
      const own = sender.reasons.some(({ code }) => code === "own-organisation");
      return warned && claim.strength === "strong" && !own ? { key: "chip_not_amazon", look: level } : null;
    }
    case "unknown":
      return claim.strength === "strong" ? { key: "chip_unknown", look: "info" } : null;
  }
}
