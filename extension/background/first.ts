// The first page: opened once, when the extension was installed; an update opens nothing.

import { api } from "../shared/browser.js";

/** Opens the first page, where this was an installation. */
export async function openFirstPage({ reason }: chrome.runtime.InstalledDetails): Promise<void> {
  if (reason !== "install") return;
  await api.tabs.create({ url: api.runtime.getURL("welcome/welcome.html") });
}
