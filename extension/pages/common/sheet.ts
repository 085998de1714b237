// What the pages for the worst hours have in common: one screen, one printed page, checklists whose ticks nobody keeps, the way
// to Seller Central, and the way from one to the next.

import { api } from "../../platform/browser.js";
import { copy } from "../../platform/clipboard.js";
import { adoptStyles, byId, contextFor, drawNavigation, fillTexts } from "./page.js";
import { ask } from "../../protocol/client.js";
import { button } from "../../ui/buttons.js";
import { el } from "../../ui/dom.js";
import { type UiContext, createPath } from "../../ui/index.js";

/** The pages of this kind, in the order of their links. The guide after a click is linked from every page anyway. */
const SHEETS = ["caller", "video", "review"] as const;

/** The links to the pages for the worst hours, for the foot of each. */
export function drawSheets({ texts }: UiContext, current: string): HTMLElement {
  const links = SHEETS.filter((page) => page !== current).map((page) =>
    el("li", {}, el("a", { href: `../${page}/${page}.html` }, texts.text(`navigation_${page}`))),
  );
  return el("nav", { class: "navigation", "aria-label": texts.text("navigation_sheets") }, el("ul", {}, ...links));
}

/** Draws such a page. `data-tick` names the text of a line to tick off. Gives the context; null where there is no background. */
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
    // Without the background there are no texts of ours; the browser has them too, in its own language.
    byId("failed", HTMLElement).textContent = api.i18n.getMessage("options_failed");
    return null;
  } finally {
    document.body.classList.add("ready");
  }
}

/** Turns each named line into a box to tick with its text. */
function drawTicks({ texts }: UiContext): void {
  for (const line of document.querySelectorAll<HTMLElement>("[data-tick]")) {
    const text = el("span", {}, texts.text(line.dataset.tick ?? ""));
    line.replaceChildren(el("label", { class: "tick" }, el("input", { type: "checkbox", autocomplete: "off" }), text));
  }
}

function drawPath(ctx: UiContext): HTMLElement {
  return createPath(ctx, "info", {
    openNotifications: (url) => void ask({ kind: "open", url, how: "tab" }),
    copy,
    setHome: (home) => ask({ kind: "set-home", home }),
  });
}
