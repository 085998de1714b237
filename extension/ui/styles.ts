// The style sheet of all components, for shadow roots and for our own pages. The outermost element of a component has the class
// `box`, which resets the styles that it would inherit from the page. The caller that places a component sets its outer margins.

import { LANGUAGES } from "../i18n/texts.js";
import { type Colours, DARK, LIGHT } from "./tokens.js";

/** Custom properties. A shadow root inherits the page's custom properties, so ours are important and win. */
function properties(colours: Colours): string {
  return Object.entries(colours)
    .map(([name, colour]) => `--${name}: ${String(colour)} !important;`)
    .join(" ");
}

/** The system's fonts, then the fonts that contain East Asian characters. */
function fonts(sans: string, mono: string): string {
  return `--sans: system-ui, -apple-system, "Segoe UI", ${sans}, sans-serif !important;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", ${mono}, monospace !important;`;
}

const LOOKS = ["ok", "info", "caution", "danger"]
  .map(
    (
      level,
    ) => `.look-${level} { --look: var(--${level}); --look-text: var(--${level}-text); --look-ground: var(--${level}-ground); }
.shape-${level} { --fill: var(--${level}); }`,
  )
  .join("\n");

/** The styles of a mark. They stay small, because a message may have hundreds of marks with a shadow root each. */
export const markStyles = `
:host { all: initial; direction: ltr; }
:host, :root {
  color-scheme: light dark;
  ${properties(LIGHT)}
  ${fonts('"PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC"', '"Noto Sans Mono CJK SC"')}
  --shadow: 0 6px 24px rgb(18 23 28 / 18%) !important;
}
@media (prefers-color-scheme: dark) {
  :host, :root { ${properties(DARK)} --shadow: 0 6px 24px rgb(0 0 0 / 50%) !important; }
}

${LOOKS}
.look-plain { --look: var(--edge); --look-text: var(--quiet); --look-ground: var(--card); }

.box { all: initial; color-scheme: light dark; direction: ltr; unicode-bidi: isolate; color: var(--ink); font: 14px/1.45 var(--sans); text-align: start; }
.box, .box * { box-sizing: border-box; }
.box [hidden] { display: none !important; }
.box :is(p, ul, h2, section) { margin: 0; padding: 0; }
.box h2 { font: inherit; text-wrap: balance; }
.box b { font-weight: 600; }
.box bdi { unicode-bidi: isolate; }
.box :is(.quiet, .note) { color: var(--quiet); }
.box .note { font-size: 12px; line-height: 1.5; }
.box .clipped { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }

/* Shapes. */
.shape { flex: none; width: 16px; height: 16px; display: inline-block; vertical-align: -3px; overflow: visible; }
.shape-body { fill: var(--fill); }
.shape-cut { fill: none; stroke: var(--cut); stroke-linecap: round; }
.shape-idle { --fill: var(--quiet); }
.shape-off .shape-body { fill: none; stroke: var(--edge); stroke-width: 1.6; }
.shape-off .shape-cut { stroke: var(--edge); }
.shape-paused { --fill: var(--edge); }
.shape-unread { --fill: var(--info); }
.look-plain .shape-info { --fill: var(--edge); }

/* The mark behind a link: no higher than the text it stands in. */
.mark { display: inline-block; width: 14px; height: 14px; padding: 0; vertical-align: -2px; line-height: 0; border-radius: 4px; /* Visible on any background, also on a button's. */ background: var(--card); box-shadow: 0 0 0 2px var(--card); cursor: help; }
.mark .shape { width: 14px; height: 14px; display: block; }

:is(.button, .select, .mark, summary, .dialog, .notice, .chooser-bar):focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }

@media (forced-colors: active) {
  .shape-body { fill: CanvasText; }
  .shape-off .shape-body { fill: none; stroke: CanvasText; }
  .shape-cut { stroke: Canvas; }
  .shape-off .shape-cut { stroke: CanvasText; }
}
`;

/**
 * The fonts of a language. Japan, Taiwan and mainland China draw the same character differently, and the order of the fonts decides
 * which form appears. A component has its language on its outermost element, one of our pages on its root.
 */
const SCRIPTS = [
  ["ja", '"Hiragino Sans", "Yu Gothic UI", Meiryo, "Noto Sans CJK JP"', '"Noto Sans Mono CJK JP"'],
  [
    "zh-TW",
    '"PingFang TC", "Microsoft JhengHei UI", "Microsoft JhengHei", "Noto Sans CJK TC"',
    '"Noto Sans Mono CJK TC"',
  ],
]
  .map(([tag = "", sans = "", mono = ""]) => `:is(.box, :root):lang(${tag}) { ${fonts(sans, mono)} }`)
  .join("\n");

/**
 * Names the language of a component again. Chromium keeps the language in a property, so `all: initial` resets it, and without a
 * language the browser neither finds the phrases of Japanese nor hyphenates. Firefox does not know the property and keeps the language.
 */
const LOCALES = LANGUAGES.map(([language]) => language.replace("_", "-"))
  .map((tag) => `.box:lang(${tag}) { -webkit-locale: "${tag}"; }`)
  .join("\n");

/** The styles of all components, for a shadow root. */
export const styles = `${markStyles}
${SCRIPTS}
${LOCALES}
/*
 * A browser may break Japanese between any two characters, but a reader expects breaks between phrases. A browser that does not know
 * phrases breaks at punctuation and around Latin words, and within a word only if the line has no such place.
 */
:is(.box, :root):lang(ja) { line-break: strict; word-break: keep-all; overflow-wrap: anywhere; }
@supports (word-break: auto-phrase) { :is(.box, :root):lang(ja) { word-break: auto-phrase; } }
/* A path breaks between two steps, not within one. */
.box :is(.path-walk, .path-whole) b { word-break: keep-all; }

/* Hosts, addresses, characters. */
.host { font-family: var(--mono); font-size: .95em; letter-spacing: .02em; overflow-wrap: anywhere; }
.host :is(.sub, .path) { color: var(--quiet); }
.host .domain { display: inline-block; max-width: 100%; font-weight: 700; color: var(--ink); }
/* These are inline and not blocks, so that punctuation behind them stays with them. */
.host .whole { display: inline; white-space: nowrap; }
/* In the narrowest panes a domain may break, because one that is longer than the line would be cut off. */
.lead, .why, .card, .notice, .dialog, .report, .stopped { container-type: inline-size; }
@container (max-width: 240px) { .host .whole { white-space: normal; } }
@container (max-width: 280px) { .large .host .whole { white-space: normal; } }
.host .closing { font: 400 1em var(--sans); letter-spacing: 0; }
.host .port { color: var(--ink); }
.host .user-info { color: var(--danger-text); text-decoration: line-through; }
.word { overflow-wrap: anywhere; }
/* Keeps its content on one line. An element inside may still break where it has to. */
.bound { white-space: nowrap; }
.bound > :is(.host, .word, .odd-word) { white-space: normal; }
.mono { font-family: var(--mono); font-size: .95em; letter-spacing: .02em; }
.odd { color: var(--danger-text); font-weight: 700; text-decoration: underline 2px var(--danger); text-underline-offset: 3px; }
.anatomy { font-size: 15px; line-height: 1.5; }
.large .anatomy { font-size: 20px; line-height: 1.4; }
@media (max-width: 400px) { .large .anatomy { font-size: 17px; } }
.box .name { font-weight: 600; overflow-wrap: anywhere; }
/* Where a link leads lies on a plate with a streak in the level's colour, so that the eye finds it first. */
:is(.large, .card > .anatomy-box) { padding: 10px 12px 10px 15px; border-radius: 8px; background: var(--look-ground); box-shadow: inset 3px 0 0 var(--look); overflow-wrap: anywhere; }

/* A line icon. It repeats words that stand beside it. */
.icon { display: block; flex: none; width: 16px; height: 16px; fill: none; stroke: currentcolor; stroke-width: 1.4; stroke-linecap: round; stroke-linejoin: round; }

/* Level, class, reasons. */
.level { display: inline-flex; align-items: center; gap: 6px; color: var(--look-text, var(--ink)); }
.head { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 8px; }
.class { color: var(--ink); }
.box .reasons { list-style: none; display: grid; gap: 4px; }
.box .reasons > li { position: relative; padding-inline-start: 14px; overflow-wrap: anywhere; }
.box .reasons > li::before { content: ""; position: absolute; inset-inline-start: 2px; top: .62em; width: 4px; height: 4px; border-radius: 50%; background: var(--edge); }

/* Buttons and lists to choose from. */
.button { font: inherit; line-height: 20px; margin: 0; padding: 5px 12px; border: 1px solid var(--edge); border-radius: 8px; background: var(--card); color: var(--ink); cursor: pointer; text-align: center; white-space: normal; hyphens: auto; }
.button.main { background: var(--stone); border-color: var(--stone); color: var(--on-stone); font-weight: 600; }
.button.pictured { display: inline-flex; align-items: center; justify-content: center; gap: 8px; }
.button.quiet { padding: 4px 2px; border-color: transparent; background: none; color: var(--quiet); font-size: 12px; line-height: 16px; text-decoration: underline; text-underline-offset: 3px; }
.button:hover { border-color: var(--ink); }
.button.quiet:hover { border-color: transparent; color: var(--ink); }
.button:is(:disabled, [aria-disabled="true"]) { opacity: .55; cursor: default; }
/* The link to the help: words behind a sentence, or a sign as quiet as a full stop. */
.button.meaning { display: inline; white-space: nowrap; padding: 0; border: 0; border-radius: 2px; text-align: start; }
.button.meaning.sign { display: inline-block; box-sizing: border-box; min-width: 16px; height: 16px; margin-inline-start: 2px; border: 1px solid var(--edge); border-radius: 8px; font-size: 11px; line-height: 14px; text-align: center; text-decoration: none; vertical-align: 1px; }
.button.meaning.sign:hover { border-color: var(--ink); }
.select { font: inherit; text-overflow: ellipsis; max-width: 100%; min-width: 0; height: 32px; padding: 0 8px; border: 1px solid var(--edge); border-radius: 8px; background: var(--card); color: var(--ink); }
.copy { display: inline-flex; align-items: center; gap: 8px; }
.said { color: var(--quiet); font-size: 12px; }

/* The chip beside a sender's address. */
.chip { display: inline-flex; align-items: center; gap: 5px; max-width: 100%; height: 20px; padding: 0 8px 0 5px; vertical-align: middle; border: 1px solid var(--look); border-radius: 10px; background: var(--look-ground); color: var(--look-text); font-size: 12px; line-height: 18px; font-weight: 500; white-space: nowrap; cursor: default; }
.chip .shape { width: 12px; height: 12px; }
.chip-text { overflow: hidden; text-overflow: ellipsis; }
/* A chip in a row of a list is never higher than its line. */
.chip.compact { height: 16px; padding: 0 6px 0 3px; gap: 3px; border-radius: 8px; font-size: 11px; line-height: 14px; }
.chip.compact .shape { width: 10px; height: 10px; vertical-align: 0; }
/* A chip about a sender alone is an outline with an at sign. */
.chip.of-sender.look-plain { border-style: dashed; background: none; }
.chip .at { width: 10px; font-weight: 700; text-align: center; }
.chip.shape-alone { padding: 0 3px; }
.chip.shape-alone .chip-text { display: none; }

/* The steps around the mail, in their order. */
.path-box { display: grid; grid-template-columns: minmax(0, 1fr); gap: 6px; }
/* Some single words, above all in German, are wider than the narrowest panes. */
.path-line { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 10px; overflow-wrap: anywhere; hyphens: auto; }
.path-line > * { min-width: 0; }
.path-step { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 10px; max-width: 100%; }
.path-step > * { min-width: 0; max-width: 100%; }
.path-line > .toggle { padding-inline: 6px; }
.warning-steps { display: flex; flex-wrap: wrap; gap: 6px 10px; padding-block: 4px; }
.question { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 10px; }
.question-answer { display: flex; flex-wrap: wrap; gap: 4px 6px; min-width: 0; max-width: 100%; }
.question .select { flex: 0 1 auto; max-width: 100%; }
.question .button { flex: none; }
.question > [role="status"]:empty { display: none; }

/* The banner above a message. It takes room of its own and never covers the message. */
.banner { display: block; container-type: inline-size; border: 1px solid color-mix(in srgb, var(--look) 45%, var(--look-ground)); border-radius: 8px; background: var(--look-ground); box-shadow: inset 4px 0 0 var(--look); animation: appear 120ms ease-out; }
.banner-row { display: flex; gap: 12px; padding: 12px 16px; }
.banner-row > .shape { width: 20px; height: 20px; }
.banner-body { display: grid; grid-template-columns: minmax(0, 1fr); flex: 1; gap: 8px; min-width: 0; }
/*
 * A banner at danger leaves two thirds of a small window to the mail. "Why?" shows a sentence or a path that is cut here in full.
 */
.box .path-walk { font-size: 12px; line-height: 1.5; color: var(--quiet); }
.path-walk b { color: var(--ink); }
.banner.look-danger .path-walk { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.banner.look-danger .lead { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 5; overflow: hidden; }
.banner:has(.toggle[aria-expanded="true"]) .lead { display: block; }
/* Icons give way to words where room is short. */
@container (max-width: 480px) { .banner .pictured .icon { display: none; } }
@container (max-width: 320px) { .pictured .icon { display: none; } }
@container (max-width: 420px) {
  .banner-row { gap: 8px; padding: 8px 10px; }
  .banner-row > .shape { width: 16px; height: 16px; margin-top: 1px; }
  .banner-body { gap: 6px; font-size: 13px; line-height: 1.4; }
  .banner-body .button:not(.quiet, .meaning) { padding: 2px 10px; font-size: 12px; }
  .banner-body .select { height: 26px; font-size: 12px; }
  .path-line { gap: 4px 8px; }
  .banner.look-danger .lead { -webkit-line-clamp: 7; }
  .banner.look-danger .path-walk { display: none; }
}
.covered { display: none; }
:host([popover]) .covered { display: block; }
:host([popover]) .banner { box-shadow: inset 4px 0 0 var(--look), var(--shadow); }
.word-level { color: var(--look-text); }
.lead { overflow-wrap: anywhere; }
:is(.toggle, .box details > summary)::after { content: ""; display: inline-block; width: 5px; height: 5px; margin-inline: 6px 2px; border: solid currentcolor; border-width: 0 1.5px 1.5px 0; transform: translateY(-2px) rotate(45deg); }
.toggle[aria-expanded="true"]::after { transform: translateY(1px) rotate(225deg); }
.why { padding-top: 10px; border-top: 1px solid color-mix(in srgb, var(--look) 35%, transparent); display: grid; gap: 10px; }

/* All evidence about a message. */
.evidence { display: grid; gap: 14px; }
.box .heading { display: flex; align-items: center; gap: 6px; margin-bottom: 2px; color: var(--quiet); font-size: 12px; line-height: 1.5; }
.heading .icon { width: 14px; height: 14px; }
.box .links { list-style: none; display: grid; gap: 6px; }
.box .links > li { display: flex; gap: 8px; min-width: 0; }
.links > li > :last-child { min-width: 0; overflow-wrap: anywhere; }
.links .level { align-items: flex-start; padding-top: 3px; }
.links .shape { width: 14px; height: 14px; }
.under { display: block; }

/* The card beside a mark. */
.card { display: grid; gap: 10px; width: min(360px, calc(100vw - 16px)); max-height: min(420px, calc(100vh - 16px)); overflow: auto; padding: 12px 14px; border: 1px solid var(--line); border-radius: 12px; background: var(--card); box-shadow: var(--shadow); animation: appear 120ms ease-out; }

/* The controls stay in sight while the rest scrolls. */
:is(.card > .foot, .notice > .ways) { position: sticky; bottom: -12px; margin: 0 -14px -12px; padding: 6px 14px 12px; border-top: 1px solid var(--line); background: var(--card); }

/* Controls side by side. A control that shows its second step takes the whole line. */
.ways { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 16px; }
.way.asking { display: grid; gap: 6px; justify-items: start; flex-basis: 100%; }
.way .button { max-width: 100%; overflow-wrap: anywhere; }
.way .button.plain { font-size: 12px; padding: 3px 10px; text-align: start; }

/* The notice about a refused link, in a corner of the window. */
.notice { display: grid; gap: 10px; width: min(400px, calc(100vw - 16px)); max-height: min(420px, calc(100vh - 16px)); overflow: auto; padding: 12px 14px; border: 1px solid var(--line); border-radius: 12px; background: var(--card); box-shadow: var(--shadow); animation: appear 120ms ease-out; }
.notice-said { display: grid; grid-template-columns: minmax(0, 1fr); gap: 6px; }
.notice .large .anatomy { font-size: 17px; }

/* The layer in which the user points at a mail. The outline leaves its inside as it is and darkens the rest of the page. */
.chooser { position: fixed; inset: 0; overflow: hidden; cursor: crosshair; }
.chooser-outline { position: fixed; border-radius: 4px; outline: 3px solid var(--focus); box-shadow: 0 0 0 200vmax rgb(18 23 28 / 45%); pointer-events: none; }
.chooser-bar { position: fixed; inset: auto 12px 12px; z-index: 1; display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 8px 16px; width: fit-content; max-width: calc(100% - 24px); margin: 0 auto; padding: 12px 16px; border: 1px solid var(--line); border-radius: 12px; background: var(--card); box-shadow: var(--shadow); cursor: default; }
.chooser-line { font-weight: 600; }
.chooser-said { color: var(--danger-text); }
.chooser-said:empty { display: none; }

/* The page that replaces a refused one. */
.stopped { display: grid; grid-template-columns: minmax(0, 1fr); gap: 10px; padding: 32px; border: 1px solid var(--line); border-radius: 12px; background: var(--card); }
@media (max-width: 400px) { .stopped { padding: 20px; } }
.box.stopped h1 { margin: 0 0 8px; font: 600 18px/1.4 var(--sans); }
.stopped h1 .level { gap: 10px; }
.stopped h1 .shape { width: 24px; height: 24px; }

/* The dialog for a stopped click, in the browser's top layer. */
.dialog:not([open]) { display: none; }
.dialog { position: fixed; inset: 0; display: grid; gap: 10px; align-content: start; width: min(480px, calc(100vw - 24px)); height: fit-content; max-height: calc(100vh - 24px); margin: auto; padding: 24px; overflow: auto; border: 1px solid var(--line); border-radius: 12px; background: var(--card); box-shadow: var(--shadow); animation: appear 120ms ease-out; }
.dialog::backdrop { background: rgb(18 23 28 / 45%); }
@media (max-width: 400px) { .dialog { padding: 18px; } }
.box.dialog h2 { font-size: 18px; }
.dialog h2 .level { gap: 10px; }
.dialog h2 .shape { width: 24px; height: 24px; }
.box .dialog-stay { margin-block: 8px 4px; }
.dialog-stay .button { width: 100%; padding-block: 8px; }
.anyway { margin-top: 4px; padding-top: 8px; border-top: 1px solid var(--line); }

/* Answers in the popup. */
.report { display: grid; gap: 8px; padding: 12px 14px; border: 1px solid var(--line); border-inline-start: 4px solid var(--look); border-radius: 8px; background: var(--card); }
.inner { display: grid; gap: 8px; padding-inline-start: 10px; border-inline-start: 2px solid var(--line); }
.found > .evidence { padding-top: 8px; }
summary { justify-self: start; cursor: pointer; color: var(--quiet); font-size: 12px; border-radius: 4px; }
.box details > summary { list-style: none; }
.box details > summary::-webkit-details-marker { display: none; }
.box details[open] > summary::after { transform: translateY(1px) rotate(225deg); }
.box details > ul { padding-top: 6px; }

@keyframes appear { from { opacity: 0; } }
@media (prefers-reduced-motion: reduce) { .banner, .card, .dialog, .notice { animation: none; } }

/* The user's own colours replace ours, so borders and words show the information that colour no longer shows. */
@media (forced-colors: active) {
  .box .reasons > li::before { background: CanvasText; }
  .odd { text-decoration-color: currentcolor; }
  .button.main { border-width: 2px; }
  .button.quiet { border-color: Canvas; }
  .card, .dialog, .report, .banner, .notice, .stopped, .chip, .chooser-bar { border-color: CanvasText; }
}
`;
