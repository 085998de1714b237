// Opens the first page once, after the installation, unless the organisation's policy says otherwise. An update opens nothing.

import { api } from "../platform/browser.js";
import { currentPolicy } from "./policy.js";

const KEY = "firstPageShown";

/** Opens the first page after an installation. */
export async function openFirstPage({ reason }: chrome.runtime.InstalledDetails): Promise<void> {
  if (reason !== "install" || !(await currentPolicy()).firstPage) return;
  // Chromium reports an unpacked extension as installed at every start.
  const { [KEY]: shown } = await api.storage.local.get<Record<string, unknown>>(KEY);
  if (shown === true) return;
  await api.tabs.create({ url: api.runtime.getURL("welcome/welcome.html") });
  await api.storage.local.set({ [KEY]: true });
}
