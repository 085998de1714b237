// The guide for the minutes after a click: what happened, the steps in their order, the report to Amazon (`clicked.html#report`
// begins there, and where it was found to be reported, with what was found). Nothing is kept, and nothing is opened but by the user's own press.

import { api } from "../../platform/browser.js";
import { copy } from "../../platform/clipboard.js";
import type { Home } from "../../protocol/requests.js";
import { adoptStyles, byId, contextFor, drawNavigation, fillTexts, handedTo, makeChange } from "../common/page.js";
import type { Evidence } from "../../model/report-text.js";
import { ask } from "../../protocol/client.js";
import { drawSheets } from "../common/sheet.js";
import { button, copyButton } from "../../ui/buttons.js";
import { type Child, el } from "../../ui/dom.js";
import { type UiContext, homeChosen, homeSelect } from "../../ui/index.js";
import { addressOf, isInSellerCentral } from "./places.js";
import { drawReport, startReport } from "./report-form.js";
import { HAPPENED, type Happened, stepsFor } from "./steps.js";

const NAME = "clicked";

let ctx: UiContext;
/** What the user said and did here. */
const happened = new Set<Happened>();
const done = new Set<string>();

const report = handedTo("report");

adoptStyles();
try {
  ctx = await contextFor(NAME);
  fillTexts(ctx, ctx.texts.text("clicked_title"));
  byId("navigation", HTMLElement).replaceChildren(drawSheets(ctx, NAME), drawNavigation(ctx, NAME));
  drawQuestion();
  drawHome();
  drawSteps();
  startReport(ctx, report === null || report === "" ? null : await take(report));
} catch {
  // Without the background there are no texts of ours; the browser has them too, in its own language.
  byId("failed", HTMLElement).textContent = api.i18n.getMessage("options_failed");
} finally {
  document.body.classList.add("ready");
}
// Only now is there anything to scroll to.
if (report !== null) {
  byId("report", HTMLElement).scrollIntoView();
  byId("report-title", HTMLElement).focus({ preventScroll: true });
}

/** What was found. It is given once, so the address no longer promises it. */
async function take(id: string): Promise<Evidence | null> {
  history.replaceState(null, "", "#report");
  return ask({ kind: "take-evidence", id });
}

function drawQuestion(): void {
  const boxes = HAPPENED.map((one) => {
    const box = el("input", { type: "checkbox", autocomplete: "off", value: one });
    box.addEventListener("change", () => {
      if (box.checked) happened.add(one);
      else happened.delete(one);
      drawSteps();
    });
    return el("label", { class: "tick" }, box, el("span", {}, ctx.texts.text(`clicked_did_${one}`)));
  });
  byId("happened", HTMLElement).replaceChildren(...boxes);
}

/** Asked only where it is not known: opening Seller Central in the wrong profile can cost a seller his account. */
function drawHome(): void {
  if (ctx.surroundings.settings.home !== undefined) return;
  const select = homeSelect(ctx, { class: "select" }, ctx.texts.text("home_choose"));
  select.addEventListener("change", () => {
    const home = homeChosen(select);
    if (home === undefined) return;
    void makeChange(ctx, ask({ kind: "set-home", home }), () => Promise.resolve()).then((made) => {
      // What was not kept is asked again.
      if (made) knowHome(home);
      else select.value = "";
    });
  });
  const label = el("label", { class: "place" }, ctx.texts.text("home_question"), select);
  byId("home", HTMLElement).replaceChildren(label, el("p", { class: "note" }, ctx.texts.text("clicked_home_note")));
}

/** Draws what depends on where Seller Central is opened. The question stays: who chose the wrong one chooses again. */
function knowHome(home: Home): void {
  const { surroundings } = ctx;
  ctx = { ...ctx, surroundings: { ...surroundings, settings: { ...surroundings.settings, home } } };
  drawSteps();
  drawReport(ctx);
}

function drawSteps(): void {
  const { first, then } = stepsFor(happened);
  const said = first.length > 0;
  byId("matter", HTMLElement).textContent = said ? ctx.texts.counted("clicked_matter", first.length) : "";
  byId("steps", HTMLElement).replaceChildren(
    ...(said ? drawList(ctx.texts.text("clicked_first"), first, "first") : []),
    ...drawList(ctx.texts.text(said ? "clicked_then" : "clicked_steps"), then, "then"),
  );
}

function drawList(title: string, steps: readonly string[], look: string): HTMLElement[] {
  return [el("h2", {}, title), el("ol", { class: look }, ...steps.map(drawStep))];
}

function drawStep(step: string): HTMLElement {
  const box = el("input", { type: "checkbox", autocomplete: "off" });
  box.checked = done.has(step);
  box.addEventListener("change", () => {
    if (box.checked) done.add(step);
    else done.delete(step);
  });
  return el(
    "li",
    { class: "step" },
    el("label", { class: "tick" }, box, el("span", {}, ctx.texts.text(`clicked_step_${step}`))),
    el("p", {}, ctx.texts.text(`clicked_why_${step}`)),
    isInSellerCentral(step) ? el("div", { class: "place" }, ...drawPlace(step)) : null,
  );
}

/** Where the step is done: the menu's path, and what opens it or copies it. */
function drawPlace(step: string): Child[] {
  const path = ctx.texts.text("clicked_path", { path: ctx.texts.text(`clicked_path_${step}`) });
  const url = addressOf(ctx, step);
  const way = url === null ? copyButton(ctx, ctx.texts.text("clicked_copy_path"), path, copy) : opener(url);
  return [el("span", { class: "note" }, path), way];
}

function opener(url: string): HTMLElement {
  const press = button("plain", ctx.texts.text("clicked_open"), () => void ask({ kind: "open", url, how: "tab" }));
  press.title = url;
  return press;
}
