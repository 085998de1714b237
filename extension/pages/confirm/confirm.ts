// Asks the user to confirm that a name is muted: `confirm.html#name=` with the id under which the name waits. A page that shows
// mail can only open this page. It neither sees the clicks here nor makes them.

import { api } from "../../platform/browser.js";
import type { ToConfirm } from "../../protocol/requests.js";
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
  document.querySelector<HTMLButtonElement>("#ways button")?.focus();
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

/** Mutes the name, and opens the link that the user wanted to open. */
async function confirm(
  { texts }: UiContext,
  { what, value, href }: ToConfirm,
  buttons: readonly HTMLButtonElement[],
): Promise<void> {
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
  if (href === undefined) close();
  else await ask({ kind: "open", url: href, how: "current" }).catch(() => close());
}

function setDisabled(buttons: readonly HTMLButtonElement[], disabled: boolean): void {
  for (const one of buttons) one.disabled = disabled;
}

/** Closes this tab. The browser returns to the tab with the mail. */
function close(): void {
  void api.tabs.getCurrent().then((tab) => (tab?.id === undefined ? undefined : api.tabs.remove(tab.id)));
}
