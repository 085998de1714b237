// The check page: the popup's field in a tab of its own, which stays open when the user chooses or drags a file. Content from the
// menus, the address bar or the popup waits in the background.

import { api } from "../../platform/browser.js";
import { copy } from "../../platform/clipboard.js";
import { blobOf } from "../../platform/data-url.js";
import { adoptStyles, byId, contextFor, drawNavigation, fillTexts, handedTo, showFailure } from "../common/page.js";
import { ask } from "../../protocol/client.js";
import type { UiContext } from "../../ui/index.js";
import { Asking } from "./check-field.js";
import { openReport } from "./ask-report.js";
import { EXAMPLES, drawLesson } from "./example.js";
import { button } from "../../ui/buttons.js";
import { printable } from "../../ui/characters.js";
import { el } from "../../ui/dom.js";
import { type IconName, drawIcon } from "../../ui/icons.js";

adoptStyles();

const field = byId("field", HTMLTextAreaElement);
const answer = byId("answer", HTMLElement);
const file = byId("file", HTMLInputElement);
const drop = byId("drop", HTMLElement);

/** The icon of each example. */
const ICONS: Readonly<Record<keyof typeof EXAMPLES, IconName>> = { link: "pointer", sender: "mail", genuine: "shop" };

let ctx: UiContext;

const asking = new Asking(
  { field, beginning: byId("beginning", HTMLElement), clear: byId("clear", HTMLButtonElement), answer },
  {
    openNotifications: (url) => void api.tabs.create({ url }),
    copy,
    report: (found) => void openReport(ctx, found),
    folded: false,
  },
);

byId("choose", HTMLButtonElement).addEventListener("click", () => file.click());
file.addEventListener("change", () => {
  const [chosen] = file.files ?? [];
  if (chosen) void asking.takeFile(chosen);
  // Choosing the same file again is a new question.
  file.value = "";
});

// A drop anywhere on the page is meant for the field. Without this handler the browser would open the file or the link.
const TAKEN = ["Files", "text/uri-list", "text/plain"];
document.addEventListener("dragover", (event) => {
  if (!event.dataTransfer?.types.some((type) => TAKEN.includes(type))) return;
  event.preventDefault();
  drop.hidden = false;
});
document.addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) drop.hidden = true;
});
document.addEventListener("drop", (event) => {
  drop.hidden = true;
  const data = event.dataTransfer;
  if (!data) return;
  event.preventDefault();
  const [file] = data.files;
  if (file) void asking.takeFile(file);
  else asking.setText(data.getData("text/plain") || data.getData("text/uri-list"), data.getData("text/html"));
});

// Text pasted as soon as the page opens has to reach the field. Later the user may have moved the focus.
field.focus();
await start().catch(() => showFailure(answer, "popup_failed"));

async function start(): Promise<void> {
  ctx = await contextFor("check");
  fillTexts(ctx, ctx.texts.text("check_title"));
  field.placeholder = ctx.texts.text("check_placeholder");
  byId("navigation", HTMLElement).replaceChildren(drawNavigation(ctx, "check"));
  drawIdle();
  asking.start(ctx);
  document.body.classList.add("ready");
  // If this page is already open, the address bar changes only the part after the #.
  window.addEventListener("hashchange", () => void take());
  await take();
}

/** Draws what stands below the empty field: how to read an address, and examples to check. */
function drawIdle(): void {
  const check = (text: string): void => {
    asking.setText(text);
    field.focus();
  };
  const names = Object.keys(EXAMPLES) as (keyof typeof EXAMPLES)[];
  const examples = names.map((name) => {
    const press = button("plain", "", () => check(EXAMPLES[name]));
    press.replaceChildren(
      drawIcon(ICONS[name]),
      el("span", {}, ctx.texts.text(`check_try_${name}`)),
      el("bdi", { class: "mono note", dir: "ltr" }, printable(EXAMPLES[name])),
    );
    return el("li", {}, press);
  });
  byId("idle", HTMLElement).replaceChildren(
    drawLesson(ctx, check),
    el("section", { class: "examples" }, el("h2", {}, ctx.texts.text("check_try")), el("ul", {}, ...examples)),
  );
}

/** Takes the waiting content. Reloading the page asks nothing again. */
async function take(): Promise<void> {
  const id = handedTo("waiting");
  if (id === null) return;
  history.replaceState(null, "", location.pathname);
  const waiting = await ask({ kind: "take-waiting", id });
  if (!waiting) return;
  if ("text" in waiting) asking.setText(waiting.text);
  else if ("picture" in waiting) await asking.takeFile(blobOf(waiting.picture));
  else asking.say(ctx.texts.text(`check_${waiting.failed.replaceAll("-", "_")}`));
}
