// The sites that wait for the user's permission. The browser asks for all of them at once.

import { api } from "../../platform/browser.js";
import { ask } from "../../protocol/client.js";
import { bareButton } from "../../ui/buttons.js";
import type { UiContext } from "../../ui/index.js";

/** A button that asks for the permission to watch these sites. */
export function allowButton(
  { texts }: UiContext,
  patterns: readonly string[],
  change: (changed: Promise<unknown>) => void,
): HTMLElement {
  const press = bareButton("plain", texts.text("options_allow"));
  // The browser shows a permission dialog only in answer to a click, and only if the page did not wait for anything in between.
  press.addEventListener("click", () => {
    const asked = api.permissions.request({ origins: [...patterns] });
    change(asked.then((allowed) => (allowed ? watchAll(patterns) : undefined)));
  });
  return press;
}

/** A refused site, such as one of Amazon, must not prevent the others from being watched. */
async function watchAll(patterns: readonly string[]): Promise<void> {
  const watched = await Promise.allSettled(
    patterns.map((pattern) => ask({ kind: "watch", origin: pattern.replace(/\/\*$/, "") })),
  );
  if (watched.some(({ status }) => status === "rejected")) throw new Error("not all are watched");
}
