// The check page: the popup's field in a tab of its own, which does not close when a file is chosen or dragged. What the menus,
// the address bar or the popup want checked waits in the background.

import { api } from "../../platform/browser.js";
import { copy } from "../../platform/clipboard.js";
import { blobOf } from "../../platform/data-url.js";
import { adoptStyles, byId, contextFor, drawNavigation, fillTexts, handedTo } from "../common/page.js";
import { ask } from "../../protocol/client.js";
import type { UiContext } from "../../ui/index.js";
import { Asking } from "./check-field.js";
import { report } from "./ask-report.js";

adoptStyles();

const field = byId("field", HTMLTextAreaElement);
const answer = byId("answer", HTMLElement);
const file = byId("file", HTMLInputElement);
const drop = byId("drop", HTMLElement);

let ctx: UiContext;

const asking = new Asking(
  { field, clear: byId("clear", HTMLButtonElement), answer },
  {
    openNotifications: (url) => void api.tabs.create({ url }),
    copy,
    report: (found) => void report(ctx, found),
    folded: false,
  },
);

byId("choose", HTMLButtonElement).addEventListener("click", () => file.click());
file.addEventListener("change", () => {
  const [chosen] = file.files ?? [];
  if (chosen) void asking.takeFile(chosen);
  // The same file chosen again is a new question.
  file.value = "";
});

// What is dropped anywhere on the page is meant for the field; without this the browser would open the file, or the link.
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

// What is pasted the moment the page is there has to find the field; later the focus may be where the user put it.
field.focus();
try {
  await start();
} catch {
  // Without the background there are no texts of ours; the browser has them too, in its own language.
  answer.textContent = api.i18n.getMessage("popup_failed");
  document.body.classList.add("ready");
}

async function start(): Promise<void> {
  ctx = await contextFor("check");
  fillTexts(ctx, ctx.texts.text("check_title"));
  field.placeholder = ctx.texts.text("check_placeholder");
  byId("navigation", HTMLElement).replaceChildren(drawNavigation(ctx, "check"));
  asking.start(ctx);
  document.body.classList.add("ready");
  // Where this page is open already, the address bar only changes what stands behind its #.
  window.addEventListener("hashchange", () => void take());
  await take();
}

/** Takes what waits to be checked. Reloading the page asks nothing anew. */
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
