// The dialog for a click that was stopped: where the link really leads, and the choice. It is a modal of the browser's own
// kind, in the top layer: nothing in the page can lie over it, shift it or shrink it.

import type { Decision, HeldLink } from "../messages.js";
import type { Verdict } from "../verdict.js";
import { drawAnatomy, subjectOf } from "./anatomy.js";
import { bareButton, button } from "./buttons.js";
import { printable } from "./characters.js";
import type { UiContext } from "./context.js";
import { type Child, el, newId } from "./dom.js";
import { className, drawLevel } from "./head.js";
import { domainsOf, drawHost, drawPlace, oddIn, parseWeb } from "./hosts.js";
import { createPath } from "./path.js";
import { drawReason, drawReasons, drawSentence } from "./sentence.js";
import { shapeFor } from "./shapes.js";
import { keepKeys, onDeliberateClick } from "./trusted.js";

/** What the dialog needs done for it. */
export interface DialogActions {
  readonly decide: (decision: Decision) => void;
  readonly openNotifications: (url: string) => void;
  readonly copy: (text: string) => void;
}

/** The dialog. Once `element` is in a document, `focus` shows it and puts the focus on "Don't open". */
export function createDialog(ctx: UiContext, held: HeldLink, actions: DialogActions): { element: HTMLElement; focus(): void } {
  let decided = false;
  const decide = (decision: Decision): void => {
    if (decided) return;
    decided = true;
    element.close();
    actions.decide(decision);
  };
  const stay = button("main", ctx.texts.text("dialog_stay"), () => {
    decide("stay");
  });
  const title = newId();
  const element = el(
    "dialog",
    { class: `box dialog look-${held.level}`, lang: ctx.texts.tag, role: "dialog", "aria-modal": "true", "aria-labelledby": title },
    el("h2", { id: title }, heading(ctx, held)),
    ...subject(ctx, held),
    ...explanation(ctx, held),
    el("p", { class: "dialog-stay" }, stay),
    createPath(ctx, held.level, { openNotifications: actions.openNotifications, copy: actions.copy }),
    openAnyway(ctx, held, () => {
      decide("open");
    }),
  );
  // However it is closed, by Escape or by the browser, nothing is opened.
  element.addEventListener("close", () => {
    decide("stay");
  });
  keepKeys(element);
  trapFocus(element);
  return {
    element,
    focus() {
      if (!element.open) element.showModal();
      stay.focus();
    },
  };
}

function heading(ctx: UiContext, { verdict, level }: HeldLink): HTMLElement {
  if (verdict) return drawLevel(ctx, level);
  return el("span", { class: "level" }, shapeFor(level), el("b", {}, ctx.texts.text("dialog_unchecked")));
}

/** Where it leads, large. */
function subject(ctx: UiContext, { verdict, href, text }: HeldLink): Child[] {
  const leads = verdict?.kind === "sender" ? "dialog_mail_to" : "dialog_leads";
  return [
    el("p", { class: "note" }, ctx.texts.text(leads)),
    el("div", { class: "large" }, verdict ? large(ctx, verdict, href) : unknown(ctx, href)),
    text.trim() ? el("p", { class: "note clipped" }, ctx.texts.text("dialog_text", { text: printable(text.trim()) })) : null,
  ];
}

function large(ctx: UiContext, verdict: Verdict, href: string): HTMLElement {
  const host = subjectOf(verdict);
  return verdict.kind === "link" && host !== null
    ? el("p", { class: "anatomy" }, drawHost(ctx, host, verdict.domain, oddIn(verdict.reasons)))
    : drawAnatomy(ctx, verdict, href);
}

/** Without a verdict nobody said which part of the host counts; all of it is shown alike. */
function unknown(ctx: UiContext, href: string): HTMLElement {
  return el("p", { class: "anatomy" }, drawPlace(ctx, parseWeb(href)?.hostname ?? href, new Map()));
}

function explanation(ctx: UiContext, { verdict }: HeldLink): Child[] {
  if (!verdict) return [el("p", { class: "lead" }, ctx.texts.text("dialog_unchecked_sentence"))];
  const domains = domainsOf([verdict]);
  const [first, ...rest] = verdict.reasons;
  return [
    el("p", { class: "lead" }, first ? drawReason(ctx, first, domains) : className(ctx, verdict)),
    rest.length > 0 ? el("details", {}, el("summary", {}, ctx.texts.text("why")), drawReasons(ctx, rest, domains)) : null,
  ];
}

/** The small way on: one deliberate step, for danger two. */
function openAnyway(ctx: UiContext, { verdict, level, href }: HeldLink, open: () => void): HTMLElement {
  const first = bareButton("quiet", ctx.texts.text("dialog_open"));
  const box = el("div", { class: "anyway" }, first);
  if (level !== "danger") {
    onDeliberateClick(first, open);
    return box;
  }
  onDeliberateClick(first, () => {
    const host = (verdict && subjectOf(verdict)) ?? parseWeb(href)?.hostname ?? href;
    const second = bareButton("plain", ctx.texts.text("dialog_confirm_open"));
    onDeliberateClick(second, open);
    const domains = verdict ? domainsOf([verdict]) : new Map<string, string>();
    box.replaceChildren(el("p", { class: "note", role: "status" }, drawSentence(ctx, "dialog_confirm", { host }, domains)), second);
    second.focus();
  });
  return box;
}

/** The Tab key goes round inside the dialog, never out to the page or the browser. */
function trapFocus(dialog: HTMLElement): void {
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Tab") return;
    const stops = [...dialog.querySelectorAll<HTMLElement>("button:not([disabled]), summary")].filter((stop) => stop.offsetParent);
    const root = dialog.getRootNode() as Document | ShadowRoot;
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (root.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
  });
}
