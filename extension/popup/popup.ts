// The popup: anything can be pasted and is judged as one types; below, what Touchstone does on the page behind it.

import { api } from "../shared/browser.js";
import type { CheckAnswer, TabState } from "../shared/messages.js";
import { adoptStyles, byId, contextFor, fillTexts } from "../shared/page.js";
import { ask } from "../shared/request.js";
import { LANGUAGES, type Language } from "../shared/texts.js";
import { bareButton, button } from "../shared/ui/buttons.js";
import { el } from "../shared/ui/dom.js";
import {
  type PathActions,
  type UiContext,
  createPath,
  homeChosen,
  homeSelect,
  renderMessage,
  renderVerdict,
  shapeFor,
} from "../shared/ui/index.js";
import type { MessageVerdict } from "../shared/verdict.js";
import { atLeast } from "../shared/verdict.js";

/** What the recipe for unknown webmails calls itself. */
const RECIPE = "generic";
/** Shorter than the pause between two thoughts, longer than that between two keys. */
const PAUSE = 120;

adoptStyles();

const field = byId("field", HTMLTextAreaElement);
const clear = byId("clear", HTMLButtonElement);
const answer = byId("answer", HTMLElement);
const page = byId("page", HTMLElement);
const language = byId("language", HTMLSelectElement);

const pathActions: PathActions = {
  openNotifications(url) {
    void api.tabs.create({ url });
  },
  copy(text) {
    void navigator.clipboard.writeText(text);
  },
};

let ctx: UiContext;
/** The number of the last question; an answer to an earlier one comes too late. */
let asked = 0;
let pause: ReturnType<typeof setTimeout> | undefined;

field.addEventListener("input", () => {
  clear.hidden = field.value === "";
  clearTimeout(pause);
  pause = setTimeout(() => void check(), PAUSE);
});
// Enter asks at once; a whole mail is pasted, so that nobody needs it for a new line.
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  clearTimeout(pause);
  void check();
});
byId("ask", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
});
clear.addEventListener("click", () => {
  field.value = "";
  clear.hidden = true;
  answer.replaceChildren();
  asked += 1;
  field.focus();
});
byId("settings", HTMLButtonElement).addEventListener("click", () => {
  void api.runtime.openOptionsPage().then(() => {
    window.close();
  });
});
language.addEventListener("change", () => {
  void ask({ kind: "set-language", language: language.value as Language }).then(start);
});

try {
  await start();
} catch {
  // Without the background there are no texts of ours; the browser has them too, in its own language.
  answer.textContent = api.i18n.getMessage("popup_failed");
  document.body.classList.add("ready");
}
field.focus();

/** Everything that depends on the language or on what the user chose. What is in the field stays. */
async function start(): Promise<void> {
  ctx = await contextFor("popup");
  const { texts } = ctx;
  fillTexts(ctx, texts.text("extension_name"));
  field.placeholder = texts.text("popup_placeholder");
  language.replaceChildren(...LANGUAGES.map(([value, name]) => el("option", { value, lang: value.replace("_", "-") }, name)));
  language.value = texts.language;
  language.disabled = ctx.surroundings.limits.locked.includes("language");
  drawHome();
  document.body.classList.add("ready");
  await Promise.all([check(), drawPage()]);
}

// The field.

async function check(): Promise<void> {
  const text = field.value;
  asked += 1;
  const mine = asked;
  const found: CheckAnswer | null = text.trim() ? await ask({ kind: "check", text }).catch(() => null) : { what: "nothing" };
  if (mine === asked) answer.replaceChildren(...(found ? drawAnswer(found) : drawFailure()));
}

function drawFailure(): HTMLElement[] {
  const again = button("plain", ctx.texts.text("popup_again"), () => void check());
  return [el("p", { class: "state" }, ctx.texts.text("popup_failed")), el("p", {}, again)];
}

function drawAnswer(found: CheckAnswer): HTMLElement[] {
  switch (found.what) {
    case "nothing":
      return [];
    case "verdicts":
      return found.verdicts.map(({ input, verdict }) => renderVerdict(ctx, input, verdict));
    case "message":
      return drawMessage(found.verdict);
    case "unreadable":
      return [el("p", { class: "state" }, ctx.texts.text("popup_unreadable")), el("p", { class: "note", lang: "en" }, found.error)];
  }
}

/** A message, and below a warning the way around it. */
function drawMessage(verdict: MessageVerdict): HTMLElement[] {
  const report = renderMessage(ctx, verdict);
  return atLeast(verdict.level, "caution") ? [report, createPath(ctx, verdict.level, pathActions)] : [report];
}

// This page.

async function drawPage(): Promise<void> {
  const [tab] = await api.tabs.query({ active: true, currentWindow: true });
  const tabId = tab?.id ?? api.tabs.TAB_ID_NONE;
  const found = await ask({ kind: "tab-state", tabId }).catch((): TabState => ({ state: "out-of-reach" }));
  page.replaceChildren(...drawState(found, tabId));
}

function drawState(tab: TabState, tabId: number): HTMLElement[] {
  switch (tab.state) {
    case "watching": {
      const open = tab.verdicts.at(-1);
      const found = open ? drawMessage(open) : [state("idle", "page_watching"), el("p", {}, ctx.texts.text("page_no_mail"))];
      return [...found, el("p", { class: "note" }, howRead(tab.adapter))];
    }
    case "silent": {
      const reload = button("plain", ctx.texts.text("page_reload"), () => {
        void api.tabs.reload(tabId);
        window.close();
      });
      return [state("off", "page_silent"), reload];
    }
    case "not-watched":
      return drawInvitation(tab.origin, tab.asked);
    case "stays-out":
      return [state("off", "page_stays_out")];
    case "out-of-reach":
      return [state("off", "page_out_of_reach")];
  }
}

/** Which adapter reads the page, in words. */
function howRead(adapter: string): string {
  return adapter === RECIPE ? ctx.texts.text("page_read_by_recipe") : ctx.texts.text("page_read_as", { text: adapter });
}

function drawInvitation(origin: string, asked: boolean): HTMLElement[] {
  const { protocol, hostname, host } = new URL(origin);
  // Firefox refuses a port in such a pattern; without one it holds for every port.
  const origins = [`${protocol}//${hostname}/*`];
  const watch = bareButton("plain", ctx.texts.text("page_watch"));
  watch.addEventListener("click", () => {
    // The browser asks only in answer to a click, and only if nothing was waited for before.
    void api.permissions.request({ origins }).then(async (granted) => {
      if (!granted) return;
      await ask({ kind: "watch", origin });
      await drawPage();
    });
  });
  return [state("off", asked ? "page_asked" : "page_not_watched", { origin: host }), watch, el("p", { class: "note" }, ctx.texts.text("page_watch_note"))];
}

function state(shape: "idle" | "off", key: string, params: Readonly<Record<string, string>> = {}): HTMLElement {
  return el("p", { class: "state" }, shapeFor(shape), el("span", {}, ctx.texts.text(key, params)));
}

// The footer.

function drawHome(): void {
  const select = homeSelect(ctx, { class: "select" }, ctx.texts.text("popup_home_unset"));
  // Once chosen, it can be changed but not unchosen.
  if (select.value !== "") select.options[0]?.remove();
  select.addEventListener("change", () => {
    const home = homeChosen(select);
    if (home !== undefined) void ask({ kind: "set-home", home }).then(start);
  });
  byId("home", HTMLElement).replaceChildren(select);
}
