// The context that every component of the user interface receives.

import type { Notifications } from "../model/settings.js";
import type { Surroundings } from "../protocol/requests.js";
import type { Texts } from "../i18n/texts.js";
import type { ReasonCode } from "../model/verdict.js";

/** The texts in the user's language, and the user's settings. */
export interface UiContext {
  readonly texts: Texts;
  readonly surroundings: Surroundings;
  /** Opens the help at a reason's entry. Given in a webmail's page and in the help itself, where a plain link cannot do that. */
  readonly explain?: (code: ReasonCode) => void;
}

/** The lowest level at which a warning is shown without a question from the user. */
export function shownFrom({ surroundings: { settings } }: UiContext): Notifications {
  return settings.notifications === "danger" ? "danger" : "caution";
}

/** The context for words about a form. */
export function contextOfForm(ctx: UiContext): UiContext {
  return { ...ctx, texts: ctx.texts.ofForm() };
}
