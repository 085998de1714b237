// Saves the settings as a file, and imports a file after showing the changes that it would make.

import type { Review } from "../../model/organisation.js";
import { byId } from "../common/page.js";
import { ask } from "../../protocol/client.js";
import { button } from "../../ui/buttons.js";
import { type Child, el } from "../../ui/dom.js";
import type { UiContext } from "../../ui/index.js";
import type { Changes } from "./changes.js";
import { problemList } from "./problems.js";
import { changeList } from "./rows.js";

/** The largest file that is read at all, in bytes. The background decides how large a file may be. */
const MOST = 4_000_000;

let ctx: UiContext;
/** The ways to report a change to the page. */
let reports: Changes;

/** Draws the export and import buttons. */
export function drawFile(context: UiContext, changes: Changes, frozen: boolean): void {
  ctx = context;
  reports = changes;
  const save = button("plain", ctx.texts.text("options_export"), () => {
    reports.change(exportFile());
  });
  const choose = button("plain", ctx.texts.text("options_import"), () => {
    byId("file", HTMLInputElement).click();
  });
  choose.disabled = frozen;
  byId("file-ways", HTMLElement).replaceChildren(save, choose);
}

/** Listens for a chosen file. */
export function listen(): void {
  const input = byId("file", HTMLInputElement);
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    // A corrected file can be chosen again.
    if (file) reports.change(look(file).finally(() => (input.value = "")));
  });
}

async function exportFile(): Promise<void> {
  const text = await ask({ kind: "export-settings" });
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  el("a", { href: url, download: `touchstone-settings-${new Date().toISOString().slice(0, 10)}.json` }).click();
  // By then the browser has begun to save.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

async function look(file: File): Promise<void> {
  const text = file.size > MOST ? null : await file.text();
  const found: Review =
    text === null
      ? { what: "wrong", problems: [{ code: "too-large", place: "" }] }
      : await ask({ kind: "review-import", text });
  show(...(found.what === "wrong" ? drawWrong(found.problems) : drawReview(found, text ?? "")));
}

function show(...children: readonly Child[]): void {
  byId("review", HTMLElement).replaceChildren(...children.filter((child) => child !== null));
}

function drawWrong(problems: Extract<Review, { what: "wrong" }>["problems"]): Child[] {
  return [el("p", {}, ctx.texts.text("options_refused")), problemList(ctx, problems)];
}

function drawReview({ what, changes }: Exclude<Review, { what: "wrong" }>, text: string): Child[] {
  const { texts } = ctx;
  const cancel = button("plain", texts.text("cancel"), () => {
    show();
  });
  if (changes.length === 0) return [el("p", {}, texts.text("options_no_change")), el("p", { class: "ways" }, cancel)];
  const take = button("main", texts.text("options_take"), () => {
    const taken = texts.text("options_taken");
    const imported = ask({ kind: "import", text }).then((id) => {
      // The line with "Undo" says it where there is one, and after "Undo" it would no longer be true here.
      show(id === null ? el("p", {}, taken) : null);
      return id;
    });
    reports.reversible(imported, taken);
  });
  const title = texts.text(what === "team" ? "options_would_set" : "options_would_change");
  return [el("h3", {}, title), changeList(ctx, title, changes), el("p", { class: "ways" }, take, cancel)];
}
