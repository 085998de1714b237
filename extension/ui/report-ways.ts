// Controls that open a stopped link or mute a warning. They are small and do nothing for their first half second. A control with a
// serious effect takes two steps, and the second step states the effect.

import { type Level, type Verdict, gatewayIn, rememberable } from "../model/verdict.js";
import { subjectOf } from "./anatomy.js";
import { bareButton, button } from "./buttons.js";
import type { UiContext } from "./context.js";
import { el } from "./dom.js";
import { domainsOf, parseWeb } from "./hosts.js";
import { drawSentence } from "./sentence.js";
import { onDeliberateClick } from "./trusted-events.js";

/** The text before the second step, and the label of its button. */
interface Second {
  readonly note: HTMLElement;
  readonly label: HTMLElement | string;
}

/** Creates a control. A press calls `act`, or shows the second step if there is one. */
function way(ctx: UiContext, label: string, act: () => void, second?: () => Second): HTMLElement {
  const first = bareButton("quiet", label);
  const box = el("div", { class: "way" }, first);
  const goBack = (): void => {
    box.replaceChildren(first);
    box.classList.remove("asking");
    first.focus();
  };
  onDeliberateClick(first, second ? () => ask(ctx, box, second(), act, goBack) : act);
  return box;
}

function ask(ctx: UiContext, box: HTMLElement, { note, label }: Second, act: () => void, goBack: () => void): void {
  const second = bareButton("plain", "");
  second.append(label);
  onDeliberateClick(second, act);
  const cancel = button("quiet", ctx.texts.text("cancel"), goBack);
  box.replaceChildren(el("p", { class: "note", role: "status" }, note), second, cancel);
  box.classList.add("asking");
  second.focus();
}

/** The link that would be opened, or the form that would be sent. */
export interface Opened {
  readonly verdict: Verdict | null;
  readonly level: Level;
  readonly href: string;
  /** The number of a held form. */
  readonly form?: number;
}

/** Creates the control that opens a link or sends a form: one step, or two at danger. If the organisation keeps danger closed, a note says so. */
export function openWay(
  ctx: UiContext,
  label: string,
  { verdict, level, href, form }: Opened,
  open: () => void,
): HTMLElement {
  if (level !== "danger") return way(ctx, label, open);
  const isForm = form !== undefined;
  if (!ctx.surroundings.limits.openDanger)
    return el("p", { class: "note" }, ctx.texts.text(isForm ? "stays_unsent" : "stays_closed"));
  return way(ctx, label, open, () => {
    const place = (verdict && subjectOf(verdict)) ?? parseWeb(href)?.hostname ?? href;
    const domains = verdict ? domainsOf([verdict]) : new Map<string, string>();
    const isMail = verdict?.kind === "sender";
    return {
      note: isMail
        ? drawSentence(ctx, "dialog_confirm_mail", { address: place }, domains)
        : drawSentence(ctx, isForm ? "dialog_confirm_form" : "dialog_confirm", { host: place }, domains),
      label: ctx.texts.text(isForm ? "dialog_confirm_send" : "dialog_confirm_open"),
    };
  });
}

/** Whether the user may mute a warning at this level. If danger stays closed, muting a dangerous name must not open it. */
function maySilence({ surroundings: { limits } }: UiContext, level: Level): boolean {
  return limits.remember && (limits.openDanger || level !== "danger");
}

/** Creates "Wrong warning?", which explains and mutes this host; returns `null` if the organisation does not allow it. */
export function wrongWay(ctx: UiContext, verdict: Verdict, act: () => void): HTMLElement | null {
  if (!maySilence(ctx, verdict.level)) return null;
  const { value: host, domains } = nameOf(verdict);
  return way(ctx, ctx.texts.text("wrong_warning"), act, () => ({
    note: drawSentence(ctx, "wrong_note", { host }, domains),
    label: drawSentence(ctx, "wrong_yes", { host }, domains),
  }));
}

/** The host of a link that the user may name as the company's mail gateway; `null` if the organisation or the verdict does not allow it. */
function offeredGateway({ surroundings: { limits } }: UiContext, verdict: Verdict | null): string | null {
  return (limits.remember && verdict && gatewayIn(verdict)) || null;
}

/** Creates the sentence that explains the question about the company's mail gateway; returns `null` if there is no question. */
export function gatewayNote(ctx: UiContext, verdict: Verdict | null): HTMLElement | null {
  const host = offeredGateway(ctx, verdict);
  return host === null ? null : el("p", { class: "note" }, drawSentence(ctx, "gateway_note", { host }, new Map()));
}

/** Creates "Is this your company's mail gateway?"; returns `null` if there is no question. */
export function gatewayWay(ctx: UiContext, verdict: Verdict | null, act: (host: string) => void): HTMLElement | null {
  const host = offeredGateway(ctx, verdict);
  return host === null ? null : way(ctx, ctx.texts.text("gateway_question"), () => act(host));
}

/** Creates "Stop warning about this site"; returns `null` if the organisation does not allow it. */
export function allowWay(ctx: UiContext, verdict: Verdict, act: () => void): HTMLElement | null {
  if (!maySilence(ctx, verdict.level)) return null;
  const { value: host, domains } = nameOf(verdict);
  return way(ctx, ctx.texts.text("allow_host"), act, () => ({
    note: drawSentence(ctx, "allow_note", { host }, domains),
    label: ctx.texts.text("allow_yes"),
  }));
}

/** Creates the control that mutes a sender of a message at this level; returns `null` if the organisation does not allow it. */
export function addressWay(ctx: UiContext, verdict: Verdict, level: Level, act: () => void): HTMLElement | null {
  if (!maySilence(ctx, level)) return null;
  const { value: address, domains } = nameOf(verdict);
  return way(ctx, ctx.texts.text("wrong_address"), act, () => ({
    note: drawSentence(ctx, "wrong_address_note", { address }, domains),
    label: ctx.texts.text("wrong_address_yes"),
  }));
}

/** The name that would be muted, in the form that is stored: an ASCII host hides no confusable letter. */
function nameOf(verdict: Verdict): { value: string; domains: ReturnType<typeof domainsOf> } {
  return { value: rememberable(verdict)?.value ?? subjectOf(verdict) ?? "", domains: domainsOf([verdict]) };
}
