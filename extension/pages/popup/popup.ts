// The popup: judges pasted or typed content at once, and shows below its state on the current page.

import { api } from "../../platform/browser.js";
import { type AnswerActions, drawAnswer } from "../check/answer.js";
import { Asking } from "../check/check-field.js";
import { drawLesson } from "../check/example.js";
import { openReport } from "../check/ask-report.js";
import { copy } from "../../platform/clipboard.js";
import { journalEntries } from "../../model/journal-store.js";
import { type Pause, againOf, placeOf } from "../../model/pause.js";
import type { Remembered } from "../../model/settings.js";
import type { FieldsOf, TabState } from "../../protocol/requests.js";
import { adoptStyles, byId, contextFor, drawNavigation, fillTexts, makeChange, showFailure } from "../common/page.js";
import { ask } from "../../protocol/client.js";
import type { Language } from "../../model/language.js";
import { LANGUAGES } from "../../i18n/texts.js";
import { type Weight, bareButton, button } from "../../ui/buttons.js";
import { printable } from "../../ui/characters.js";
import { el } from "../../ui/dom.js";
import { type UiContext, homeChosen, homeSelect, shapeFor } from "../../ui/index.js";
import type { MessageVerdict } from "../../model/verdict.js";
import { UndoLine } from "../common/undo.js";
import { drawPauseWays, drawPaused } from "./pause.js";
import { drawWeek, ofTheWeek } from "./week.js";

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

const asking = new Asking(
  { field, beginning: byId("beginning", HTMLElement), clear: byId("clear", HTMLButtonElement), answer },
  actions,
);

const undoLine = new UndoLine();

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
  drawn = "";
  // A page or a journal that answers slowly must not delay the field.
  void drawPage();
  void drawIdle();
}

/** Draws what stands here until the user asks something: the warnings of the last days, or a lesson if there were none. */
async function drawIdle(): Promise<void> {
  const entries = await journalEntries().catch(() => []);
  const recent = ofTheWeek(entries, Date.now());
  const lesson = (): HTMLElement => drawLesson(ctx, (text) => asking.setText(text));
  byId("idle", HTMLElement).replaceChildren(recent.length > 0 ? drawWeek(ctx, recent) : lesson());
}

// The current page.

/** The popup asks a page that is still being read again, after so many milliseconds, at most so many times. */
const NEXT_LOOK = 150;
const MOST_LOOKS = 40;
let asksAgain: ReturnType<typeof setTimeout> | undefined;
let looks = 0;
/** The state that is drawn. Drawing it again would take a button away from the user who is about to press it. */
let drawn = "";

async function drawPage(): Promise<void> {
  const [tab] = await api.tabs.query({ active: true, currentWindow: true });
  const tabId = tab?.id ?? api.tabs.TAB_ID_NONE;
  clearTimeout(asksAgain);
  const found = await ask({ kind: "tab-state", tabId }).catch((): TabState => ({ state: "out-of-reach" }));
  const next = JSON.stringify([found, tabId]);
  if (next !== drawn) replacePage(drawState(found, tabId));
  drawn = next;
  // A page that has just been resumed or loaded is still being read.
  if (found.state !== "watching" || !found.reading || found.verdicts.length > 0 || looks >= MOST_LOOKS) looks = 0;
  else asksAgain = setTimeout(() => ((looks += 1), void drawPage()), NEXT_LOOK);
}

/** Replaces the part about the page. Ways to pause that the user has unfolded stay unfolded, and keep the focus. */
function replacePage(parts: readonly HTMLElement[]): void {
  const before = page.querySelector<HTMLDetailsElement>(".pausing");
  page.replaceChildren(...parts);
  const after = page.querySelector<HTMLDetailsElement>(".pausing");
  if (!before?.open || !after) return;
  after.open = true;
  if (document.activeElement === document.body) after.querySelector("summary")?.focus();
}

function drawState(tab: TabState, tabId: number): HTMLElement[] {
  switch (tab.state) {
    case "watching": {
      const open = tab.verdicts.at(-1);
      const found = open
        ? drawAnswer(ctx, { what: "message", verdict: open, piece: false }, actions)
        : drawNoMail(tab, tabId);
      const rest = ctx.surroundings.limits.pause ? [drawPauseWays(ctx, tab.origin, tabId, pause)] : [];
      return [
        ...found,
        ...(open ? drawMuted(open) : []),
        el("p", { class: "note" }, howRead(tab.adapter)),
        ...(open ? drawChoice(tab.adapter, open, tabId) : []),
        ...rest,
      ];
    }
    case "paused":
      return drawPaused(ctx, tab.pause, () => resume(tab.pause));
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

/** What stands in place of a verdict: no mail is open, or the page looks like one that cannot be read. */
function drawNoMail(
  { adapter, reading, unread }: Extract<TabState, { state: "watching" }>,
  tabId: number,
): HTMLElement[] {
  const { texts } = ctx;
  const choose = chooseButton(unread ? "main" : "quiet", tabId);
  if (unread)
    return [state("unread", "page_unread"), el("p", { class: "note" }, texts.text("page_unread_note")), choose];
  return [
    state("idle", "page_watching"),
    el("p", {}, texts.text(reading ? "page_reading" : "page_no_mail")),
    ...(adapter === RECIPE && !reading ? [choose] : []),
  ];
}

/** A button that lets the user point at the mail on the page. */
function chooseButton(weight: Weight, tabId: number): HTMLElement {
  return button(weight, ctx.texts.text("popup_choose"), () => {
    // The popup would cover the page. It goes once the page asks the user.
    void makeChange(ctx, ask({ kind: "choose-body", tabId }).then(closeIf), drawPage);
  });
}

/** The way to a better reading of a mail whose sender the recipe did not find; none for a known webmail. */
function drawChoice(adapter: string, { sender }: MessageVerdict, tabId: number): HTMLElement[] {
  return adapter === RECIPE && !sender.address ? [chooseButton("quiet", tabId)] : [];
}

function closeIf(taken: boolean): void {
  if (!taken) throw new Error("no page lets the user choose");
  window.close();
}

/** The muted names in the open mail, each with a button to warn again. */
function drawMuted(open: MessageVerdict): HTMLElement[] {
  const names = ctx.surroundings.settings.remembered.filter((name) => isIn(name, open));
  if (names.length === 0) return [];
  const rows = names.map(({ what, value }) => {
    const again = button("quiet", ctx.texts.text("popup_unmute"), () => {
      const forgotten = ask({ kind: "forget", what, value }).then((id) => {
        if (id !== null) offerUndo("undo_unmuted", value, () => ask({ kind: "undo", id }), start);
      });
      void makeChange(ctx, forgotten, start);
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

function pause(wanted: FieldsOf<"pause">): void {
  const paused = ask({ kind: "pause", ...wanted }).then(() =>
    offerUndo("undo_paused", new URL(wanted.origin).host, () => ask({ kind: "resume", ...placeOf(wanted) }), drawPage),
  );
  void makeChange(ctx, paused, drawPage);
}

function resume(paused: Pause): void {
  const resumed = ask({ kind: "resume", ...placeOf(paused) }).then(() =>
    offerUndo("undo_resumed", new URL(paused.origin).host, () => ask({ kind: "pause", ...againOf(paused) }), drawPage),
  );
  void makeChange(ctx, resumed, drawPage);
}

/** Offers to take back a change of this name. The pressed button goes with the change, so the focus moves to "Undo". */
function offerUndo(
  key: "undo_unmuted" | "undo_paused" | "undo_resumed" | "undo_watched",
  name: string,
  undo: () => Promise<unknown>,
  draw: () => Promise<void>,
): void {
  undoLine.offer(ctx, { text: ctx.texts.text(key, { text: printable(name) }), undo, draw }, true);
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
      asked.then(async (granted) => {
        if (!granted) return;
        await ask({ kind: "watch", origin });
        offerUndo(
          "undo_watched",
          host,
          () => ask({ kind: "unwatch", pattern: `${protocol}//${hostname}/*` }),
          drawPage,
        );
      }),
      drawPage,
    );
  });
  return [
    state("off", asked ? "page_asked" : "page_not_watched", { origin: host }),
    watch,
    el("p", { class: "note" }, ctx.texts.text("page_watch_note")),
  ];
}

function state(
  shape: "idle" | "off" | "unread",
  key: string,
  params: Readonly<Record<string, string>> = {},
): HTMLElement {
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
