// Asks the user to confirm that a name is muted: `confirm.html#name=` with the id under which the name waits. A page that shows
// mail can only open this page. It neither sees the clicks here nor makes them. After the confirmation this page stays for as long as
// the user can take it back here.

import type { ToConfirm } from "../../protocol/requests.js";
import { backToMail } from "../common/back-to-mail.js";
import { UndoLine } from "../common/undo.js";
import { adoptStyles, byId, contextFor, drawNavigation, fillTexts, handedTo, showFailure } from "../common/page.js";
import { ask } from "../../protocol/client.js";
import { bareButton, button } from "../../ui/buttons.js";
import { printable } from "../../ui/characters.js";
import { el } from "../../ui/dom.js";
import type { UiContext } from "../../ui/index.js";
import { onDeliberateClick } from "../../ui/trusted-events.js";

adoptStyles();

/** The error text where the list of muted names is full. */
const TOO_MANY = "too-many";

const failed = byId("failed", HTMLElement);
const undoLine = new UndoLine();

await start().catch(() => showFailure(failed));

async function start(): Promise<void> {
  const ctx = await contextFor("confirm");
  const id = handedTo("name");
  const waiting = id ? await ask({ kind: "take-confirm", id }) : null;
  fillTexts(ctx, ctx.texts.text(waiting?.what === "gateway" ? "confirm_gateway_title" : "confirm_title"));
  byId("navigation", HTMLElement).replaceChildren(drawNavigation(ctx, "confirm"));
  if (waiting) draw(ctx, waiting);
  else byId("question", HTMLElement).textContent = ctx.texts.text("confirm_nothing");
  document.body.classList.add("ready");
  // Before this, nothing can take the focus.
  focusFirst();
}

function draw(ctx: UiContext, waiting: ToConfirm): void {
  const { texts } = ctx;
  const { what, value } = waiting;
  byId("question", HTMLElement).textContent = texts.text(`confirm_${what}`);
  byId("name", HTMLElement).replaceChildren(el("bdi", { class: "mono", dir: "ltr" }, printable(value)));
  const own = what === "gateway" ? "confirm_gateway" : "confirm";
  byId("means", HTMLElement).replaceChildren(
    ...[`confirm_${what}_means`, `${own}_only`, "confirm_undo"].map((key) => el("li", {}, texts.text(key))),
  );
  const keep = button("main", texts.text(`${own}_no`), close);
  const stop = bareButton("plain", texts.text(`${own}_yes`));
  // A page may open this tab just as the user is about to click at this place.
  onDeliberateClick(stop, () => void confirm(ctx, waiting, [keep, stop]));
  byId("ways", HTMLElement).replaceChildren(keep, stop);
}

/** Mutes the name, and offers to take that back. */
async function confirm(ctx: UiContext, waiting: ToConfirm, buttons: readonly HTMLButtonElement[]): Promise<void> {
  const { texts } = ctx;
  const { what, value } = waiting;
  failed.textContent = "";
  setDisabled(buttons, true);
  try {
    await ask({ kind: "remember", what, value });
  } catch (error) {
    const isFull = error instanceof Error && error.message === TOO_MANY;
    failed.textContent = texts.text(isFull ? "confirm_full" : "options_failed");
    setDisabled(buttons, false);
    return;
  }
  drawConfirmed(ctx, waiting);
}

/** The name is muted. A link that the user wanted to open is the next step; without one the page closes once the offer ends. */
function drawConfirmed(ctx: UiContext, waiting: ToConfirm): void {
  const { texts } = ctx;
  const { what, value, href } = waiting;
  const own = what === "gateway" ? "confirm_gateway" : "confirm";
  byId("question", HTMLElement).textContent = texts.text(`${own}_done`);
  byId("means", HTMLElement).replaceChildren(el("li", {}, texts.text("confirm_undo")));
  const back = button(href === undefined ? "main" : "plain", texts.text("step_back"), close);
  byId("ways", HTMLElement).replaceChildren(
    ...(href === undefined ? [] : [openButton(texts.text("confirm_open"), href)]),
    back,
  );
  undoLine.offer(ctx, {
    text: texts.text(`${own}_done_line`, { text: printable(value) }),
    undo: () => ask({ kind: "forget", what, value }),
    draw: async () => {
      if (!(await isMuted(waiting))) draw(ctx, waiting);
    },
    ...(href === undefined ? { kept: close } : {}),
  });
  focusFirst();
}

async function isMuted({ what, value }: ToConfirm): Promise<boolean> {
  const { settings } = await ask({ kind: "surroundings" });
  return settings.remembered.some((name) => name.what === what && name.value === value);
}

/** Opens the link, which the browser no longer refuses, in this tab. */
function openButton(label: string, href: string): HTMLButtonElement {
  const open = bareButton("main", label);
  onDeliberateClick(open, () => void ask({ kind: "open", url: href, how: "current" }).catch(close));
  return open;
}

function focusFirst(): void {
  document.querySelector<HTMLButtonElement>("#ways button")?.focus();
}

function setDisabled(buttons: readonly HTMLButtonElement[], disabled: boolean): void {
  for (const one of buttons) one.disabled = disabled;
}

/** Closes this tab, and the browser returns to the tab with the mail. If the page in place of a refused link was here before, it goes back. */
function close(): void {
  void backToMail(2);
}
