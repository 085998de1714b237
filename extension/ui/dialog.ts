// The dialog for a click or a form that was stopped. It shows where it really leads and lets the user choose. It is a modal `dialog`
// element in the browser's top layer, so that the page cannot cover, move or shrink it.

import type { ReportFacts } from "../model/report-facts.js";
import type { Decision, HeldLink } from "../protocol/requests.js";
import { type Copy, button } from "./buttons.js";
import type { Verdict } from "../model/verdict.js";
import type { UiContext } from "./context.js";
import { el, newId } from "./dom.js";
import { drawLevel } from "./head.js";
import { createPath } from "./path.js";
import { linkFacts } from "./report-facts.js";
import { shapeFor } from "./shapes.js";
import { drawExplanation, drawTarget } from "./subject.js";
import { keepKeys } from "./trusted-events.js";
import { gatewayNote, gatewayWay, openWay } from "./report-ways.js";

/** The actions that the dialog calls. */
export interface DialogActions {
  readonly decide: (decision: Decision) => void;
  readonly openNotifications: (url: string) => void;
  readonly copy: Copy;
  /** Opens the prepared report to Amazon. Missing where a report makes no sense, as for a sample. */
  readonly report?: (facts: ReportFacts) => void;
  /** Asks whether a host is the company's mail gateway. */
  readonly askGateway: (host: string) => void;
}

/** Creates the dialog. Once `element` is in a document, `focus` shows it and moves the focus to the way back to the email. */
export function createDialog(
  ctx: UiContext,
  held: HeldLink,
  actions: DialogActions,
): { element: HTMLElement; focus(): void } {
  let decided = false;
  const decide = (decision: Decision): void => {
    if (decided) return;
    decided = true;
    element.close();
    actions.decide(decision);
  };
  const stay = button("main", ctx.texts.text("step_back"), () => {
    decide("stay");
  });
  const { openNotifications, copy, report } = actions;
  const isForm = held.form !== undefined;
  const askGateway = (host: string): void => {
    decide("stay");
    actions.askGateway(host);
  };
  const title = newId();
  const element = el(
    "dialog",
    {
      class: `box dialog look-${held.level}`,
      lang: ctx.texts.tag,
      role: "dialog",
      "aria-modal": "true",
      "aria-labelledby": title,
    },
    el("h2", { id: title }, heading(ctx, held)),
    ...drawTarget(ctx, held),
    ...drawExplanation(ctx, held, ctx.texts.text(isForm ? "dialog_unchecked_form" : "dialog_unchecked_sentence")),
    el("p", { class: "dialog-stay" }, stay),
    createPath(ctx, held.level, {
      openNotifications,
      copy,
      ...(report ? { report: () => report(linkFacts(ctx, held, new Date())) } : {}),
    }),
    ...(isForm ? [] : gatewayParts(ctx, held.verdict, askGateway)),
    el(
      "div",
      { class: "anyway" },
      openWay(ctx, ctx.texts.text(isForm ? "dialog_send" : "dialog_open"), held, () => {
        decide("open");
      }),
    ),
  );
  // Escape or the browser may close the dialog, too. The link then stays closed.
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

/** The question about the company's mail gateway, with its explanation. A gateway rewrites links and no forms, so it stands beside a link only. */
function gatewayParts(ctx: UiContext, verdict: Verdict | null, act: (host: string) => void): (HTMLElement | null)[] {
  return [gatewayNote(ctx, verdict), gatewayWay(ctx, verdict, act)];
}

function heading(ctx: UiContext, { verdict, level }: HeldLink): HTMLElement {
  if (verdict) return drawLevel(ctx, verdict.level === level ? verdict : level);
  return el("span", { class: "level" }, shapeFor(level), el("b", {}, ctx.texts.text("dialog_unchecked")));
}

/** Keeps the focus inside the dialog: the Tab key moves from the last control to the first, with Shift from the first to the last. */
function trapFocus(dialog: HTMLElement): void {
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Tab") return;
    const stops = [...dialog.querySelectorAll<HTMLElement>("button:not([disabled]), summary")].filter(
      (stop) => stop.offsetParent,
    );
    const root = dialog.getRootNode() as Document | ShadowRoot;
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (root.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
  });
}
