// Opens the check page. The content to check waits until the opened page asks for it.

import { api } from "../platform/browser.js";
import type { Waiting } from "../protocol/requests.js";
import { keepForPage, takeForPage } from "./handoff.js";

/**
 * Opens the check page on a text or a picture, or on the reason why there is none. It opens in a new tab, or in the current one.
 */
export async function openCheck(what: Waiting, where: "current" | "tab" = "tab"): Promise<void> {
  const id = await keepForPage("waiting", what).catch(() =>
    keepForPage("waiting", { failed: "too-large" } satisfies Waiting),
  );
  const url = api.runtime.getURL(`check/check.html#waiting=${id}`);
  await (where === "current" ? api.tabs.update({ url }) : api.tabs.create({ url }));
}

/** The content that waits under an id. Each id works once. */
export function takeWaiting(id: string): Promise<Waiting | null> {
  return takeForPage("waiting", id);
}
