// The first page: the purpose of the extension, the few set-up steps, and a sample mail to try. Each step shows whether it is done.
// Steps done elsewhere, and changed shortcuts, are noticed when the page becomes visible again.

import { api } from "../../platform/browser.js";
import { copy } from "../../platform/clipboard.js";
import { adoptStyles, byId, contextFor, drawNavigation, fillTexts, makeChange, showFailure } from "../common/page.js";
import { type Command, keyword, shortcutsInForce } from "../common/shortcuts.js";
import { drawErrorPageOffer } from "../common/error-page-offer.js";
import { ask } from "../../protocol/client.js";
import type { Language } from "../../model/language.js";
import { LANGUAGES } from "../../i18n/texts.js";
import { bareButton, button, copyButton } from "../../ui/buttons.js";
import { el } from "../../ui/dom.js";
import { drawIcon, isIcon } from "../../ui/icons.js";
import { type UiContext, homeChosen, homeSelect } from "../../ui/index.js";
import { drawLiveSample } from "./live-sample.js";
import { webmailsAmong } from "./webmails.js";

/** The browsers with different instructions. Other browsers built on Chromium get Chrome's. */
type BrowserAtHand = "chrome" | "edge" | "firefox";

const { userAgent } = navigator;
const AT_HAND: BrowserAtHand = userAgent.includes("Firefox/")
  ? "firefox"
  : userAgent.includes("Edg/")
    ? "edge"
    : "chrome";

/** Where the browser shows the network requests of an extension. */
const PLACES: Readonly<Record<BrowserAtHand, string>> = {
  chrome: "chrome://extensions",
  edge: "edge://extensions",
  firefox: "about:debugging#/runtime/this-firefox",
};

adoptStyles();

const language = byId("language", HTMLSelectElement);

let ctx: UiContext;
/**
 * The permissions that the browser has not granted yet. They must be known before a click, because the click asks for them at once.
 */
let missing: string[] = [];

language.addEventListener("change", () => {
  change(ask({ kind: "set-language", language: language.value as Language }));
});
// Pinning, the shortcuts and perhaps other steps change outside the page.
for (const type of ["focus", "visibilitychange"])
  window.addEventListener(type, () => void Promise.all([drawSteps(), drawKeys()]).catch(() => undefined));

await draw().then(showOffer, () => showFailure(byId("failed", HTMLElement)));

/** Waits for a change, then shows the settings in force, and moves the focus to `after`. */
function change(changed: Promise<unknown>, after: () => void = () => undefined): void {
  void makeChange(ctx, changed, draw).then(after);
}

async function draw(): Promise<void> {
  ctx = await contextFor("welcome");
  const { texts } = ctx;
  fillTexts(ctx, texts.text("welcome_title"));
  byId("navigation", HTMLElement).replaceChildren(drawNavigation(ctx, "welcome"));
  language.replaceChildren(
    ...LANGUAGES.map(([value, name]) => el("option", { value, lang: value.replace("_", "-") }, name)),
  );
  language.value = texts.language;
  byId("check", HTMLElement).replaceChildren(...drawCheck());
  byId("pin-steps", HTMLElement).replaceChildren(...drawPinning());
  byId("keys-change", HTMLElement).replaceChildren(drawChangeKeys());
  drawHome();
  await Promise.all([drawSample(), drawSteps(), drawKeys(), drawOffer()]);
  document.body.classList.add("ready");
}

/** The sample mail, and below it the outcome of a press on its button. */
async function drawSample(): Promise<void> {
  const tried = byId("tried", HTMLElement);
  tried.textContent = "";
  const sample = await drawLiveSample(ctx, (decision) => {
    tried.textContent = ctx.texts.text(decision === "open" ? "welcome_try_opened" : "welcome_try_stayed");
  });
  byId("sample", HTMLElement).replaceChildren(sample);
}

/** The shortcuts as the browser has them set, and the keyword of the address bar. */
async function drawKeys(): Promise<void> {
  const { texts } = ctx;
  const shortcuts = await shortcutsInForce();
  const row = (key: string | undefined, text: string): HTMLElement =>
    el(
      "li",
      {},
      key ? el("kbd", {}, key) : el("span", { class: "note" }, texts.text("welcome_keys_none")),
      el("span", {}, text),
    );
  const of = (command: Command): string | undefined => shortcuts.get(command);
  const word = keyword();
  byId("keys", HTMLElement).replaceChildren(
    row(of("_execute_action"), texts.text("welcome_keys_popup")),
    row(of("check-selection"), texts.text("welcome_keys_selection")),
    ...(word ? [row(word, texts.text("welcome_keys_bar"))] : []),
  );
}

/** Opens the browser's own page for the shortcuts of extensions. Firefox has a call for it, Chromium an address. */
function drawChangeKeys(): HTMLElement {
  const { commands } = api as { commands?: { openShortcutSettings?: () => Promise<void> } };
  return button("quiet", ctx.texts.text("welcome_keys_change"), () => {
    if (commands?.openShortcutSettings) void commands.openShortcutSettings();
    else void api.tabs.create({ url: `${PLACES[AT_HAND]}/shortcuts` });
  });
}

/** How the user can check that nothing is sent. Links to the browser's own pages do not open, so their addresses are copied. */
function drawCheck(): HTMLElement[] {
  const place = PLACES[AT_HAND];
  const steps =
    AT_HAND === "firefox"
      ? ["welcome_check_firefox_inspect"]
      : ["welcome_check_chrome_details", "welcome_check_chrome_inspect"];
  const address = el("b", { class: "mono", dir: "ltr" }, place);
  const copying = copyButton(ctx, ctx.texts.text("welcome_copy"), place, copy);
  return [
    el(
      "li",
      {},
      ctx.texts.text("welcome_check_open"),
      ctx.texts.text("colon"),
      address,
      " ",
      el("span", { class: "box" }, copying),
    ),
    ...[...steps, "welcome_check_network"].map((key) => el("li", {}, ctx.texts.text(key))),
  ];
}

function drawPinning(): HTMLElement[] {
  return ["welcome_pin_open", `welcome_pin_${AT_HAND}`].map((key) => el("li", {}, ctx.texts.text(key)));
}

function drawHome(): void {
  const select = homeSelect(ctx, { class: "select", id: "home-select" }, ctx.texts.text("popup_home_unset"));
  // A chosen marketplace can be changed, but not cleared.
  if (select.value !== "") select.options[0]?.remove();
  select.addEventListener("change", () => {
    const home = homeChosen(select);
    // The list is drawn again, so the focus returns to the chosen item for keyboard users.
    if (home !== undefined)
      change(ask({ kind: "set-home", home }), () => byId("home-select", HTMLSelectElement).focus());
  });
  byId("home-choice", HTMLElement).replaceChildren(select);
}

/** A notice in the webmail leads to the offer. The browser cannot scroll to it by itself, because it was drawn later. */
function showOffer(): void {
  if (location.hash !== "#error-page-offer") return;
  const offer = byId("error-page-offer", HTMLElement);
  offer.scrollIntoView({ block: "center" });
  offer.querySelector<HTMLElement>("button:not([hidden])")?.focus({ preventScroll: true });
}

async function drawOffer(): Promise<void> {
  byId("error-page-offer", HTMLElement).replaceChildren(await drawErrorPageOffer(ctx));
}

async function drawSteps(): Promise<void> {
  tick("pin", await isPinned());
  tick("home", ctx.surroundings.settings.home !== undefined);
  await drawWebmails();
}

/** Shows that a step is done; null if the browser does not tell. */
function tick(step: string, done: boolean | null): void {
  const element = byId(step, HTMLElement);
  element.classList.toggle("done", done === true);
  const sign = element.querySelector<HTMLElement>(".sign");
  const name = sign?.dataset.icon ?? "";
  if (sign && isIcon(name)) sign.replaceChildren(drawIcon(done === true ? "check" : name));
  const state = element.querySelector(".state");
  const text = done === true ? ctx.texts.text("welcome_done") : "";
  if (state && state.textContent !== text) state.textContent = text;
}

async function isPinned(): Promise<boolean | null> {
  const settings = await api.action?.getUserSettings?.().catch(() => null);
  return settings?.isOnToolbar ?? null;
}

async function drawWebmails(): Promise<void> {
  const listed = webmailsAmong((api.runtime.getManifest().host_permissions ?? []) as string[]);
  const states = await Promise.all(
    listed.map(async ({ name, origins }) => ({
      name,
      origins,
      allowed: await api.permissions.contains({ origins: [...origins] }),
    })),
  );
  const before = missing.length;
  missing = states.filter(({ allowed }) => !allowed).flatMap(({ origins }) => origins);
  tick("webmails", missing.length === 0);
  const box = byId("webmail-list", HTMLElement);
  // Unchanged steps are not drawn again under the pointer.
  if (before === missing.length && box.lang === ctx.texts.tag) return;
  box.lang = ctx.texts.tag;
  const named = (wanted: boolean): HTMLElement[] =>
    states
      .filter(({ allowed }) => allowed === wanted)
      .map(({ name }) =>
        el("li", wanted ? {} : { class: "missing" }, typeof name === "string" ? name : ctx.texts.text(name.key)),
      );
  const lists = [
    { note: ctx.texts.text("welcome_webmails_allowed"), rows: named(true) },
    { note: ctx.texts.text("welcome_webmails_missing"), rows: named(false) },
  ];
  box.replaceChildren(
    ...lists
      .filter(({ rows }) => rows.length > 0)
      .flatMap(({ note, rows }) => [el("p", {}, note), el("ul", { class: "webmails" }, ...rows)]),
    ...(missing.length > 0 ? [drawGrant()] : []),
  );
}

function drawGrant(): HTMLElement {
  const grant = bareButton("main", ctx.texts.text("welcome_webmails_allow"));
  grant.addEventListener("click", () => {
    // The browser shows a permission dialog only in answer to a click, and only if the page did not wait for anything in
    // between. The button may be gone afterwards, so the focus moves to the step's heading.
    change(api.permissions.request({ origins: missing }), () => byId("webmails-title", HTMLElement).focus());
  });
  return el(
    "div",
    {},
    el("p", { class: "box" }, grant),
    el("p", { class: "note" }, ctx.texts.text("welcome_webmails_ask")),
  );
}
