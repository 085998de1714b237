// What every piece of the user interface is given.

import type { Notifications, Surroundings } from "../messages.js";
import type { Texts } from "../texts.js";

/** The texts in the user's language, and what the user has chosen. */
export interface UiContext {
  readonly texts: Texts;
  readonly surroundings: Surroundings;
}

/** From which level on something is shown unasked. */
export function shownFrom({ surroundings: { settings } }: UiContext): Notifications {
  return settings.notifications === "danger" ? "danger" : "caution";
}
