// The guide for the minutes after a click: the incidents, the steps in their order, and the report to Amazon. `clicked.html#report`
// shows the prepared report alone, with facts if a page handed some over. The page keeps the ticks until the user clears them, and opens
// nothing without a click of the user.

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
import { UndoLine } from "../common/undo.js";
import { button, copyButton } from "../../ui/buttons.js";
import { type Child, el } from "../../ui/dom.js";
import { drawIcon } from "../../ui/icons.js";
import { type UiContext, homeChosen, homeSelect } from "../../ui/index.js";
import { addressOf, isInSellerCentral, withHome } from "./places.js";
import { drawReport, startReport } from "./report-form.js";
import { HAPPENED, type Happened, isDoneElsewhere, isReadAlong, stepsFor } from "./steps.js";
import { type Ticks, onTicksChanged, storeTicks, storedTicks } from "./ticks.js";

const NAME = "clicked";

let ctx: UiContext;
/** The user's answers and ticks. */
const happened = new Set<Happened>();
const done = new Set<string>();
/** Whether the ticks outlive the page. */
let kept = true;

const report = handedTo("report");
const undoLine = new UndoLine();

adoptStyles();
try {
  ctx = await contextFor(NAME);
  fillTexts(ctx, ctx.texts.text("clicked_title"));
  byId("navigation", HTMLElement).replaceChildren(drawSheets(ctx, NAME), drawNavigation(ctx, NAME));
  take(await storedTicks().catch(() => ({ happened: [], done: [] })));
  drawHome();
  startReport(report === null || report === "" ? null : await takeFacts(report));
  drawAll();
  onTicksChanged((changed) => {
    if (isSame(changed)) return;
    take(changed);
    drawAll();
  });
} catch {
  showFailure(byId("failed", HTMLElement));
} finally {
  document.body.classList.add("ready");
}
if (report !== null) showReportAlone();

/** Shows the prepared report without the guide: the text and its ways first, then its receivers, then the fields to change it. */
function showReportAlone(): void {
  document.body.classList.add("report-alone");
  document.title = ctx.texts.text("clicked_report");
  byId("report-note", HTMLElement).after(byId("prepared", HTMLElement), byId("receivers", HTMLElement));
  byId("report-title", HTMLElement).focus();
}

/** Takes the facts. They are given once, so the id is removed from the address. */
async function takeFacts(id: string): Promise<ReportFacts | null> {
  history.replaceState(null, "", "#report");
  return ask({ kind: "take-report-facts", id });
}

function take(others: Ticks): void {
  happened.clear();
  done.clear();
  add(others);
}

function add(others: Ticks): void {
  for (const one of others.happened) happened.add(one);
  for (const step of others.done) done.add(step);
}

function isSame(others: Ticks): boolean {
  return others.happened.join() === ticks().happened.join() && sameSet(others.done, done);
}

function sameSet(list: readonly string[], set: ReadonlySet<string>): boolean {
  return list.length === set.size && list.every((one) => set.has(one));
}

/** The ticks of this page. Another tab may be open, so the order of the incidents is always the same. */
function ticks(): Ticks {
  return { happened: HAPPENED.filter((one) => happened.has(one)), done: [...done] };
}

/** Stores the ticks. */
async function keep(): Promise<void> {
  kept = await storeTicks(ticks());
  drawKept();
}

function drawAll(): void {
  drawQuestion();
  drawFromAnswers();
  drawKept();
}

/** Draws everything that depends on the answers. */
function drawFromAnswers(): void {
  drawSteps();
  byId("home", HTMLElement).hidden = isReadAlong(happened);
  byId("device-report", HTMLElement).hidden = !isReadAlong(happened);
  drawReport(ctx, isReadAlong(happened));
}

function drawQuestion(): void {
  const boxes = HAPPENED.map((one) => {
    const box = el("input", { type: "checkbox", autocomplete: "off", value: one });
    box.checked = happened.has(one);
    box.addEventListener("change", () => {
      if (box.checked) happened.add(one);
      else happened.delete(one);
      void keep();
      drawFromAnswers();
    });
    return el("label", { class: "tick" }, box, el("span", {}, ctx.texts.text(`clicked_did_${one}`)));
  });
  byId("happened", HTMLElement).replaceChildren(...boxes);
}

/** Says how long the ticks stay, and clears them when the user is done. */
function drawKept(): void {
  const ticked = happened.size + done.size > 0;
  byId("kept", HTMLElement).textContent = ctx.texts.text(kept ? "clicked_kept_here" : "clicked_kept");
  const finish = button("plain", ctx.texts.text("clicked_finish"), clear);
  const shown = byId("finish", HTMLElement);
  // The button is not drawn again while the user may be on it.
  if (ticked !== shown.hasChildNodes()) shown.replaceChildren(...(ticked ? [finish] : []));
}

/** Clears the ticks, and offers to bring them back. */
function clear(): void {
  const before = ticks();
  take({ happened: [], done: [] });
  void keep();
  drawAll();
  byId("happened-title", HTMLElement).focus();
  undoLine.offer(ctx, { text: ctx.texts.text("clicked_cleared"), undo: () => tickAgain(before), draw: drawAll });
}

/** Brings cleared ticks back, beside those that the user has set since. */
function tickAgain(before: Ticks): Promise<void> {
  add(before);
  return keep();
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
  ctx = withHome(ctx, home);
  drawFromAnswers();
}

function drawSteps(): void {
  const { texts } = ctx;
  const { first, then, rest } = stepsFor(happened);
  const said = first.length > 0;
  byId("matter", HTMLElement).textContent = !said
    ? ""
    : isReadAlong(happened)
      ? texts.text("clicked_device_note")
      : texts.counted("clicked_matter", first.length);
  byId("steps", HTMLElement).replaceChildren(
    ...(said ? drawList(drawTitle("clock", "clicked_do_first"), first, "first") : []),
    ...drawList(drawTitle("list", said ? "clicked_do_next" : "clicked_steps"), then, "then"),
    ...(rest.length > 0 ? [drawRest(rest)] : []),
  );
}

function drawTitle(icon: "clock" | "list", key: string): HTMLElement {
  return el("h2", { class: "marked" }, drawIcon(icon), ctx.texts.text(key));
}

function drawList(title: HTMLElement, steps: readonly string[], look: string): HTMLElement[] {
  return steps.length > 0 ? [title, el("ol", { class: look }, ...steps.map(drawStep))] : [];
}

/** The steps that nothing calls for, folded. */
function drawRest(steps: readonly string[]): HTMLElement {
  return el(
    "details",
    { class: "rest" },
    el("summary", { class: "marked" }, drawIcon("list"), ctx.texts.counted("clicked_rest", steps.length)),
    el("ol", {}, ...steps.map(drawStep)),
  );
}

function drawStep(step: string): HTMLElement {
  const box = el("input", { type: "checkbox", autocomplete: "off", value: step });
  box.checked = done.has(step);
  box.addEventListener("change", () => {
    if (box.checked) done.add(step);
    else done.delete(step);
    void keep();
  });
  const elsewhere = isReadAlong(happened) && isDoneElsewhere(step);
  return el(
    "li",
    { class: "step" },
    el("label", { class: "tick" }, box, el("span", {}, ctx.texts.text(`clicked_step_${step}`))),
    elsewhere ? el("p", { class: "device" }, drawIcon("device"), ctx.texts.text("clicked_device")) : null,
    el("p", {}, ctx.texts.text(`clicked_why_${step}`)),
    isInSellerCentral(step) ? el("div", { class: "place" }, ...drawPlace(step, elsewhere)) : null,
  );
}

/** The place of a step: the menu path, and a button that opens or copies it. On another device the path alone helps. */
function drawPlace(step: string, elsewhere: boolean): Child[] {
  const path = ctx.texts.text("clicked_path", { path: ctx.texts.text(`clicked_path_${step}`) });
  const shown = el("span", { class: "note" }, path);
  if (elsewhere) return [shown];
  const url = addressOf(ctx, step);
  const way = url === null ? copyButton(ctx, ctx.texts.text("clicked_copy_path"), path, copy) : opener(url);
  return [shown, way];
}

function opener(url: string): HTMLElement {
  const press = button("plain", ctx.texts.text("clicked_open"), () => void ask({ kind: "open", url, how: "tab" }));
  press.title = url;
  return press;
}
