// The dialog for a click that was stopped: where the link really leads, and the choice. It is a modal of the browser's own
// kind, in the top layer: nothing in the page can lie over it, shift it or shrink it.

import type { Decision, HeldLink } from "../protocol/requests.js";
import { type Copy, button } from "./buttons.js";
import type { UiContext } from "./context.js";
import { el, newId } from "./dom.js";
import { drawLevel } from "./head.js";
import { createPath } from "./path.js";
import { shapeFor } from "./shapes.js";
import { drawExplanation, drawTarget } from "./subject.js";
import { keepKeys } from "./trusted-events.js";
import { openWay } from "./report-ways.js";

/** What the dialog needs done for it. */
export interface DialogActions {
  readonly decide: (decision: Decision) => void;
  readonly openNotifications: (url: string) => void;
  readonly copy: Copy;
}

/** The dialog. Once `element` is in a document, `focus` shows it and puts the focus on "Don't open". */
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
  const stay = button("main", ctx.texts.text("dialog_stay"), () => {
    decide("stay");
  });
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
    ...drawExplanation(ctx, held.verdict, ctx.texts.text("dialog_unchecked_sentence")),
    el("p", { class: "dialog-stay" }, stay),
    createPath(ctx, held.level, { openNotifications: actions.openNotifications, copy: actions.copy }),
    el(
      "div",
      { class: "anyway" },
      openWay(ctx, ctx.texts.text("dialog_open"), held, () => {
        decide("open");
      }),
    ),
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

/** The Tab key goes round inside the dialog, never out to the page or the browser. */
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
