// Sites that wait for the user's yes: the browser asks him, for all of them at once.

import { api } from "../../platform/browser.js";
import { ask } from "../../protocol/client.js";
import { bareButton } from "../../ui/buttons.js";
import type { UiContext } from "../../ui/index.js";

/** A button that lets Touchstone watch these sites. */
export function allowButton(
  { texts }: UiContext,
  patterns: readonly string[],
  change: (changed: Promise<unknown>) => void,
): HTMLElement {
  const press = bareButton("plain", texts.text("options_allow"));
  // The browser asks only in answer to a click, and only if nothing was waited for before.
  press.addEventListener("click", () => {
    const asked = api.permissions.request({ origins: [...patterns] });
    change(asked.then((allowed) => (allowed ? watchAll(patterns) : undefined)));
  });
  return press;
}

/** One site that is refused, one of Amazon's own, keeps none of the others from being watched. */
async function watchAll(patterns: readonly string[]): Promise<void> {
  const watched = await Promise.allSettled(
    patterns.map((pattern) => ask({ kind: "watch", origin: pattern.replace(/\/\*$/, "") })),
  );
  if (watched.some(({ status }) => status === "rejected")) throw new Error("not all are watched");
}
