// The popup's part about the last days: the emails that Touchstone warned about, from the journal on this computer.

import type { JournalEntry } from "../../model/journal-store.js";
import { printable } from "../../ui/characters.js";
import { el } from "../../ui/dom.js";
import { drawPlace, oddIn } from "../../ui/hosts.js";
import { drawIcon } from "../../ui/icons.js";
import { type UiContext, levelWord, shapeFor } from "../../ui/index.js";

const WEEK = 7 * 24 * 60 * 60_000;
/** The number of emails that the popup lists. The journal has the others. */
const MOST_LISTED = 3;

/** The entries of the last seven days, the most serious first, then the latest. */
export function ofTheWeek(entries: readonly JournalEntry[], now: number): JournalEntry[] {
  return entries
    .filter(({ last }) => last > now - WEEK && last <= now)
    .sort((a, b) => Number(b.level === "danger") - Number(a.level === "danger") || b.last - a.last);
}

/** Draws the number of warnings in these days, and the first of them. */
export function drawWeek(ctx: UiContext, entries: readonly JournalEntry[]): HTMLElement {
  const { texts } = ctx;
  return el(
    "section",
    { class: "week", "aria-labelledby": "week-title" },
    el("h2", { id: "week-title" }, drawIcon("clock"), el("span", {}, texts.text("popup_week"))),
    el("p", {}, texts.counted("popup_warned", entries.length)),
    el("ul", {}, ...entries.slice(0, MOST_LISTED).map((entry) => drawItem(ctx, entry))),
  );
}

function drawItem(ctx: UiContext, { level, place, domains, last, name, reason }: JournalEntry): HTMLElement {
  const day = new Intl.DateTimeFormat(ctx.texts.tag, { weekday: "short" });
  const word = levelWord(ctx.texts, level);
  const known = Object.assign(new Map(domains), { odd: reason ? oddIn([reason]) : undefined });
  return el(
    "li",
    {},
    el("span", { role: "img", "aria-label": word, title: word }, shapeFor(level)),
    place === null ? el("bdi", { class: "word" }, printable(name ?? "")) : drawPlace(ctx, place, known),
    el("time", { class: "note", datetime: new Date(last).toISOString() }, day.format(last)),
  );
}
