// The way around the mail: where the same notice stands if it is genuine. For who opens Seller Central in this browser a
// button, for everybody else the path to walk: opening it in the wrong profile can cost a seller his account.

import type { Home } from "../protocol/requests.js";
import type { Level } from "../model/verdict.js";
import { type Copy, button, copyButton } from "./buttons.js";
import type { UiContext } from "./context.js";
import { el, newId } from "./dom.js";
import { homeChosen, homeSelect, notificationsOf } from "./regions.js";
import { joint } from "./sentence.js";

/** What the path needs done for it. */
export interface PathActions {
  readonly openNotifications: (url: string) => void;
  readonly copy: Copy;
  /** Given where the question may be asked; rejected where the answer was not kept. */
  readonly setHome?: (home: Home) => Promise<unknown>;
}

/**
 * The way around, and where it is not known yet which one fits the user, the question, asked once. What is `beside` stands
 * at the end of its first line.
 */
export function createPath(
  ctx: UiContext,
  level: Level,
  actions: PathActions,
  beside: HTMLElement | null = null,
): HTMLElement {
  const box = el("div", { class: "path-box" });
  const fill = (home: Home | undefined): void => {
    const url = notificationsOf(ctx.surroundings, home);
    const way = url === null ? walk(ctx, actions) : open(ctx, actions, url);
    box.replaceChildren(el("div", { class: "path-line" }, ...way, beside));
    if (level === "caution") box.append(notes(ctx));
    const { setHome } = actions;
    if (home !== undefined || !setHome) return;
    const ask = question(ctx, async (chosen) => {
      await setHome(chosen);
      fill(chosen);
    });
    box.append(ask);
  };
  fill(ctx.surroundings.settings.home);
  return box;
}

function open(ctx: UiContext, actions: PathActions, url: string): HTMLElement[] {
  const press = button("plain", ctx.texts.text("path_open"), () => {
    actions.openNotifications(url);
  });
  press.title = url;
  return [press];
}

function walk(ctx: UiContext, actions: PathActions): HTMLElement[] {
  const path = ctx.texts.text("path_steps");
  return [
    el("span", { class: "path-walk" }, ctx.texts.text("path_label"), joint(ctx), el("b", {}, path)),
    copyButton(ctx, ctx.texts.text("path_copy"), path, actions.copy),
  ];
}

/** What an amber never leaves out: it is a question, not an answer. */
function notes(ctx: UiContext): HTMLElement {
  return el("p", { class: "note" }, ctx.texts.text("not_proof"), joint(ctx), ctx.texts.text("missing_notice"));
}

/** The question; an answer that was not kept is said to be none, and the question stands as before. */
function question(ctx: UiContext, answer: (home: Home) => Promise<void>): HTMLElement {
  const id = newId();
  const select = homeSelect(ctx, { id, class: "select" }, ctx.texts.text("home_choose"));
  const save = button("plain", ctx.texts.text("home_save"), () => {
    const home = homeChosen(select);
    if (home === undefined) select.focus();
    else void answer(home).catch(refuse);
  });
  const failed = el("span", { class: "note", role: "status" });
  const refuse = (): void => {
    select.value = "";
    save.disabled = true;
    failed.textContent = ctx.texts.text("options_failed");
    select.focus();
  };
  save.disabled = true;
  select.addEventListener("change", () => {
    save.disabled = select.value === "";
    failed.textContent = "";
  });
  return el(
    "div",
    { class: "question" },
    el("label", { for: id, class: "note" }, ctx.texts.text("home_question")),
    el("span", { class: "question-answer" }, select, save),
    failed,
  );
}
