// What the content script needs of the background, with what to do when it does not answer.

import { api } from "../platform/browser.js";
import { inTime } from "../platform/timeout.js";
import { NO_LIMITS, type Settings } from "../model/settings.js";
import type { Surroundings } from "../protocol/requests.js";
import { ask } from "../protocol/client.js";
import type { Messages } from "../model/language.js";
import { Texts, languageFor } from "../i18n/texts.js";
import type { UiContext } from "../ui/index.js";
import type { ReasonCode } from "../model/verdict.js";
import { ownSheet } from "./own-sheet.js";

/** Whether the extension is still there: after an update or removal a page's old script is alone. */
export function isConnected(): boolean {
  try {
    return api.runtime?.id !== undefined;
  } catch {
    return false;
  }
}

/** How long a click waits for the background before the user is asked without it. */
export const PATIENCE = 400;

let context: Promise<UiContext> | undefined;

/** Texts and settings; asked for once, and told again when they change. */
export function ui(): Promise<UiContext> {
  // What is drawn with it takes its style from the own sheet, which has to be in the page by then.
  context ??= Promise.all([ask<"surroundings">({ kind: "surroundings" }), ownSheet()])
    .then(([told]) => uiFrom(told))
    .catch((error: unknown) => {
      context = undefined;
      throw error;
    });
  return context;
}

/** The same, but always there in time: without the background in the browser's language, and with no settings. */
export async function uiInTime(): Promise<UiContext> {
  return (
    (await inTime(ui(), PATIENCE)) ??
    uiFrom({ settings: unknownSettings(), limits: NO_LIMITS, messages: BROWSERS_TEXTS, notificationPages: [] })
  );
}

function unknownSettings(): Settings {
  const language = languageFor(api.i18n.getUILanguage());
  return { language, remembered: [], notifications: "caution", journal: false, journalSubjects: false };
}

/** The texts as the browser itself has them. */
const BROWSERS_TEXTS: Messages = new Proxy<Messages>(
  {},
  { get: (_, key) => api.i18n.getMessage(String(key)) || undefined },
);

/** Takes new settings over. */
export function takeOver(surroundings: Surroundings): void {
  context = Promise.resolve(uiFrom(surroundings));
}

/** Only the background opens our pages. Where it is gone, nothing explains. */
function explain(code: ReasonCode): void {
  void ask<"open-help">({ kind: "open-help", code }).catch(() => undefined);
}

function uiFrom(surroundings: Surroundings): UiContext {
  return { texts: new Texts(surroundings.settings.language, surroundings.messages), surroundings, explain };
}
