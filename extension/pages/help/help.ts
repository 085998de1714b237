// The help: how to read the extension's verdicts, and every reason with its meaning and an example that is judged on the spot.
// `help.html#CODE` opens the entry of a reason.

import type { Example } from "../../protocol/requests.js";
import { adoptStyles, byId, contextFor, drawNavigation, fillTexts, showFailure } from "../common/page.js";
import { keyword, shortcutsInForce } from "../common/shortcuts.js";
import { ask } from "../../protocol/client.js";
import { printable } from "../../ui/characters.js";
import { el } from "../../ui/dom.js";
import { drawLevel } from "../../ui/head.js";
import { drawIcon } from "../../ui/icons.js";
import { domainsOf } from "../../ui/hosts.js";
import { type UiContext, levelWord, renderMessage, renderVerdict, shapeFor } from "../../ui/index.js";
import { domainsIn } from "../../ui/lead.js";
import { drawReason } from "../../ui/sentence.js";
import type { Level, MessageInput, MessageVerdict, Reason, ReasonCode, Verdict } from "../../model/verdict.js";
import classes from "./classes.json";
import data from "./examples.json";
import { type Found, reasonIn, search as searchIn } from "./entries.js";
import { QUESTIONS, type Question } from "./questions.js";

/** A reason, with the example that shows it. */
type Entry = Example & { readonly code: ReasonCode };

/** The reasons of one topic, in reading order. */
interface Group {
  readonly group: string;
  readonly examples: readonly Entry[];
}

const GROUPS = data as unknown as readonly Group[];
const LEVELS: readonly Level[] = ["ok", "info", "caution", "danger"];

adoptStyles();

const search = byId("search", HTMLInputElement);
const groups = byId("groups", HTMLElement);
const questions = byId("questions", HTMLElement);
/** The content of an unfolded entry. */
const bodies = new Map<HTMLElement, () => HTMLElement>();

await start().catch(() => showFailure(byId("failed", HTMLElement)));

async function start(): Promise<void> {
  // Within the help, the link to another entry opens no new tab.
  const ctx: UiContext = { ...(await contextFor("help")), explain: (code) => (location.hash = code) };
  fillTexts(ctx, ctx.texts.text("help_title"));
  byId("navigation", HTMLElement).replaceChildren(drawNavigation(ctx, "help"));
  drawQuestions(ctx);
  drawLevels(ctx);
  drawClasses(ctx);
  await drawKeys(ctx);
  await drawReasons(ctx).catch(() => {
    byId("failed", HTMLElement).textContent = ctx.texts.text("help_failed");
  });
  drawContents(ctx);
  listen(ctx);
  document.body.classList.add("ready");
  openTarget();
}

function listen(ctx: UiContext): void {
  search.addEventListener("input", () => filter(ctx));
  byId("find", HTMLFormElement).addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", () => {
    search.value = "";
    filter(ctx);
    openTarget();
  });
  // A printed page cannot be unfolded.
  let unfolded: HTMLDetailsElement[] = [];
  window.addEventListener("beforeprint", () => {
    unfolded = entries().filter((entry) => !entry.open && !entry.hidden);
    for (const entry of unfolded) unfold(entry);
  });
  window.addEventListener("afterprint", () => {
    for (const entry of unfolded) entry.open = false;
  });
}

// The introduction.

function drawQuestions(ctx: UiContext): void {
  questions.replaceChildren(...QUESTIONS.map((question) => drawQuestion(ctx, question)));
}

function drawQuestion({ texts }: UiContext, { name, icon, page, link }: Question): HTMLElement {
  const [asked, answer] = [texts.text(`help_question_${name}`), texts.text(`help_answer_${name}`)];
  const leads = page && link ? el("p", {}, el("a", { href: `../${page}/${page}.html` }, texts.text(link))) : null;
  return el(
    "details",
    { class: "entry", id: `asked-${name}`, "data-words": `${asked} ${answer} ${texts.text(`help_words_${name}`)}` },
    el("summary", {}, drawIcon(icon), el("span", {}, asked)),
    el("div", { class: "entry-body" }, el("p", {}, answer), leads),
  );
}

function drawLevels(ctx: UiContext): void {
  const rows = LEVELS.flatMap((level) => [
    el("dt", { class: `look-${level}` }, drawLevel(ctx, level)),
    el("dd", {}, ctx.texts.text(`help_level_${level}`)),
  ]);
  byId("level-list", HTMLElement).replaceChildren(...rows);
}

function drawClasses(ctx: UiContext): void {
  const { texts } = ctx;
  const heads = ["class", "meaning", "level"].map((name) =>
    el("th", { scope: "col" }, texts.text(`help_column_${name}`)),
  );
  byId("class-table", HTMLElement).replaceChildren(
    el("thead", {}, el("tr", {}, ...heads)),
    drawClassesOf(ctx, classes.link, "help_classes_links", ""),
    drawClassesOf(ctx, classes.sender, "help_classes_senders", "sender_"),
  );
}

function drawClassesOf(
  ctx: UiContext,
  levels: Readonly<Record<string, readonly string[]>>,
  title: string,
  kind: string,
): HTMLElement {
  const rows = Object.entries(levels).map(([name, levels]) => {
    const key = `class_${kind}${name.replaceAll("-", "_")}`;
    return el(
      "tr",
      {},
      el("th", { scope: "row" }, ctx.texts.text(key)),
      el("td", {}, ctx.texts.text(`help_${key}`)),
      el(
        "td",
        {},
        ...(levels as Level[]).map((level) => el("span", { class: `look-${level}` }, drawLevel(ctx, level))),
      ),
    );
  });
  return el("tbody", {}, el("tr", {}, el("th", { colspan: "3", scope: "rowgroup" }, ctx.texts.text(title))), ...rows);
}

/** The extension's shortcuts and its keyword, as far as there are any. The user may have changed them. */
async function drawKeys({ texts }: UiContext): Promise<void> {
  const shortcuts = await shortcutsInForce();
  const word = keyword();
  const list = byId("key-list", HTMLElement);
  for (const [command, key] of [
    ["_execute_action", "help_keys_command"],
    ["check-selection", "help_keys_selection"],
  ] as const) {
    const shortcut = shortcuts.get(command);
    if (shortcut) list.append(el("li", {}, texts.text(key, { key: shortcut })));
  }
  if (word) list.append(el("li", {}, texts.text("help_keys_bar", { word })));
}

/** The links to the sections of this page, by their titles. */
function drawContents({ texts }: UiContext): void {
  const parts = [...document.querySelectorAll<HTMLElement>("section[id]")];
  const items = parts.map((part) =>
    el("li", {}, el("a", { href: `#${part.id}` }, part.querySelector("h2, h3")?.textContent ?? "")),
  );
  const contents = byId("contents", HTMLElement);
  contents.setAttribute("aria-label", texts.text("help_contents"));
  contents.replaceChildren(el("ul", {}, ...items));
}

// The reasons.

async function drawReasons(ctx: UiContext): Promise<void> {
  const examples = GROUPS.flatMap((group) => group.examples);
  const verdicts = await ask({ kind: "judge-examples", examples });
  const verdictOf = new Map(examples.map((entry, at) => [entry, verdicts[at]]));
  for (const { group, examples } of GROUPS) {
    const drawn = examples.map((entry) => drawEntry(ctx, entry, verdictOf.get(entry)));
    const id = `group-${group}`;
    groups.append(
      el(
        "section",
        { class: "group", id, "aria-labelledby": `${id}-title` },
        el("h3", { id: `${id}-title` }, ctx.texts.text(`help_group_${group}`)),
        el("div", { class: "entries" }, ...drawn),
      ),
    );
  }
}

/** A folded entry shows the reason as a card would, with the example's evidence. Its meaning is drawn when the user unfolds it. */
function drawEntry(ctx: UiContext, entry: Entry, verdict: Found | undefined): HTMLElement {
  const { code } = entry;
  const reason = verdict && reasonIn(verdict, code);
  if (!verdict || !reason) throw new Error(`the example shows no ${code}`);
  const meaning = ctx.texts.text(`help_code_${code.replaceAll("-", "_")}`);
  const summary = el("summary", {}, drawLevelShape(ctx, verdict), drawSentenceOf(ctx, verdict, reason));
  const element = el("details", { class: "entry", id: code }, summary);
  element.dataset.words = `${summary.textContent} ${meaning} ${code}`;
  bodies.set(element, () =>
    el(
      "div",
      { class: "entry-body" },
      el("p", {}, meaning),
      ...drawExample(ctx, entry, verdict),
      el(
        "p",
        { class: "note" },
        `${ctx.texts.text("help_code_label")}${ctx.texts.text("colon")}`,
        el("code", {}, code),
      ),
    ),
  );
  element.addEventListener("toggle", () => {
    if (element.open) unfold(element);
  });
  return element;
}

function drawLevelShape(ctx: UiContext, verdict: Found): HTMLElement {
  return el(
    "span",
    { class: `look-${verdict.level}`, role: "img", "aria-label": levelWord(ctx.texts, verdict) },
    shapeFor(verdict.level),
  );
}

function drawSentenceOf(ctx: UiContext, verdict: Found, reason: Reason): HTMLElement {
  return drawReason(ctx, reason, "sender" in verdict ? domainsIn(verdict) : domainsOf([verdict]));
}

/** The example as written, and its verdict. */
function drawExample(ctx: UiContext, entry: Entry, verdict: Found): HTMLElement[] {
  if ("message" in entry) {
    const title = el("h4", {}, ctx.texts.text("help_example_mail"));
    return [title, drawMail(ctx, entry.message), renderMessage(ctx, verdict as MessageVerdict)];
  }
  return [el("h4", {}, ctx.texts.text("help_example")), renderVerdict(ctx, entry.input, verdict as Verdict)];
}

/** A mail as the user would read it. Its links are plain text, because nothing here should be opened. */
function drawMail(
  ctx: UiContext,
  { from, subject, segments, attachments, remembered, user, trace }: Partial<MessageInput>,
): HTMLElement {
  const { name = "", address } = from ?? {};
  const sender = address ? `${name} <${address}>` : name;
  const paragraphs = (segments ?? []).map(({ text, link }) =>
    el("p", link === undefined ? {} : { class: "button-look" }, printable(text)),
  );
  const told = [remembered, user, trace].some((list) => list && list.length > 0) || from?.via !== undefined;
  return el(
    "div",
    { class: "mail", lang: "en" },
    el(
      "p",
      { class: "note" },
      `${ctx.texts.text("help_example_from")}${ctx.texts.text("colon")}`,
      el("bdi", {}, printable(sender)),
    ),
    subject ? el("p", {}, el("b", {}, subject)) : null,
    ...paragraphs,
    ...(attachments ?? []).map(({ name }) =>
      el("p", { class: "note" }, `${ctx.texts.text("why_attachments")}${ctx.texts.text("colon")}${name}`),
    ),
    told ? el("p", { class: "note", lang: ctx.texts.tag }, ctx.texts.text("help_example_told")) : null,
  );
}

function entries(): HTMLDetailsElement[] {
  return [...document.querySelectorAll<HTMLDetailsElement>(".entry")];
}

function unfold(entry: HTMLDetailsElement): void {
  const draw = bodies.get(entry);
  bodies.delete(entry);
  if (draw) entry.append(draw());
  entry.open = true;
}

/** Opens the entry that the address names, and moves the focus to it. */
function openTarget(): void {
  const target = document.getElementById(location.hash.slice(1));
  if (!target) return;
  if (target instanceof HTMLDetailsElement) {
    unfold(target);
    target.querySelector("summary")?.focus({ preventScroll: true });
  }
  target.scrollIntoView();
}

// The search.

function filter({ texts }: UiContext): void {
  const asked = search.value;
  const isSearched = asked.trim() !== "";
  const items = [...document.querySelectorAll<HTMLElement>(".entry, .topic")];
  const { places, closest } = searchIn(
    items.map((item) => wordsOf(texts, item)),
    asked,
  );
  for (const [place, item] of items.entries()) item.hidden = !places.has(place);
  // What holds entries goes with the last of them.
  for (const holder of [
    ...groups.querySelectorAll<HTMLElement>(".group"),
    groups.parentElement,
    questions.parentElement,
  ])
    if (holder) holder.hidden = holder.querySelector(".entry:not([hidden])") === null;
  const said =
    places.size === 0
      ? texts.text("help_none")
      : closest
        ? texts.text("help_closest")
        : texts.counted("help_results", places.size);
  byId("contents", HTMLElement).hidden = isSearched;
  byId("search-note", HTMLElement).hidden = isSearched;
  byId("found", HTMLElement).textContent = isSearched ? said : "";
}

/** The words by which a search finds a part of the page or an entry. */
function wordsOf(texts: UiContext["texts"], item: HTMLElement): string {
  const { words = "" } = item.dataset;
  return item.matches(".entry") ? words : `${item.textContent} ${words && texts.text(words)}`;
}
