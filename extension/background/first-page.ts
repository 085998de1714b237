// The first page: opened once, when the extension was installed, unless the organisation wants none; an update opens
// nothing.

import { api } from "../platform/browser.js";
import { policy } from "./policy.js";

const KEY = "firstPageShown";

/** Opens the first page, where this was an installation. */
export async function openFirstPage({ reason }: chrome.runtime.InstalledDetails): Promise<void> {
  if (reason !== "install" || !(await policy()).firstPage) return;
  // Of an extension that is not from a store, Chromium says so again at each start.
  const { [KEY]: shown } = await api.storage.local.get<Record<string, unknown>>(KEY);
  if (shown === true) return;
  await api.tabs.create({ url: api.runtime.getURL("welcome/welcome.html") });
  await api.storage.local.set({ [KEY]: true });
}
