// The sites that wait for the user's permission. The browser asks for all of them at once.

import { api } from "../../platform/browser.js";
import { ask } from "../../protocol/client.js";
import { bareButton } from "../../ui/buttons.js";
import type { UiContext } from "../../ui/index.js";
import type { Changes } from "./changes.js";

/** A button that asks for the permission to watch these sites. */
export function allowButton(
  { texts }: UiContext,
  patterns: readonly string[],
  { change, watched }: Changes,
): HTMLElement {
  const press = bareButton("plain", texts.text("options_allow"));
  // The browser shows a permission dialog only in answer to a click, and only if the page did not wait for anything in between.
  press.addEventListener("click", () => {
    const asked = api.permissions.request({ origins: [...patterns] });
    change(
      asked.then(async (allowed) => {
        if (!allowed) return;
        await watchAll(patterns);
        watched(patterns);
      }),
    );
  });
  return press;
}

/** Has the browser ask for a site that was removed, and watches it again. It has to be called in the click. */
export async function watchAgain(pattern: string): Promise<void> {
  if (!(await api.permissions.request({ origins: [pattern] }))) throw new Error("the permission is missing");
  await watchAll([pattern]);
}

/** A refused site, such as one of Amazon, must not prevent the others from being watched. */
async function watchAll(patterns: readonly string[]): Promise<void> {
  const watched = await Promise.allSettled(
    patterns.map((pattern) => ask({ kind: "watch", origin: pattern.replace(/\/\*$/, "") })),
  );
  if (watched.some(({ status }) => status === "rejected")) throw new Error("not all are watched");
}
