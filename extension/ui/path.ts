// The steps that every warning offers, in one order: back to the email, then Seller Central, where a genuine notice also stands, then
// the report to Amazon. Each surface draws its own way back. A user who opens Seller Central in this browser gets a button. Other
// users get the path in words, because opening it in the wrong profile can cost a seller the account.

import type { Home } from "../model/settings.js";
import type { Level } from "../model/verdict.js";
import { type Copy, bareButton, button, copyButton, obey, pictured } from "./buttons.js";
import type { UiContext } from "./context.js";
import { el } from "./dom.js";
import { homeChosen, homeSelect, notificationsOf } from "./regions.js";
import { joint } from "./sentence.js";

/** The actions that the steps call. */
export interface PathActions {
  readonly openNotifications: (url: string) => void;
  readonly copy: Copy;
  /** Stores the answer; rejects if it could not be stored. Missing if the question must not be asked here. */
  readonly setHome?: (home: Home) => Promise<unknown>;
  /** Opens the prepared report to Amazon. Missing where the surface has no report. */
  readonly report?: () => void;
}

/** The place of the steps in their surface. */
interface PathPlace {
  /** Seller Central is the primary step. Otherwise the way back is, which stands before these steps. */
  readonly isPrimary?: boolean;
  /** The question where Seller Central is opened is shown without a press, because it was never asked before. */
  readonly asks?: boolean;
  /** Stands at the end of the steps. */
  readonly beside?: HTMLElement;
}

/**
 * Creates the steps behind the way back. If it is unknown where the user opens Seller Central, the step asks that first and then
 * goes on.
 */
export function createPath(
  ctx: UiContext,
  level: Level,
  actions: PathActions,
  { isPrimary = false, asks = false, beside }: PathPlace = {},
): HTMLElement {
  const weight = isPrimary ? "main" : "plain";
  const [label, path] = [ctx.texts.text("path_label"), ctx.texts.text("path_steps")];
  const seller = el("div", { class: "path-step" });
  const { setHome, report } = actions;
  const walk = el("p", { class: "path-walk", title: path, hidden: true }, label, joint(ctx), el("b", {}, path));
  const know = (home: Home | undefined): void => {
    const url = notificationsOf(ctx.surroundings, home);
    walk.hidden = url !== null;
    seller.replaceChildren(
      url === null ? copyButton(ctx, ctx.texts.text("path_copy"), path, actions.copy, weight) : opener(url),
    );
  };
  const opener = (url: string): HTMLElement => {
    const press = pictured(
      button(weight, ctx.texts.text("path_open"), () => actions.openNotifications(url)),
      "shop",
    );
    press.title = url;
    return press;
  };
  const askFor = (setHome: (home: Home) => Promise<unknown>, goesOn: boolean): HTMLElement =>
    question(ctx, async (home) => {
      await setHome(home);
      know(home);
      const url = notificationsOf(ctx.surroundings, home);
      if (goesOn && url !== null) actions.openNotifications(url);
      else seller.querySelector("button")?.focus();
    });
  const { home } = ctx.surroundings.settings;
  const isLocked = ctx.surroundings.limits.locked.includes("marketplace");
  if (home !== undefined || !setHome || isLocked) know(home);
  else if (asks) seller.append(askFor(setHome, false));
  else
    seller.append(
      pictured(
        button(weight, ctx.texts.text("path_open"), () => {
          seller.replaceChildren(askFor(setHome, true));
          seller.querySelector("select")?.focus();
        }),
        "shop",
      ),
    );
  return el(
    "div",
    { class: "path-box" },
    walk,
    el(
      "div",
      { class: "path-line" },
      seller,
      report ? pictured(button("plain", ctx.texts.text("step_report"), report), "flag") : null,
      beside ?? null,
    ),
    level === "caution" ? notes(ctx) : null,
  );
}

/** The notes that every caution shows: a caution is a question to the user, not an answer. */
function notes(ctx: UiContext): HTMLElement {
  return el("p", { class: "note" }, ctx.texts.text("not_proof"), joint(ctx), ctx.texts.text("missing_notice"));
}

/** The question, which is the first entry of its list. The button to save an answer appears with the answer. If the answer could not be stored, it says so and asks again. */
function question(ctx: UiContext, answer: (home: Home) => Promise<void>): HTMLElement {
  const asked = ctx.texts.text("home_question");
  const select = homeSelect(ctx, { class: "select", "aria-label": asked, title: asked }, asked);
  const save = bareButton("plain", ctx.texts.text("home_save"));
  const failed = el("span", { class: "note", role: "status" });
  obey(save, () => {
    const home = homeChosen(select);
    if (home === undefined) select.focus();
    else void answer(home).catch(refuse);
  });
  const refuse = (): void => {
    select.value = "";
    save.hidden = true;
    failed.textContent = ctx.texts.text("options_failed");
    select.focus();
  };
  save.hidden = true;
  select.addEventListener("change", () => {
    save.hidden = select.value === "";
    failed.textContent = "";
  });
  return el("div", { class: "question" }, el("span", { class: "question-answer" }, select, save), failed);
}
