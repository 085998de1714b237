// The address bar. After the extension's keyword it judges the typed text in one line, and Enter opens the check page on it.

import { api } from "../platform/browser.js";
import type { Texts } from "../i18n/texts.js";
import { printable } from "../ui/characters.js";
import { levelWord } from "../ui/level-word.js";
import type { Verdict } from "../model/verdict.js";
import { openCheck } from "./check-page.js";
import { judge } from "./judge.js";
import { settings } from "./settings.js";
import { textsIn } from "./text-cache.js";

/** Listens to the address bar. It must be called synchronously at the start, so that the browser wakes the background for it. */
export function listenToAddressBar(): void {
  api.omnibox.onInputStarted.addListener(() => void answer("", () => undefined));
  api.omnibox.onInputChanged.addListener((text, suggest) => void answer(text.trim(), suggest));
  api.omnibox.onInputEntered.addListener(
    (text, how) => void openCheck({ text }, how === "currentTab" ? "current" : "tab"),
  );
}

let asked = 0;

/**
 * Judges the typed text under the address bar. An answer to an outdated text is dropped. Chrome redraws its first line when it is
 * set. Firefox would show a first line that was set before the last key press, so it gets a second line instead.
 */
async function answer(input: string, suggest: (lines: chrome.omnibox.SuggestResult[]) => void): Promise<void> {
  const mine = ++asked;
  const { language } = await settings();
  const texts = await textsIn(language);
  const [verdict] = input ? await judge.run((module) => module.check([input], false)) : [];
  if (mine !== asked) return;
  if (verdict && !isChrome()) {
    // Firefox omits a suggestion whose content equals the typed text.
    suggest([{ content: `${input} `, description: lineFor(texts, verdict) }]);
    return;
  }
  await setFirstLine(verdict ? lineFor(texts, verdict) : texts.text("omnibox_hint"));
}

/** Chrome reads a suggestion as XML and shows none that is not well-formed. Firefox shows it as plain text. */
async function setFirstLine(line: string): Promise<void> {
  await api.omnibox.setDefaultSuggestion({ description: isChrome() ? escaped(line) : line });
}

/** A verdict in one line: the level, the subject and the reason. */
export function lineFor(texts: Texts, verdict: Verdict): string {
  const subject = verdict.kind === "link" ? (verdict.unicode ?? verdict.host) : verdict.address;
  const [reason] = verdict.reasons;
  const why = reason ? texts.sentence(reason, printable) : "";
  return [levelWord(texts, verdict), printable(subject ?? ""), why].filter(Boolean).join(" · ");
}

function isChrome(): boolean {
  return api.runtime.getURL("").startsWith("chrome-extension:");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** A text with its XML special characters escaped. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
