// The journal of warnings: a chart of the last weeks, and the warnings themselves, to search, export and delete.

import {
  type JournalEntry,
  clearJournal,
  journalEntries,
  onJournalChange,
  removeEntry,
  restoreEntries,
} from "../../model/journal-store.js";
import { adoptStyles, byId, contextFor, drawNavigation, fillTexts, showFailure } from "../common/page.js";
import { UndoLine } from "../common/undo.js";
import { bareButton, button } from "../../ui/buttons.js";
import { markOdd } from "../../ui/characters.js";
import { el } from "../../ui/dom.js";
import { drawPlace } from "../../ui/hosts.js";
import { type UiContext, levelWord } from "../../ui/index.js";
import { onDeliberateClick } from "../../ui/trusted-events.js";
import { drawWeeks } from "./chart.js";
import { toCsv } from "./csv.js";
import { days, keyOf, ranked } from "./figures.js";
import { drawEntry, tableOf } from "./row.js";
import { haystack, matcher } from "./search.js";

/** The number of entries drawn at once. Drawing all 20,000 would block the page for many seconds. */
const AT_A_TIME = 100;
/** The days in the chart, and the length of the lists beside it. */
const DAYS = 42;
const MOST_RANKED = 5;

adoptStyles();

const search = byId("search", HTMLInputElement);
const level = byId("level", HTMLSelectElement);
const list = byId("list", HTMLElement);
const said = byId("said", HTMLElement);
const undoLine = new UndoLine();

let ctx: UiContext;
let all: JournalEntry[] = [];
/** The entries that match the search, and how many of them are drawn. */
let found: JournalEntry[] = [];
let drawn = 0;
/** The search text of each entry. It is made at the first search. */
const haystacks = new Map<JournalEntry, string>();
/** Whether the journal has changed since it was read. */
let isOld = false;

try {
  ctx = await contextFor("journal");
  await start();
} catch {
  showFailure(byId("failed", HTMLElement));
}
document.body.classList.add("ready");

async function start(): Promise<void> {
  const { texts, surroundings } = ctx;
  fillTexts(ctx, texts.text("journal_title"));
  byId("navigation", HTMLElement).replaceChildren(drawNavigation(ctx, "journal"));
  byId("off", HTMLElement).hidden = surroundings.settings.journal;
  const choices = [
    ["", texts.text("journal_all")],
    ["danger", levelWord(texts, "danger")],
    ["caution", levelWord(texts, "caution")],
  ] as const;
  level.replaceChildren(...choices.map(([value, text]) => el("option", { value }, text)));
  search.addEventListener("input", drawFound);
  level.addEventListener("change", drawFound);
  try {
    all = await journalEntries();
  } catch {
    byId("unreadable", HTMLElement).hidden = false;
    return;
  }
  drawAll();
  onJournalChange(() => {
    isOld = true;
    // Nothing may move under a pointer that aims at an entry.
    if (!document.hasFocus()) refresh();
  });
  document.addEventListener("visibilitychange", refresh);
}

/** Reads the changes, if the page is visible. */
function refresh(): void {
  if (isOld && !document.hidden) void readAgain().catch(sayFailed);
}

async function readAgain(): Promise<void> {
  isOld = false;
  const read = await journalEntries();
  if (JSON.stringify(read) === JSON.stringify(all)) return;
  const count = drawn;
  const held = found[deletes().findIndex((one) => one === document.activeElement)];
  all = read;
  haystacks.clear();
  drawAll();
  drawList(Math.max(count, AT_A_TIME));
  if (held) focusRow(found.findIndex(({ id }) => id === held.id));
}

/** Draws the page for the current entries. */
function drawAll(): void {
  byId("empty", HTMLElement).hidden = all.length > 0 || !ctx.surroundings.settings.journal;
  for (const id of ["figures", "entries"]) byId(id, HTMLElement).hidden = all.length === 0;
  if (all.length === 0) return;
  drawFigures();
  drawFound();
  drawDeleteAll();
}

function drawFigures(): void {
  byId("weeks", HTMLElement).replaceChildren(drawWeeks(ctx, days(all, new Date(), DAYS)));
  const domains = new Map(
    all.flatMap((entry) =>
      entry.domains.flatMap(
        ([place, domain]) =>
          [
            [place, domain],
            [domain, domain],
          ] as const,
      ),
    ),
  );
  const names = ranked(
    all.map(({ imitated }) => imitated),
    MOST_RANKED,
  );
  const places = ranked(
    all.map(({ place }) => place),
    MOST_RANKED,
  );
  drawRanked("names", names, drawName);
  drawRanked("places", places, (place) => drawPlace(ctx, place, domains));
}

/** A name with its confusable letter marked. Without the mark, two different names would look the same. */
function drawName(name: string): HTMLElement {
  const { character = "", imitates = "" } =
    all.find((entry) => entry.imitated === name && entry.reason?.character)?.reason ?? {};
  return el("bdi", { class: "word" }, ...markOdd(ctx, name, { character, imitates, within: name }));
}

function drawRanked(id: string, values: ReturnType<typeof ranked>, draw: (value: string) => HTMLElement): void {
  const number = new Intl.NumberFormat(ctx.texts.tag);
  const rows = values.map(([value, count]) =>
    el("li", {}, draw(value), el("span", { class: "count" }, number.format(count))),
  );
  byId(id, HTMLElement).replaceChildren(...rows);
  byId(`${id}-part`, HTMLElement).hidden = rows.length === 0;
}

/** Draws the first matching entries. */
function drawFound(): void {
  const matches = matcher(search.value);
  const isSearched = search.value.trim() !== "";
  found = all.filter(
    (entry) => (level.value === "" || entry.level === level.value) && (!isSearched || matches(haystackOf(entry))),
  );
  byId("count", HTMLElement).textContent = ctx.texts.counted("journal_found", found.length);
  byId("none", HTMLElement).hidden = found.length > 0;
  said.textContent = "";
  drawList(AT_A_TIME);
  drawExport();
}

function haystackOf(entry: JournalEntry): string {
  const made = haystacks.get(entry) ?? haystack(entry, ctx.texts);
  haystacks.set(entry, made);
  return made;
}

/** Draws a number of matching entries, grouped by day. */
function drawList(count: number): void {
  list.replaceChildren();
  drawn = 0;
  drawMore(count);
}

function drawMore(count: number): void {
  const day = new Intl.DateTimeFormat(ctx.texts.tag, { dateStyle: "full" });
  for (const entry of found.slice(drawn, drawn + count)) {
    const key = keyOf(new Date(entry.last));
    if (list.lastElementChild?.getAttribute("data-day") !== key) {
      list.append(el("section", { "data-day": key }, el("h3", {}, day.format(entry.last)), el("ul", {})));
    }
    const row = drawEntry(ctx, entry, () => void removeOne(entry, row).catch(sayFailed));
    list.lastElementChild?.querySelector("ul")?.append(row);
  }
  drawn = Math.min(found.length, drawn + count);
  const rest = Math.min(AT_A_TIME, found.length - drawn);
  const more = button("plain", ctx.texts.counted("journal_more", rest), () => {
    const last = list.querySelector("section:last-child li:last-child");
    drawMore(AT_A_TIME);
    // The element with the keyboard focus is gone, so the focus moves to the first new entry.
    (last?.nextElementSibling ?? last?.closest("section")?.nextElementSibling)?.querySelector("button")?.focus();
  });
  byId("more", HTMLElement).replaceChildren(...(rest > 0 ? [more] : []));
}

async function removeOne(entry: JournalEntry, row: HTMLElement): Promise<void> {
  await removeEntry(entry.id);
  offerBack([entry], ctx.texts.text("journal_deleted"));
  const at = deletes().findIndex((one) => row.contains(one));
  const count = drawn;
  all = all.filter((one) => one !== entry);
  drawAll();
  if (all.length === 0) return;
  drawList(count);
  focusRow(at);
}

/** Offers to bring deleted entries back. */
function offerBack(entries: readonly JournalEntry[], text: string, takesFocus = false): void {
  const undo = (): Promise<void> => restoreEntries(entries);
  undoLine.offer(ctx, { text, undo, draw: () => readAgain().catch(sayFailed) }, takesFocus);
}

/** The buttons of the drawn entries, in their order. */
function deletes(): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>(".delete")];
}

function focusRow(at: number): void {
  const buttons = deletes();
  (buttons[at] ?? buttons.at(-1) ?? search).focus();
}

/** Deleting everything takes a second, deliberate step. */
function drawDeleteAll(): void {
  const place = byId("delete-all", HTMLElement);
  const { texts } = ctx;
  const first = button("quiet", texts.text("journal_delete_all"), () => {
    const yes = bareButton("plain", texts.text("journal_delete_all_yes"));
    onDeliberateClick(yes, () => void removeAll().catch(sayFailed));
    const cancel = button("plain", texts.text("cancel"), () => {
      drawDeleteAll();
      place.querySelector("button")?.focus();
    });
    const note = el("p", { class: "note", role: "status" }, texts.counted("journal_delete_all_note", all.length));
    place.replaceChildren(note, el("span", { class: "steps" }, cancel, yes));
    cancel.focus();
  });
  place.replaceChildren(first);
}

async function removeAll(): Promise<void> {
  // Entries that another tab wrote meanwhile are deleted, too, and come back, too.
  const entries = await journalEntries();
  await clearJournal();
  all = [];
  drawAll();
  offerBack(entries, ctx.texts.text("journal_deleted_all"), true);
}

function sayFailed(): void {
  said.textContent = ctx.texts.text("options_failed");
}

function drawExport(): void {
  const press = button("plain", ctx.texts.counted("journal_export", found.length), save);
  press.disabled = found.length === 0;
  byId("export", HTMLElement).replaceChildren(press);
}

/** Gives the matching entries to the user as a file. */
function save(): void {
  const url = URL.createObjectURL(
    new Blob([toCsv(tableOf(ctx, found), ctx.texts.language)], { type: "text/csv;charset=utf-8" }),
  );
  el("a", { href: url, download: `touchstone-journal-${new Date().toISOString().slice(0, 10)}.csv` }).click();
  // By then the browser has taken the file over.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
