// The one door to the page where anything can be checked: what is to be checked waits until the page that was opened on it asks.

import { api } from "../platform/browser.js";
import type { Waiting } from "../protocol/requests.js";
import { handOver, takeHanded } from "./handoff.js";

/** Opens the check page on a text or a picture, or on why there is none; in the current tab where that is what was asked for. */
export async function openCheck(what: Waiting, where: "current" | "tab" = "tab"): Promise<void> {
  const id = await handOver("waiting", what).catch(() =>
    handOver("waiting", { failed: "too-large" } satisfies Waiting),
  );
  const url = api.runtime.getURL(`check/check.html#waiting=${id}`);
  await (where === "current" ? api.tabs.update({ url }) : api.tabs.create({ url }));
}

/** What waits to be checked under an id, once. */
export function takeWaiting(id: string): Promise<Waiting | null> {
  return takeHanded("waiting", id);
}
