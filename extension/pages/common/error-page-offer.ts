// Offers to show our explanation where the browser would show its own error page for a link that a blocking rule of ours refused. The
// browser's page blames "an extension" and advises to switch extensions off. Replacing it takes the optional permission `webNavigation`.

import { ERROR_PAGES } from "../../model/error-pages.js";
import { api } from "../../platform/browser.js";
import { bareButton } from "../../ui/buttons.js";
import { el } from "../../ui/dom.js";
import type { UiContext } from "../../ui/index.js";
import { onTrusted } from "../../ui/trusted-events.js";

/** Draws the offer: what it is for, what the browser will ask and why, and the button. */
export async function drawErrorPageOffer(ctx: UiContext): Promise<HTMLElement> {
  const { texts } = ctx;
  const state = el("p", { class: "note", role: "status" });
  const allow = bareButton("plain", texts.text("errors_allow"));
  const show = (allowed: boolean): void => {
    allow.hidden = allowed;
    if (allowed) state.textContent = texts.text("errors_on");
  };
  // The browser shows a permission dialog only in answer to a click, and only if the page did not wait for anything in between.
  onTrusted(allow, "click", () => {
    void api.permissions.request(ERROR_PAGES).then(
      (allowed) => {
        show(allowed);
        if (!allowed) state.textContent = texts.text("errors_refused");
      },
      () => (state.textContent = texts.text("errors_refused")),
    );
  });
  show(await api.permissions.contains(ERROR_PAGES));
  return el(
    "div",
    { class: "box error-page-offer" },
    el("p", {}, texts.text("errors_offer")),
    el("p", { class: "note" }, texts.text("errors_why")),
    el("p", {}, allow),
    state,
  );
}
