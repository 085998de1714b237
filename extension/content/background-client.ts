// The content script's requests to the background, and its behaviour when the background does not answer.

import { api } from "../platform/browser.js";
import { inTime } from "../platform/timeout.js";
import { type PauseTime, isInForce } from "../model/pause.js";
import { NO_LIMITS, type Settings } from "../model/settings.js";
import type { Surroundings } from "../protocol/requests.js";
import { ask } from "../protocol/client.js";
import type { Messages } from "../model/language.js";
import { Texts, languageFor } from "../i18n/texts.js";
import type { UiContext } from "../ui/index.js";
import type { ReasonCode } from "../model/verdict.js";
import { extensionSheet } from "./extension-sheet.js";

/** Whether the extension is still there. After an update or removal a page's old script has no background any more. */
export function isConnected(): boolean {
  try {
    return api.runtime?.id !== undefined;
  } catch {
    return false;
  }
}

/** A click waits this many milliseconds for the background; then the user is asked without it. */
export const PATIENCE = 400;

let context: Promise<UiContext> | undefined;

/** Returns texts and settings. They are requested once, and the background sends them again when they change. */
export function ui(): Promise<UiContext> {
  // Drawings take their style from the extension's sheet, which has to be in the page by then.
  context ??= Promise.all([ask<"surroundings">({ kind: "surroundings" }), extensionSheet()])
    .then(([told]) => uiFrom(told))
    .catch((error: unknown) => {
      context = undefined;
      throw error;
    });
  return context;
}

/** Returns the same in time for a click. If the background does not answer, texts have the browser's language and settings are empty. */
export async function uiInTime(): Promise<UiContext> {
  return (
    (await inTime(ui(), PATIENCE)) ??
    uiFrom({ settings: unknownSettings(), limits: NO_LIMITS, messages: BROWSERS_TEXTS, notificationPages: [] })
  );
}

function unknownSettings(): Settings {
  const language = languageFor(api.i18n.getUILanguage());
  const none = { remembered: [], gateways: [], journal: false, journalSubjects: false };
  return { language, ...none, notifications: "caution" };
}

/** The texts in the browser's own language. */
const BROWSERS_TEXTS: Messages = new Proxy<Messages>(
  {},
  { get: (_, key) => api.i18n.getMessage(String(key)) || undefined },
);

/** The pause of this page by these settings; null if there is none, or if it has ended since. */
export function pauseIn({ surroundings: { paused } }: UiContext): PauseTime | null {
  return paused && isInForce(paused, Date.now()) ? paused : null;
}

/** Has texts and settings requested again when they are needed next. */
export function forgetUi(): void {
  context = undefined;
}

/** Takes new settings over. */
export function takeOver(surroundings: Surroundings): void {
  context = Promise.resolve(uiFrom(surroundings));
}

/** Opens the help page for a reason. Only the background can open our pages; if it is gone, nothing happens. */
function explain(code: ReasonCode): void {
  void ask<"open-help">({ kind: "open-help", code }).catch(() => undefined);
}

function uiFrom(surroundings: Surroundings): UiContext {
  return { texts: new Texts(surroundings.settings.language, surroundings.messages), surroundings, explain };
}
