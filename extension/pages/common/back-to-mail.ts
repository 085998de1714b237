// Leaves a page of ours that stands in place of a refused link, or that follows such a page, and goes back to the mail.

import { api } from "../../platform/browser.js";

/**
 * The steps back from the page in place of a refused link. In Chromium the browser's error page stays in the history before it. A step to
 * that one would ask for the refused address again, and its blocking rule may have ended by then. Firefox keeps no entry for its error
 * page.
 */
const STEPS_BACK = location.protocol === "moz-extension:" ? 1 : 2;

/**
 * Goes back to the mail. `ours` is the number of our pages in a row, up to this one. A tab that was opened for the link, or for our page
 * alone, has no mail to go back to, so it is closed. Before our pages it has at most an empty page or the browser's error page.
 */
export async function backToMail(ours: number): Promise<void> {
  const tab = await api.tabs.getCurrent();
  const steps = ours - 1 + STEPS_BACK;
  const hasNoMail = history.length <= steps || (tab?.openerTabId !== undefined && history.length <= ours + 1);
  if (hasNoMail && tab?.id !== undefined) await api.tabs.remove(tab.id);
  else history.go(-steps);
}
