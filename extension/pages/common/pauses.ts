// Says in words how long a pause lasts.

import type { Pause } from "../../model/pause.js";
import type { UiContext } from "../../ui/index.js";

/** The end of a pause. A pause that ends by itself within the hour needs no date. */
export function pauseEnd({ texts }: UiContext, { tabId, until }: Pause): string {
  if (until !== undefined) {
    const time = new Intl.DateTimeFormat(texts.tag, { timeStyle: "short" }).format(until);
    return texts.text("pause_until", { time });
  }
  return texts.text(tabId === undefined ? "pause_site" : "pause_tab");
}
