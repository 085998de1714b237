// Handlers for the frames of watched pages: their style sheet, their status, and bodies that stand in a frame of their own.

import { sendOrder } from "../../protocol/orders.js";
import type { AnswerTo, BodyPart } from "../../protocol/requests.js";
import { announceSettings } from "../announcements.js";
import { insertSheet } from "../own-sheet.js";
import { endPausesOfTab } from "../paused-sites.js";
import type { Handlers } from "../router.js";
import { type Sender, frameIdOf, tabIdOf, tabOf } from "../sender.js";
import { settings } from "../settings.js";
import { textsIn } from "../text-cache.js";
import { noteFrameStatus, tabState } from "../toolbar.js";

export const frameHandlers: Handlers<"insert-sheet" | "status" | "entered" | "tab-state" | "claim-body"> = {
  "insert-sheet": (_, sender) => insertSheet(tabIdOf(sender), frameIdOf(sender)),
  status: async ({ status }, sender) => {
    const { language } = await settings();
    await noteFrameStatus(tabOf(sender), frameIdOf(sender), status, await textsIn(language));
    return true;
  },
  entered: async (_, sender) => {
    const tabId = tabIdOf(sender);
    // Only the top frame shows where the tab is.
    if (frameIdOf(sender) === 0 && (await endPausesOfTab(tabId))) await announceSettings(tabId);
    return true;
  },
  "tab-state": ({ tabId }) => tabState(tabId),
  "claim-body": ({ nonce, part }, sender) => claimBody(nonce, part, sender),
};

/** Hands a body to the frame of the same tab that holds its header, and returns the verdict; null if no frame takes it. */
async function claimBody(nonce: string, part: BodyPart, sender: Sender): Promise<AnswerTo<"claim-body">> {
  const verdict = await sendOrder(tabIdOf(sender), { kind: "body-part", nonce, part }).catch(() => null);
  return typeof verdict === "object" ? verdict : null;
}
