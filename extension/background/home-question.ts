// Lets the question where Seller Central is opened appear in one warning only. Later warnings ask when the user presses their button.

import { api } from "../platform/browser.js";
import { serialQueue } from "./serial-queue.js";

const KEY = "homeAsked";

// Two banners may ask at the same time.
const inSequence = serialQueue();

/** Whether the question may appear now. Only the first answer is yes. */
export function mayAskHome(): Promise<boolean> {
  return inSequence(async () => {
    const { [KEY]: asked } = await api.storage.local.get<Record<string, unknown>>(KEY);
    if (asked === true) return false;
    await api.storage.local.set({ [KEY]: true });
    return true;
  });
}
