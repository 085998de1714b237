// The settings: language and marketplace, what is not warned about any more, and what the user allowed or may allow.

import { api } from "../shared/browser.js";
import type { Granted, Remembered } from "../shared/messages.js";
import { adoptStyles, byId, contextFor, drawNavigation, fillTexts } from "../shared/page.js";
import { ask } from "../shared/request.js";
import { sellerCentralOrigins } from "../shared/sellercentral.js";
import { LANGUAGES, type Language } from "../shared/texts.js";
import { button } from "../shared/ui/buttons.js";
import { printable } from "../shared/ui/characters.js";
import { type Child, el } from "../shared/ui/dom.js";
import { type UiContext, homeChosen, homeSelect } from "../shared/ui/index.js";

/** What shows our explanation in place of an error page; without it the explanation stands in the webmail alone. */
const ERROR_PAGES: chrome.permissions.Permissions = { permissions: ["webNavigation"] };

adoptStyles();

const language = byId("language", HTMLSelectElement);
const failed = byId("failed", HTMLElement);
const buyers = byId("buyers", HTMLInputElement);
const errors = byId("errors", HTMLInputElement);

let ctx: UiContext;

language.addEventListener("change", () => {
  change(ask({ kind: "set-language", language: language.value as Language }));
});
// The browser asks for a permission only in answer to a click, and only if nothing was waited for before.
buyers.addEventListener("click", () => {
  const on = buyers.checked;
  const origins = sellerCentralOrigins(ctx.surroundings.notificationPages);
  const asked = on ? api.permissions.request({ origins }) : Promise.resolve(true);
  change(asked.then((allowed) => (allowed ? ask({ kind: "set-buyer-messages", on }) : undefined)));
});
errors.addEventListener("click", () => {
  change(errors.checked ? api.permissions.request(ERROR_PAGES) : api.permissions.remove(ERROR_PAGES));
});

try {
  await draw();
} catch {
  // Without the background there are no texts of ours; the browser has them too, in its own language.
  failed.textContent = api.i18n.getMessage("options_failed");
  document.body.classList.add("ready");
}

/** Waits for a change, says so where it failed, and shows what holds now. */
function change(changed: Promise<unknown>): void {
  failed.textContent = "";
  void changed
    .catch(() => {
      failed.textContent = ctx.texts.text("options_failed");
    })
    .then(draw)
    .catch(() => undefined);
}

async function draw(): Promise<void> {
  ctx = await contextFor("options");
  const { texts, surroundings } = ctx;
  fillTexts(ctx, texts.text("options_title"));
  byId("navigation", HTMLElement).replaceChildren(drawNavigation(ctx, "options"));
  language.replaceChildren(...LANGUAGES.map(([value, name]) => el("option", { value, lang: value.replace("_", "-") }, name)));
  language.value = texts.language;
  drawHome();
  drawRemembered(surroundings.settings.remembered);
  drawGranted(await ask({ kind: "granted" }));
  errors.checked = await api.permissions.contains(ERROR_PAGES);
  document.body.classList.add("ready");
}

function drawHome(): void {
  const select = homeSelect(ctx, { class: "select" }, ctx.texts.text("popup_home_unset"));
  // Once chosen, it can be changed but not unchosen.
  if (select.value !== "") select.options[0]?.remove();
  select.addEventListener("change", () => {
    const home = homeChosen(select);
    if (home !== undefined) change(ask({ kind: "set-home", home }));
  });
  byId("home", HTMLElement).replaceChildren(select);
}

function drawRemembered(remembered: readonly Remembered[]): void {
  const rows = remembered.toReversed().map(({ what, value, since }) => {
    const date = dateOf(since);
    const note = date && el("span", { class: "note" }, ctx.texts.text("options_since", { date }));
    return row(value, note, () => ask({ kind: "forget", what, value }));
  });
  byId("remembered", HTMLElement).replaceChildren(list(rows, "options_remembered_none"));
}

function drawGranted({ sites, buyerMessages }: Granted): void {
  const rows = sites.map((pattern) => row(siteOf(pattern), null, () => ask({ kind: "unwatch", pattern })));
  byId("sites", HTMLElement).replaceChildren(list(rows, "options_sites_none"));
  buyers.checked = buyerMessages;
}

/** A name with a button that takes it off its list. */
function row(name: string, note: Child, remove: () => Promise<unknown>): HTMLElement {
  const press = button("quiet", ctx.texts.text("options_remove"), () => {
    change(remove());
  });
  press.setAttribute("aria-label", ctx.texts.text("options_remove_this", { text: printable(name) }));
  return el("li", {}, el("bdi", { class: "named mono", dir: "ltr" }, printable(name)), note, press);
}

function list(rows: readonly HTMLElement[], none: "options_remembered_none" | "options_sites_none"): HTMLElement {
  return rows.length > 0 ? el("ul", {}, ...rows) : el("p", { class: "note" }, ctx.texts.text(none));
}

/** A day in the user's language; nothing where it is none. */
function dateOf(since: string): string | null {
  const date = new Date(since);
  return Number.isNaN(date.getTime()) ? null : new Intl.DateTimeFormat(ctx.texts.tag, { dateStyle: "medium" }).format(date);
}

/** A site as people write it. */
function siteOf(pattern: string): string {
  return pattern.replace(/\/\*$/, "").replace(/^https:\/\//, "");
}
