// The first page: what Touchstone does and never does, and the few steps after which it is set up. Each step shows whether it is
// done; what was done elsewhere meanwhile is seen when the page is looked at again.

import { api } from "../../platform/browser.js";
import { copy } from "../../platform/clipboard.js";
import { messageOf } from "../../model/sample-mail.js";
import { adoptStyles, byId, contextFor, drawNavigation, fillTexts, makeChange } from "../common/page.js";
import { ask } from "../../protocol/client.js";
import { LANGUAGES, type Language } from "../../i18n/texts.js";
import { bareButton, copyButton } from "../../ui/buttons.js";
import { el } from "../../ui/dom.js";
import { type UiContext, createBanner, createChip, createMark, homeChosen, homeSelect } from "../../ui/index.js";
import { drawLetter } from "../../ui/sample-mail.js";
import { sampleLetter } from "./sample.js";
import { webmailsAmong } from "./webmails.js";

/** The browsers that are not used alike. Others built on Chromium show what Chrome does. */
type BrowserAtHand = "chrome" | "edge" | "firefox";

const { userAgent } = navigator;
const AT_HAND: BrowserAtHand = userAgent.includes("Firefox/")
  ? "firefox"
  : userAgent.includes("Edg/")
    ? "edge"
    : "chrome";

/** Where the browser shows what an extension does. */
const PLACES: Readonly<Record<BrowserAtHand, string>> = {
  chrome: "chrome://extensions",
  edge: "edge://extensions",
  firefox: "about:debugging#/runtime/this-firefox",
};

adoptStyles();

const language = byId("language", HTMLSelectElement);

let ctx: UiContext;
/** What the browser has still to allow; a click asks for it at once, so it must be known before. */
let missing: string[] = [];

language.addEventListener("change", () => {
  change(ask({ kind: "set-language", language: language.value as Language }));
});
// Pinning happens outside the page, and so may the rest.
for (const type of ["focus", "visibilitychange"])
  window.addEventListener(type, () => void drawSteps().catch(() => undefined));

try {
  await draw();
} catch {
  // Without the background there are no texts of ours; the browser has them too, in its own language.
  byId("failed", HTMLElement).textContent = api.i18n.getMessage("options_failed");
  document.body.classList.add("ready");
}

/** Waits for a change, and shows what holds now; `after` that comes what is given. */
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
  drawHome();
  await Promise.all([drawPicture(), drawSteps()]);
  document.body.classList.add("ready");
}

/** A mail with what Touchstone would draw on it: judged by the module, like a real one. */
async function drawPicture(): Promise<void> {
  const { texts, surroundings } = ctx;
  const letter = sampleLetter(texts);
  const verdict = await ask({ kind: "judge-message", message: messageOf(letter) });
  // The question where Seller Central is opened is asked below; in a picture nobody can answer it.
  const settings = { ...surroundings.settings, home: surroundings.settings.home ?? ("elsewhere" as const) };
  const shown = { texts, surroundings: { ...surroundings, settings } };
  const nothing = (): void => undefined;
  const banner = createBanner(shown, verdict, { openNotifications: nothing, copy, setHome: () => Promise.resolve() });
  const marks = verdict.links.map((link) => createMark(shown, link));
  byId("picture", HTMLElement).replaceChildren(
    drawLetter(shown, letter, { chip: createChip(shown, verdict), banner, marks }),
  );
}

/** How to see for oneself that nothing is sent. A link to the browser's own pages opens from nowhere, so they are copied. */
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
  // Once chosen, it can be changed but not unchosen.
  if (select.value !== "") select.options[0]?.remove();
  select.addEventListener("change", () => {
    const home = homeChosen(select);
    // The list is drawn anew; who chose by keyboard goes on where he was.
    if (home !== undefined)
      change(ask({ kind: "set-home", home }), () => byId("home-select", HTMLSelectElement).focus());
  });
  byId("home-choice", HTMLElement).replaceChildren(select);
}

async function drawSteps(): Promise<void> {
  tick("pin", await isPinned());
  tick("home", ctx.surroundings.settings.home !== undefined);
  await drawWebmails();
}

/** Says of a step that it is done; null where the browser does not tell. */
function tick(step: string, done: boolean | null): void {
  const element = byId(step, HTMLElement);
  element.classList.toggle("done", done === true);
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
  // What did not change is not drawn anew under somebody's pointer.
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
    // The browser asks only in answer to a click, and only if nothing was waited for before.
    // The button may be gone then; who pressed it goes on at the step's name.
    change(api.permissions.request({ origins: missing }), () => byId("webmails-title", HTMLElement).focus());
  });
  return el(
    "div",
    {},
    el("p", { class: "box" }, grant),
    el("p", { class: "note" }, ctx.texts.text("welcome_webmails_ask")),
  );
}
