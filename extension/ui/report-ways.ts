// Ways on that are taken deliberately: small, dead for their first half second, and where much hangs on it in two steps, the
// second of which says what it does. Used wherever a link can still be opened, or a warning silenced.

import { type Level, type Verdict, rememberable } from "../model/verdict.js";
import { subjectOf } from "./anatomy.js";
import { bareButton } from "./buttons.js";
import type { UiContext } from "./context.js";
import { el } from "./dom.js";
import { domainsOf, parseWeb } from "./hosts.js";
import { drawSentence } from "./sentence.js";
import { onDeliberateClick } from "./trusted-events.js";

/** What is said before the second step, and what its button says. */
interface Second {
  readonly note: HTMLElement;
  readonly label: HTMLElement | string;
}

/** A way on. Pressed, it does what it says; where there is a second step, it only asks for that. */
function way(label: string, act: () => void, second?: () => Second): HTMLElement {
  const first = bareButton("quiet", label);
  const box = el("div", { class: "way" }, first);
  onDeliberateClick(first, second ? () => ask(box, second(), act) : act);
  return box;
}

function ask(box: HTMLElement, { note, label }: Second, act: () => void): void {
  const second = bareButton("plain", "");
  second.append(label);
  onDeliberateClick(second, act);
  box.replaceChildren(el("p", { class: "note", role: "status" }, note), second);
  box.classList.add("asking");
  second.focus();
}

/** What is opened, as far as anybody knows it. */
export interface Opened {
  readonly verdict: Verdict | null;
  readonly level: Level;
  readonly href: string;
}

/** Opens a link: one deliberate step, for danger two; where the organisation keeps danger closed, it only says so. */
export function openWay(
  ctx: UiContext,
  label: string,
  { verdict, level, href }: Opened,
  open: () => void,
): HTMLElement {
  if (level !== "danger") return way(label, open);
  if (!ctx.surroundings.limits.openDanger) return el("p", { class: "note" }, ctx.texts.text("stays_closed"));
  return way(label, open, () => {
    const host = (verdict && subjectOf(verdict)) ?? parseWeb(href)?.hostname ?? href;
    const domains = verdict ? domainsOf([verdict]) : new Map<string, string>();
    return {
      note: drawSentence(ctx, "dialog_confirm", { host }, domains),
      label: ctx.texts.text("dialog_confirm_open"),
    };
  });
}

/** Whether the user may silence a warning at this level: what stays closed cannot be opened by remembering it either. */
function maySilence({ surroundings: { limits } }: UiContext, level: Level): boolean {
  return limits.remember && (limits.openDanger || level !== "danger");
}

/** "Wrong warning?": explains, and stops warning about this one host; null where the organisation does not leave it to the user. */
export function wrongWay(ctx: UiContext, verdict: Verdict, act: () => void): HTMLElement | null {
  if (!maySilence(ctx, verdict.level)) return null;
  const { value: host, domains } = nameOf(verdict);
  return way(ctx.texts.text("wrong_warning"), act, () => ({
    note: drawSentence(ctx, "wrong_note", { host }, domains),
    label: drawSentence(ctx, "wrong_yes", { host }, domains),
  }));
}

/** "Always allow this host"; null as above. */
export function allowWay(ctx: UiContext, verdict: Verdict, act: () => void): HTMLElement | null {
  if (!maySilence(ctx, verdict.level)) return null;
  const { value: host, domains } = nameOf(verdict);
  return way(ctx.texts.text("allow_host"), act, () => ({
    note: drawSentence(ctx, "allow_note", { host }, domains),
    label: ctx.texts.text("allow_yes"),
  }));
}

/** Stops warning about mail from an address, in a message that is so loud; null as above. */
export function addressWay(ctx: UiContext, verdict: Verdict, level: Level, act: () => void): HTMLElement | null {
  if (!maySilence(ctx, level)) return null;
  const { value: address, domains } = nameOf(verdict);
  return way(ctx.texts.text("wrong_address"), act, () => ({
    note: drawSentence(ctx, "wrong_address_note", { address }, domains),
    label: ctx.texts.text("wrong_address_yes"),
  }));
}

/** The name a verdict would be remembered for, in the form it is kept: an ASCII host hides no odd letter. */
function nameOf(verdict: Verdict): { value: string; domains: ReturnType<typeof domainsOf> } {
  return { value: rememberable(verdict)?.value ?? subjectOf(verdict) ?? "", domains: domainsOf([verdict]) };
}
