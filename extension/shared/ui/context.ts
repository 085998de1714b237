// What every piece of the user interface is given.

import type { Surroundings } from "../messages.js";
import type { Texts } from "../texts.js";

/** The texts in the user's language, and what the user has chosen. */
export interface UiContext {
  readonly texts: Texts;
  readonly surroundings: Surroundings;
}
