// The popup's part about pausing: the three ways to pause the current page, and the state of a paused page.

import { HOUR, type Pause } from "../../model/pause.js";
import type { FieldsOf } from "../../protocol/requests.js";
import { button } from "../../ui/buttons.js";
import { el } from "../../ui/dom.js";
import { type UiContext, shapeFor } from "../../ui/index.js";
import { pauseEnd } from "../common/pauses.js";

/** Draws the ways to pause a site. They are folded, because few users need them. `tabId` is the tab of the popup. */
export function drawPauseWays(
  { texts }: UiContext,
  origin: string,
  tabId: number,
  pause: (wanted: FieldsOf<"pause">) => void,
): HTMLElement {
  const ways: readonly [key: string, wanted: () => FieldsOf<"pause">][] = [
    ["popup_pause_tab", () => ({ origin, tabId })],
    ["popup_pause_hour", () => ({ origin, until: Date.now() + HOUR })],
    ["popup_pause_site", () => ({ origin })],
  ];
  const buttons = ways.map(([key, wanted]) =>
    button("plain", texts.text(key), () => {
      pause(wanted());
    }),
  );
  return el(
    "details",
    { class: "pausing" },
    el("summary", {}, texts.text("popup_pause")),
    el("p", { class: "note" }, texts.text("popup_pause_note")),
    el("div", { class: "ways" }, ...buttons),
  );
}

/** Draws the state of a paused page: which pause it is, and the button that ends it. */
export function drawPaused(ctx: UiContext, pause: Pause, resume: () => void): HTMLElement[] {
  const { texts } = ctx;
  return [
    el("p", { class: "state" }, shapeFor("paused"), el("b", {}, texts.text("page_paused"))),
    el("p", { class: "note" }, el("bdi", {}, new URL(pause.origin).host), texts.text("colon"), pauseEnd(ctx, pause)),
    button("main", texts.text("popup_resume"), resume),
  ];
}
