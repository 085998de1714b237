// The address bar: after our keyword it says what is typed there, in one line, and Enter opens the check page on it.

import { api } from "../platform/browser.js";
import type { Texts } from "../i18n/texts.js";
import { printable } from "../ui/characters.js";
import type { Verdict } from "../model/verdict.js";
import { openCheck } from "./check-page.js";
import { judge } from "./modules.js";
import { settings } from "./settings.js";
import { textsIn } from "./text-cache.js";

/** Listens to the address bar; to be called at once, or the browser would not wake us for it. */
export function listenToAddressBar(): void {
  api.omnibox.onInputStarted.addListener(() => void answer("", () => undefined));
  api.omnibox.onInputChanged.addListener((text, suggest) => void answer(text.trim(), suggest));
  api.omnibox.onInputEntered.addListener(
    (text, how) => void openCheck({ text }, how === "currentTab" ? "current" : "tab"),
  );
}

let asked = 0;

/**
 * Says under the address bar what is typed there; what was typed on meanwhile is answered by itself. Chrome draws its first line
 * anew when it is set. Firefox shows there what was set before the last key, the verdict on another text: it gets a second line.
 */
async function answer(input: string, suggest: (lines: chrome.omnibox.SuggestResult[]) => void): Promise<void> {
  const mine = ++asked;
  const { language } = await settings();
  const texts = await textsIn(language);
  const [verdict] = input ? await judge.run((module) => module.check([input], false)) : [];
  if (mine !== asked) return;
  if (verdict && !isChrome()) {
    // Firefox leaves out a line that says no more than what is typed.
    suggest([{ content: `${input} `, description: lineFor(texts, verdict) }]);
    return;
  }
  await setFirstLine(verdict ? lineFor(texts, verdict) : texts.text("omnibox_hint"));
}

/** Chrome reads a line as XML, and shows none that is not well-formed; Firefox shows it as it is. */
async function setFirstLine(line: string): Promise<void> {
  await api.omnibox.setDefaultSuggestion({ description: isChrome() ? escaped(line) : line });
}

/** A verdict in one line: how loud, on what, and why. */
export function lineFor(texts: Texts, verdict: Verdict): string {
  const subject = verdict.kind === "link" ? (verdict.unicode ?? verdict.host) : verdict.address;
  const [reason] = verdict.reasons;
  const why = reason ? texts.sentence(reason, printable) : "";
  return [texts.text(`level_${verdict.level}`), printable(subject ?? ""), why].filter(Boolean).join(" · ");
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

/** A text as XML says it. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
