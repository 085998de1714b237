// The settings page: language, marketplace, notifications and journal, the muted names, and the permissions. Settings that the
// organisation has fixed are shown but cannot be changed.

import { api } from "../../platform/browser.js";
import { type Pause, againOf, placeOf } from "../../model/pause.js";
import type { ChosenBody, Limits, Remembered } from "../../model/settings.js";
import type { Granted, UndoId } from "../../protocol/requests.js";
import { adoptStyles, byId, contextFor, drawNavigation, fillTexts, makeChange, showFailure } from "../common/page.js";
import { ask } from "../../protocol/client.js";
import { sellerCentralOrigins } from "../../model/seller-central.js";
import type { Language } from "../../model/language.js";
import { LANGUAGES } from "../../i18n/texts.js";
import { printable } from "../../ui/characters.js";
import { el } from "../../ui/dom.js";
import { type UiContext, homeChosen, homeSelect } from "../../ui/index.js";
import { ERROR_PAGES } from "../../model/error-pages.js";
import { pauseEnd } from "../common/pauses.js";
import { UndoLine } from "../common/undo.js";
import { drawAbout } from "./about.js";
import type { Changes } from "./changes.js";
import { drawFile, listen } from "./file.js";
import { drawImported, drawOrganisation } from "./organisation.js";
import { RESUME, nameRow, siteOf } from "./rows.js";
import { watchAgain } from "./sites.js";

adoptStyles();

const language = byId("language", HTMLSelectElement);
const buyers = byId("buyers", HTMLInputElement);
const errors = byId("errors", HTMLInputElement);
const journal = byId("journal", HTMLInputElement);
const subjects = byId("subjects", HTMLInputElement);
const shown = [...document.querySelectorAll<HTMLInputElement>("input[name=shown]")];

const undoLine = new UndoLine();
const changes: Changes = { change, reversible, watched };

let ctx: UiContext;

language.addEventListener("change", () => {
  change(ask({ kind: "set-language", language: language.value as Language }));
});
for (const choice of shown) {
  choice.addEventListener("change", () => {
    change(ask({ kind: "set-notifications", notifications: choice.value === "danger" ? "danger" : "caution" }));
  });
}
journal.addEventListener("change", () => {
  change(ask({ kind: "set-journal", on: journal.checked }));
});
subjects.addEventListener("change", () => {
  change(ask({ kind: "set-journal", subjects: subjects.checked }));
});
listen();
// The browser shows a permission dialog only in answer to a click, and only if the page did not wait for anything in between.
buyers.addEventListener("click", () => {
  const on = buyers.checked;
  const origins = sellerCentralOrigins(ctx.surroundings.notificationPages);
  const asked = on ? api.permissions.request({ origins }) : Promise.resolve(true);
  change(asked.then((allowed) => (allowed ? ask({ kind: "set-buyer-messages", on }) : undefined)));
});
errors.addEventListener("click", () => {
  change(errors.checked ? api.permissions.request(ERROR_PAGES) : api.permissions.remove(ERROR_PAGES));
});

await draw().catch(() => showFailure(byId("failed", HTMLElement)));

/** Waits for a change, then shows the settings in force. */
function change(changed: Promise<unknown>): void {
  const before = document.activeElement;
  const around = before?.closest("main > *");
  void makeChange(ctx, changed, draw).then(() => {
    // The focused element was replaced or removed. The focus moves to the nearest one, so that keyboard users keep their place.
    if (document.activeElement !== document.body || before === document.body) return;
    const again = before instanceof HTMLSelectElement ? around?.querySelector<HTMLElement>("#home select") : null;
    (again ?? around?.querySelector<HTMLElement>("h2"))?.focus();
  });
}

/** The same for a change that the background can take back. */
function reversible(asked: Promise<UndoId>, text: string): void {
  change(
    asked.then((id) => {
      if (id !== null) undoLine.offer(ctx, { text, undo: () => ask({ kind: "undo", id }), draw });
    }),
  );
}

/** Offers to take a change of this site back. */
function offerUndo(
  key: "undo_unwatched" | "undo_resumed" | "undo_watched",
  name: string,
  undo: () => Promise<unknown>,
): void {
  undoLine.offer(ctx, { text: ctx.texts.text(key, { text: printable(name) }), undo, draw });
}

function watched(patterns: readonly string[]): void {
  const undo = (): Promise<unknown> => Promise.all(patterns.map((pattern) => ask({ kind: "unwatch", pattern })));
  offerUndo("undo_watched", patterns.map(siteOf).join(", "), undo);
}

async function draw(): Promise<void> {
  ctx = await contextFor("options");
  const { texts, surroundings } = ctx;
  const { settings, limits } = surroundings;
  const [found, granted, pauses] = await Promise.all([
    ask({ kind: "organisation" }),
    ask({ kind: "granted" }),
    ask({ kind: "pauses" }),
  ]);
  fillTexts(ctx, texts.text("options_title"));
  byId("navigation", HTMLElement).replaceChildren(drawNavigation(ctx, "options"));
  language.replaceChildren(
    ...LANGUAGES.map(([value, name]) => el("option", { value, lang: value.replace("_", "-") }, name)),
  );
  language.value = texts.language;
  for (const choice of shown) choice.checked = choice.value === settings.notifications;
  journal.checked = settings.journal;
  subjects.checked = settings.journalSubjects;
  drawHome();
  drawLocks(limits, found.newer);
  drawRemembered(settings.remembered);
  drawGranted(granted);
  drawBodies(settings.bodies ?? []);
  drawPauses(pauses);
  drawOrganisation(ctx, found, changes);
  drawImported(ctx, found.imported, changes);
  drawFile(ctx, changes, found.newer);
  drawAbout(ctx);
  errors.checked = await api.permissions.contains(ERROR_PAGES);
  document.body.classList.add("ready");
}

function drawHome(): void {
  const select = homeSelect(ctx, { class: "select" }, ctx.texts.text("popup_home_unset"));
  // A chosen marketplace can be changed, but not cleared.
  if (select.value !== "") select.options[0]?.remove();
  select.addEventListener("change", () => {
    const home = homeChosen(select);
    if (home !== undefined) change(ask({ kind: "set-home", home }));
  });
  byId("home", HTMLElement).replaceChildren(select);
}

/** Marks each setting that the organisation has fixed, and disables its control. */
function drawLocks({ locked, remember, pause }: Limits, newer: boolean): void {
  byId("newer", HTMLElement).hidden = !newer;
  byId("no-more", HTMLElement).hidden = remember;
  byId("no-pauses", HTMLElement).hidden = pause;
  for (const note of document.querySelectorAll<HTMLElement>("[data-lock]")) {
    note.hidden = !locked.some((setting) => setting === note.dataset.lock);
  }
  const isLocked = (setting: Limits["locked"][number]): boolean => newer || locked.includes(setting);
  language.disabled = isLocked("language");
  for (const select of byId("home", HTMLElement).querySelectorAll("select")) select.disabled = isLocked("marketplace");
  for (const choice of shown) choice.disabled = isLocked("notifications");
  journal.disabled = isLocked("journal");
  // Without a journal there are no subjects to record.
  subjects.disabled = isLocked("journalSubjects") || !journal.checked;
}

function drawRemembered(remembered: readonly Remembered[]): void {
  const isGateway = ({ what }: Remembered): boolean => what === "gateway";
  const muted = remembered.filter((name) => !isGateway(name));
  byId("remembered", HTMLElement).replaceChildren(list(rowsOf(muted), "options_remembered_none"));
  byId("gateways", HTMLElement).replaceChildren(list(rowsOf(remembered.filter(isGateway)), "options_gateways_none"));
}

/** One row for each name, the latest first, with a button that takes it back. */
function rowsOf(names: readonly Remembered[]): HTMLElement[] {
  return names.toReversed().map(({ what, value, since }) => {
    const date = dateOf(since);
    const note = date && el("span", { class: "note" }, ctx.texts.text("options_since", { date }));
    return nameRow(ctx, value, note, () => {
      reversible(ask({ kind: "forget", what, value }), ctx.texts.text("undo_removed", { text: printable(value) }));
    });
  });
}

function drawGranted({ sites, buyerMessages }: Granted): void {
  const rows = sites.map((pattern) =>
    nameRow(ctx, siteOf(pattern), null, () => {
      change(
        ask({ kind: "unwatch", pattern }).then(() =>
          offerUndo("undo_unwatched", siteOf(pattern), () => watchAgain(pattern)),
        ),
      );
    }),
  );
  byId("sites", HTMLElement).replaceChildren(list(rows, "options_sites_none"));
  buyers.checked = buyerMessages;
}

/** One row for each site on which the user pointed at a mail, with a button that takes the choice back. */
function drawBodies(bodies: readonly ChosenBody[]): void {
  const rows = bodies.map(({ origin, since }) => {
    const name = siteOf(`${origin}/*`);
    const date = dateOf(since);
    const note = date && el("span", { class: "note" }, ctx.texts.text("options_since", { date }));
    return nameRow(ctx, name, note, () => {
      reversible(ask({ kind: "forget-body", origin }), ctx.texts.text("undo_removed", { text: printable(name) }));
    });
  });
  byId("bodies", HTMLElement).replaceChildren(list(rows, "options_bodies_none"));
}

/** One row for each pause, with its end and a button that ends it now. */
function drawPauses(pauses: readonly Pause[]): void {
  const rows = pauses.map((pause) => {
    const { origin } = pause;
    const name = siteOf(`${origin}/*`);
    const note = el("span", { class: "note" }, pauseEnd(ctx, pause));
    const resume = (): void => {
      const resumed = ask({ kind: "resume", ...placeOf(pause) });
      change(resumed.then(() => offerUndo("undo_resumed", name, () => ask({ kind: "pause", ...againOf(pause) }))));
    };
    return nameRow(ctx, name, note, resume, RESUME);
  });
  byId("pauses", HTMLElement).replaceChildren(list(rows, "options_pauses_none"));
}

function list(
  rows: readonly HTMLElement[],
  none:
    | "options_bodies_none"
    | "options_gateways_none"
    | "options_pauses_none"
    | "options_remembered_none"
    | "options_sites_none",
): HTMLElement {
  return rows.length > 0 ? el("ul", {}, ...rows) : el("p", { class: "note" }, ctx.texts.text(none));
}

/** A date in the user's language; empty if the text is not a date. */
function dateOf(since: string): string | null {
  const date = new Date(since);
  return Number.isNaN(date.getTime())
    ? null
    : new Intl.DateTimeFormat(ctx.texts.tag, { dateStyle: "medium" }).format(date);
}
