// The version, the date of the tables, and a text to copy for a report about a fault of Touchstone. Nothing is sent.

import { tablesDate } from "../../model/tables-age.js";
import { api } from "../../platform/browser.js";
import { copy } from "../../platform/clipboard.js";
import { copyButton } from "../../ui/buttons.js";
import { el } from "../../ui/dom.js";
import type { UiContext } from "../../ui/index.js";
import { byId } from "../common/page.js";

/** Draws the part about Touchstone itself. */
export function drawAbout(ctx: UiContext): void {
  const { texts } = ctx;
  const { version } = api.runtime.getManifest();
  // The date is a calendar day, so it must not shift with the user's time zone.
  const date = new Intl.DateTimeFormat(texts.tag, { dateStyle: "long", timeZone: "UTC" }).format(tablesDate());
  byId("about", HTMLElement).replaceChildren(
    el("p", {}, texts.text("options_about_version", { version, date })),
    el("p", { class: "note" }, texts.text("options_about_wrong")),
    el("p", {}, copyButton(ctx, texts.text("options_about_copy"), faultReport(ctx, version), copy, "plain")),
  );
}

/** The text to copy. It names no site, address or mail. */
function faultReport({ texts }: UiContext, version: string): string {
  const tables = tablesDate().toISOString().slice(0, 10);
  return [
    `Touchstone ${version}, ${tables}, ${texts.tag}`,
    navigator.userAgent,
    "",
    texts.text("options_about_happened"),
    "",
    texts.text("options_about_expected"),
    "",
  ].join("\n");
}
