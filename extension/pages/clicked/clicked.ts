// The guide for the minutes after a click: the incidents, the steps in their order, and the report to Amazon. `clicked.html#report`
// starts at the report, with facts if a page handed some over. The page stores nothing and opens nothing without a click of the
// user.

import { copy } from "../../platform/clipboard.js";
import type { Home } from "../../model/settings.js";
import {
  adoptStyles,
  byId,
  contextFor,
  drawNavigation,
  fillTexts,
  handedTo,
  makeChange,
  showFailure,
} from "../common/page.js";
import type { ReportFacts } from "../../model/report-facts.js";
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
/** The user's answers and ticks. */
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
  showFailure(byId("failed", HTMLElement));
} finally {
  document.body.classList.add("ready");
}
// Before this, the page has nothing to scroll to.
if (report !== null) {
  byId("report", HTMLElement).scrollIntoView();
  byId("report-title", HTMLElement).focus({ preventScroll: true });
}

/** Takes the facts. They are given once, so the id is removed from the address. */
async function take(id: string): Promise<ReportFacts | null> {
  history.replaceState(null, "", "#report");
  return ask({ kind: "take-report-facts", id });
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

/**
 * Asks where Seller Central is opened, if that is unknown: opening it in the wrong browser profile can cost a seller the account.
 */
function drawHome(): void {
  if (ctx.surroundings.settings.home !== undefined) return;
  const select = homeSelect(ctx, { class: "select" }, ctx.texts.text("home_choose"));
  select.addEventListener("change", () => {
    const home = homeChosen(select);
    if (home === undefined) return;
    void makeChange(ctx, ask({ kind: "set-home", home }), () => Promise.resolve()).then((made) => {
      // If the answer was not stored, the question is asked again.
      if (made) knowHome(home);
      else select.value = "";
    });
  });
  const label = el("label", { class: "place" }, ctx.texts.text("home_question"), select);
  byId("home", HTMLElement).replaceChildren(label, el("p", { class: "note" }, ctx.texts.text("clicked_home_note")));
}

/** Draws everything that depends on where Seller Central is opened. The question stays, so that the user can correct the answer. */
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

/** The place of a step: the menu path, and a button that opens or copies it. */
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
