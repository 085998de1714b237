// The sample mail that the user may try on the first page. The module judges it like a real mail, and the real banner, mark, card and
// dialog answer. Only the last step is missing: nothing in the mail opens.

import { copy } from "../../platform/clipboard.js";
import type { Home } from "../../model/settings.js";
import { messageOf } from "../../model/sample-mail.js";
import type { LinkVerdict, MessageVerdict, Verdict } from "../../model/verdict.js";
import type { Decision } from "../../protocol/requests.js";
import { ask } from "../../protocol/client.js";
import { el } from "../../ui/dom.js";
import { type UiContext, createBanner, createCard, createChip, createDialog, createMark } from "../../ui/index.js";
import { drawLetter } from "../../ui/sample-mail.js";
import { sampleLetter } from "./sample.js";

const nothing = (): void => undefined;
/** The way to Seller Central is real here, too. */
const openNotifications = (url: string): void => void ask({ kind: "open", url, how: "tab" });

/** Draws the mail. `decided` is called with each decision of the user about its button. */
export async function drawLiveSample(page: UiContext, decided: (decision: Decision) => void): Promise<HTMLElement> {
  const ctx = withoutQuestion(page);
  const letter = sampleLetter(ctx.texts);
  const verdict = await ask({ kind: "judge-message", message: messageOf(letter) });
  const links = letter.lines.filter(({ href }) => href !== undefined);
  const textOf = (at: number): string => links[at]?.text ?? "";
  const hrefOf = (at: number): string => links[at]?.href ?? "";
  return drawLetter(ctx, letter, {
    chip: createChip(ctx, verdict),
    banner: createBanner(ctx, verdict, { openNotifications, copy, setHome: () => Promise.resolve() }),
    marks: verdict.links.map((link, at) => drawMark(ctx, link, hrefOf(at), textOf(at))),
    press: (at, pressed) => hold(ctx, verdict, at, { href: hrefOf(at), text: textOf(at) }, pressed, decided),
  });
}

/** The page asks for the marketplace in its first step, so the sample does not ask again. */
function withoutQuestion({ texts, surroundings }: UiContext): UiContext {
  const home: Home = surroundings.settings.home ?? "elsewhere";
  return { texts, surroundings: { ...surroundings, settings: { ...surroundings.settings, home } } };
}

/** Opens the dialog of a held click. */
function hold(
  ctx: UiContext,
  { links, level }: MessageVerdict,
  at: number,
  link: { readonly href: string; readonly text: string },
  pressed: HTMLElement,
  decided: (decision: Decision) => void,
): void {
  const verdict = links[at] ?? null;
  const held = { ...link, verdict, level: verdict?.level ?? level, how: "current" } as const;
  const dialog = createDialog(ctx, held, {
    decide: (decision) => {
      dialog.element.remove();
      pressed.focus();
      decided(decision);
    },
    openNotifications,
    copy,
    askGateway: nothing,
  });
  document.body.append(dialog.element);
  dialog.focus();
}

/** The mark behind the button. A press or the pointer shows its card, as a popover below the mark. */
function drawMark(ctx: UiContext, verdict: Verdict | LinkVerdict, href: string, text: string): HTMLElement {
  const mark = createMark(ctx, verdict);
  const card = el("div", { class: "sample-card", popover: "auto" });
  const show = (): void => {
    if (card.matches(":popover-open")) return;
    card.replaceChildren(createCard(ctx, { verdict, href, text }, { copy, openNotifications, askGateway: nothing }));
    card.showPopover();
    const { left, bottom } = mark.getBoundingClientRect();
    card.style.insetInlineStart = `${Math.max(8, Math.min(left, innerWidth - card.offsetWidth - 8))}px`;
    card.style.insetBlockStart = `${Math.max(8, Math.min(bottom, innerHeight - card.offsetHeight - 8))}px`;
  };
  const hideUnless =
    (kept: HTMLElement) =>
    ({ relatedTarget, pointerType }: PointerEvent): void => {
      if (pointerType === "mouse" && !(relatedTarget instanceof Node && kept.contains(relatedTarget)))
        card.hidePopover();
    };
  mark.addEventListener("click", show);
  mark.addEventListener("pointerenter", ({ pointerType }) => pointerType === "mouse" && show());
  mark.addEventListener("pointerleave", hideUnless(card));
  card.addEventListener("pointerleave", hideUnless(mark));
  return el("span", {}, mark, card);
}
