// The one door to the page where anything can be checked: what is to be checked waits in the session's storage, which nobody but
// us can read and which ends with the session, until the page asks for it.

import { api } from "../shared/browser.js";
import type { Waiting } from "../shared/messages.js";

const KEY = "waiting";
const PAGE = "check/check.html#waiting";

/** Opens the check page on a text or a picture, or on why there is none; in the current tab where that is what was asked for. */
export async function openCheck(what: Waiting, where: "current" | "tab" = "tab"): Promise<void> {
  try {
    await api.storage.session.set({ [KEY]: what });
  } catch {
    // The session's storage holds ten megabytes in all.
    await api.storage.session.set({ [KEY]: { failed: "too-large" } satisfies Waiting });
  }
  const url = api.runtime.getURL(PAGE);
  await (where === "current" ? api.tabs.update({ url }) : api.tabs.create({ url }));
}

/** What waits to be checked, once. */
export async function takeWaiting(): Promise<Waiting | null> {
  const { [KEY]: waiting } = await api.storage.session.get<Record<string, Waiting | undefined>>(KEY);
  await api.storage.session.remove(KEY);
  return waiting ?? null;
}
