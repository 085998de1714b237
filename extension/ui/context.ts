// What every piece of the user interface is given.

import type { Notifications, Surroundings } from "../protocol/requests.js";
import type { Texts } from "../i18n/texts.js";
import type { ReasonCode } from "../model/verdict.js";

/** The texts in the user's language, and what the user has chosen. */
export interface UiContext {
  readonly texts: Texts;
  readonly surroundings: Surroundings;
  /** Opens the help at a reason's entry, where a plain link cannot: in somebody else's page, and in the help itself. */
  readonly explain?: (code: ReasonCode) => void;
}

/** From which level on something is shown unasked. */
export function shownFrom({ surroundings: { settings } }: UiContext): Notifications {
  return settings.notifications === "danger" ? "danger" : "caution";
}
