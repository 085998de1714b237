// Rows of the lists on the settings page: names with their buttons, and the fields of a file or a policy.

import type { Change } from "../../model/organisation.js";
import { LANGUAGES } from "../../i18n/texts.js";
import { button } from "../../ui/buttons.js";
import { printable } from "../../ui/characters.js";
import { type Child, el } from "../../ui/dom.js";
import { type UiContext, marketplaceName } from "../../ui/index.js";

/** The most rows without a scroll box. */
const MOST_ROWS = 8;

/** The texts of a row's button: alone, and with the name. */
type RowTexts = readonly [label: string, labelWithName: string];

const REMOVE: RowTexts = ["options_remove", "options_remove_this"];
export const RESUME: RowTexts = ["options_resume", "options_resume_this"];

/** A name with a button that removes it from its list, or that resumes it. */
export function nameRow(
  { texts }: UiContext,
  name: string,
  note: Child,
  act: () => void,
  [label, labelWithName] = REMOVE,
): HTMLElement {
  const press = button("quiet", texts.text(label), act);
  press.setAttribute("aria-label", texts.text(labelWithName, { text: printable(name) }));
  return el("li", {}, el("bdi", { class: "named mono", dir: "ltr" }, printable(name)), note, press);
}

/**
 * The fields that a file or a policy sets, one per row. Every row can be read, because a hidden one could be the name that matters.
 */
export function changeList(ctx: UiContext, title: string, changes: readonly Change[]): HTMLElement {
  const list = el("ul", {}, ...changes.map((change) => changeRow(ctx, change)));
  if (changes.length <= MOST_ROWS) return list;
  return el("div", { class: "rolled", role: "group", "aria-label": title, tabindex: "0" }, list);
}

function changeRow(ctx: UiContext, change: Change): HTMLElement {
  const label = el("span", { class: "label" }, ctx.texts.text(`options_set_${change.of}`));
  const { before, after, of } = change;
  const isName =
    of === "remembered" ||
    of === "partners" ||
    of === "gateways" ||
    of === "gateway" ||
    of === "webmails" ||
    of === "body";
  const named = el(
    "bdi",
    isName ? { class: "named mono", dir: "ltr" } : { class: "named" },
    valueOf(ctx, of, after ?? before ?? ""),
  );
  const note = noteOn(ctx, change);
  return el("li", {}, label, named, note === null ? null : el("span", { class: "note" }, note));
}

/** The effect on a value, where the value alone does not say it. */
function noteOn(ctx: UiContext, { of, before, after, locked }: Change): string | null {
  const { texts } = ctx;
  if (locked) return texts.text("options_stays");
  if (of === "remembered" || of === "gateway" || of === "body")
    return texts.text(before === null ? "options_added" : "options_removed");
  return before === null || after === null ? null : texts.text("options_before", { text: valueOf(ctx, of, before) });
}

/** A value in words. */
function valueOf(ctx: UiContext, of: string, value: string): string {
  const { texts } = ctx;
  switch (of) {
    case "language":
      return LANGUAGES.find(([language]) => language === value)?.[1] ?? value;
    case "marketplace":
      return value === "elsewhere" ? texts.text("home_elsewhere") : marketplaceName(ctx, value);
    case "notifications":
      return texts.text(`options_shown_${value}`);
    case "userMayChange":
      return texts.text(`options_set_${value}`);
    case "webmails":
      return siteOf(value);
    default:
      if (value === "true" || value === "false") return texts.text(value === "true" ? "options_yes" : "options_no");
      return printable(value);
  }
}

/** A site as people write it. */
export function siteOf(pattern: string): string {
  return pattern.replace(/\/\*$/, "").replace(/^https:\/\//, "");
}
