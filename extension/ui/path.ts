// The way around the mail: the place in Seller Central where a genuine notice also stands. A user who opens Seller Central in this
// browser gets a button. Other users get the path in words, because opening it in the wrong profile can cost a seller the account.

import type { Home } from "../model/settings.js";
import type { Level } from "../model/verdict.js";
import { type Copy, button, copyButton } from "./buttons.js";
import type { UiContext } from "./context.js";
import { el, newId } from "./dom.js";
import { homeChosen, homeSelect, notificationsOf } from "./regions.js";
import { joint } from "./sentence.js";

/** The actions that the path calls. */
export interface PathActions {
  readonly openNotifications: (url: string) => void;
  readonly copy: Copy;
  /** Stores the answer; rejects if it could not be stored. Missing if the question must not be asked here. */
  readonly setHome?: (home: Home) => Promise<unknown>;
}

/**
 * Creates the way around the mail. If the user's answer is not known yet, it also asks once where Seller Central is opened. The
 * element `beside` stands at the end of the first line.
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

/** The notes that every caution shows: a caution is a question to the user, not an answer. */
function notes(ctx: UiContext): HTMLElement {
  return el("p", { class: "note" }, ctx.texts.text("not_proof"), joint(ctx), ctx.texts.text("missing_notice"));
}

/** The question. If the answer could not be stored, it says so and asks again. */
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
