// Handlers for muted names: a page asks, the confirmation page confirms, the settings page takes a name back.

import { announceTrustChange } from "../announcements.js";
import { askToRemember, mayBeMuted, takeConfirm } from "../mute-confirmation.js";
import type { Handlers } from "../router.js";
import { isOwnPage, tabOf } from "../sender.js";
import { forget, remember } from "../settings.js";
import { keepUndoable } from "../undo.js";

export const mutingHandlers: Handlers<"ask-to-remember" | "take-confirm" | "remember" | "forget"> = {
  "ask-to-remember": async ({ what, value, href }, sender) => {
    await askToRemember({ what, value }, href, tabOf(sender), isOwnPage(sender));
    return true;
  },
  "take-confirm": ({ id }) => takeConfirm(id),
  remember: async ({ what, value }) => {
    if (!(await mayBeMuted({ what, value }))) throw new Error("this name cannot be muted");
    await remember(what, value);
    await announceTrustChange();
    return true;
  },
  forget: async ({ what, value }) => {
    const name = await forget(what, value);
    await announceTrustChange();
    return keepUndoable(name && { what: "name", name });
  },
};
