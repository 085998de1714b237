// The popup: judges pasted or typed content at once, and shows below its state on the current page.

import { api } from "../../platform/browser.js";
import { type AnswerActions, drawAnswer } from "../check/answer.js";
import { Asking } from "../check/check-field.js";
import { openReport } from "../check/ask-report.js";
import { copy } from "../../platform/clipboard.js";
import type { Remembered } from "../../model/settings.js";
import type { TabState } from "../../protocol/requests.js";
import { adoptStyles, byId, contextFor, drawNavigation, fillTexts, makeChange, showFailure } from "../common/page.js";
import { ask } from "../../protocol/client.js";
import type { Language } from "../../model/language.js";
import { LANGUAGES } from "../../i18n/texts.js";
import { bareButton, button } from "../../ui/buttons.js";
import { printable } from "../../ui/characters.js";
import { el } from "../../ui/dom.js";
import { type UiContext, homeChosen, homeSelect, shapeFor } from "../../ui/index.js";
import type { MessageVerdict } from "../../model/verdict.js";

/** The name of the generic adapter, for unknown webmails. */
const RECIPE = "generic";
/** The adapters whose name depends on the language. */
const NAMES: Readonly<Record<string, string>> = {
  "QQ Mail": "webmail_qq",
  "NetEase Mail": "webmail_netease",
  "Aliyun Mail": "webmail_aliyun",
};

adoptStyles();

const field = byId("field", HTMLTextAreaElement);
const answer = byId("answer", HTMLElement);
const page = byId("page", HTMLElement);
const language = byId("language", HTMLSelectElement);

const actions: AnswerActions = {
  openNotifications: (url) => void api.tabs.create({ url }),
  copy,
  report: (found) => void openReport(ctx, found),
  folded: true,
};

const asking = new Asking({ field, clear: byId("clear", HTMLButtonElement), answer }, actions);

let ctx: UiContext;

byId("ask", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
});
language.addEventListener("change", () => {
  void makeChange(ctx, ask({ kind: "set-language", language: language.value as Language }), start);
});

// Text pasted as soon as the popup opens has to reach the field. Later the user may have moved the focus.
field.focus();
await start().catch(() => showFailure(answer, "popup_failed"));

/** Draws everything that depends on the language or the settings. The content of the field stays. */
async function start(): Promise<void> {
  ctx = await contextFor("popup");
  const { texts } = ctx;
  fillTexts(ctx, texts.text("extension_name"));
  field.placeholder = texts.text("popup_placeholder");
  language.replaceChildren(
    ...LANGUAGES.map(([value, name]) => el("option", { value, lang: value.replace("_", "-") }, name)),
  );
  language.value = texts.language;
  language.disabled = ctx.surroundings.limits.locked.includes("language");
  drawHome();
  document.body.classList.add("ready");
  byId("navigation", HTMLElement).replaceChildren(drawNavigation(ctx, "popup", "_blank"));
  asking.start(ctx);
  // A page that answers slowly must not delay the field.
  void drawPage();
}

// The current page.

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
      const found = open
        ? drawAnswer(ctx, { what: "message", verdict: open, piece: false }, actions)
        : [state("idle", "page_watching"), el("p", {}, ctx.texts.text("page_no_mail"))];
      const { limits } = ctx.surroundings;
      const rest = limits.pause ? [button("quiet", ctx.texts.text("popup_pause"), () => pause(tab.origin, true))] : [];
      return [...found, ...(open ? drawMuted(open) : []), el("p", { class: "note" }, howRead(tab.adapter)), ...rest];
    }
    case "paused": {
      const resume = button("plain", ctx.texts.text("popup_resume"), () => pause(tab.origin, false));
      return [state("off", "page_paused", { origin: new URL(tab.origin).host }), resume];
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

/** The muted names in the open mail, each with a button to warn again. */
function drawMuted(open: MessageVerdict): HTMLElement[] {
  const names = ctx.surroundings.settings.remembered.filter((name) => isIn(name, open));
  if (names.length === 0) return [];
  const rows = names.map(({ what, value }) => {
    const again = button("quiet", ctx.texts.text("popup_unmute"), () => {
      void makeChange(ctx, ask({ kind: "forget", what, value }), start);
    });
    again.setAttribute("aria-label", `${ctx.texts.text("popup_unmute")}: ${printable(value)}`);
    return el("li", {}, el("bdi", { class: "mono", dir: "ltr" }, printable(value)), again);
  });
  return [el("p", { class: "note" }, ctx.texts.text("popup_muted")), el("ul", { class: "muted" }, ...rows)];
}

function isIn({ what, value }: Remembered, { sender, links, attached }: MessageVerdict): boolean {
  const own =
    what === "address"
      ? sender.address?.toLowerCase() === value
      : what === "host" && links.some((link) => link.kind === "link" && link.host === value);
  return own || (attached ?? []).some((inner) => isIn({ what, value, since: "" }, inner));
}

function pause(origin: string, paused: boolean): void {
  void makeChange(ctx, ask({ kind: "pause", origin, paused }), drawPage);
}

/** The name of the page's adapter, in words. */
function howRead(adapter: string): string {
  if (adapter === RECIPE) return ctx.texts.text("page_read_by_recipe");
  const name = NAMES[adapter];
  return ctx.texts.text("page_read_as", { text: name === undefined ? adapter : ctx.texts.text(name) });
}

function drawInvitation(origin: string, asked: boolean): HTMLElement[] {
  const { protocol, hostname, host } = new URL(origin);
  // Firefox refuses a port in a match pattern. A pattern without one covers every port.
  const origins = [`${protocol}//${hostname}/*`];
  const watch = bareButton("plain", ctx.texts.text("page_watch"));
  watch.addEventListener("click", () => {
    // The browser shows a permission dialog only in answer to a click, and only if the page did not wait for anything in
    // between.
    const asked = api.permissions.request({ origins });
    void makeChange(
      ctx,
      asked.then((granted) => (granted ? ask({ kind: "watch", origin }) : undefined)),
      drawPage,
    );
  });
  return [
    state("off", asked ? "page_asked" : "page_not_watched", { origin: host }),
    watch,
    el("p", { class: "note" }, ctx.texts.text("page_watch_note")),
  ];
}

function state(shape: "idle" | "off", key: string, params: Readonly<Record<string, string>> = {}): HTMLElement {
  return el("p", { class: "state" }, shapeFor(shape), el("span", {}, ctx.texts.text(key, params)));
}

// The footer.

function drawHome(): void {
  const select = homeSelect(ctx, { class: "select" }, ctx.texts.text("popup_home_unset"));
  // A chosen marketplace can be changed, but not cleared.
  if (select.value !== "") select.options[0]?.remove();
  select.addEventListener("change", () => {
    const home = homeChosen(select);
    if (home !== undefined) void makeChange(ctx, ask({ kind: "set-home", home }), start);
  });
  byId("home", HTMLElement).replaceChildren(select);
}
