// The common parts of the emergency pages: one screen, one printed page, checklists whose ticks are not stored, the way to Seller
// Central, and the links between these pages.

import { copy } from "../../platform/clipboard.js";
import { adoptStyles, byId, contextFor, drawNavigation, fillTexts, showFailure } from "./page.js";
import { ask } from "../../protocol/client.js";
import { button } from "../../ui/buttons.js";
import { el } from "../../ui/dom.js";
import { type UiContext, createPath } from "../../ui/index.js";

/** The emergency pages, in the order of their links. Every page links to the guide after a click anyway. */
const SHEETS = ["caller", "video", "review"] as const;

/** The links to the emergency pages, for the footer. */
export function drawSheets({ texts }: UiContext, current: string): HTMLElement {
  const links = SHEETS.filter((page) => page !== current).map((page) =>
    el("li", {}, el("a", { href: `../${page}/${page}.html` }, texts.text(`navigation_${page}`))),
  );
  return el("nav", { class: "navigation", "aria-label": texts.text("navigation_sheets") }, el("ul", {}, ...links));
}

/** Draws an emergency page. `data-tick` names the text of a line to tick. Returns the context; null without the background. */
export async function startSheet(name: string, title: string): Promise<UiContext | null> {
  adoptStyles();
  try {
    const ctx = await contextFor(name);
    fillTexts(ctx, ctx.texts.text(title));
    drawTicks(ctx);
    byId("print", HTMLElement).replaceChildren(
      button("plain", ctx.texts.text("navigation_print"), () => {
        window.print();
      }),
    );
    byId("path", HTMLElement).replaceChildren(drawPath(ctx));
    byId("navigation", HTMLElement).replaceChildren(drawSheets(ctx, name), drawNavigation(ctx, name));
    return ctx;
  } catch {
    showFailure(byId("failed", HTMLElement));
    return null;
  } finally {
    document.body.classList.add("ready");
  }
}

/** Turns each element with `data-tick` into a checkbox with its text, and with the value in `data-value`. */
function drawTicks({ texts }: UiContext): void {
  for (const line of document.querySelectorAll<HTMLElement>("[data-tick]")) {
    const text = el("span", {}, texts.text(line.dataset.tick ?? ""));
    const box = el("input", { type: "checkbox", autocomplete: "off", value: line.dataset.value ?? null });
    line.replaceChildren(el("label", { class: "tick" }, box, text));
  }
}

function drawPath(ctx: UiContext): HTMLElement {
  return createPath(ctx, "info", {
    openNotifications: (url) => void ask({ kind: "open", url, how: "tab" }),
    copy,
    setHome: (home) => ask({ kind: "set-home", home }),
  });
}
