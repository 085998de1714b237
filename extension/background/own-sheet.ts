// The style sheet that Firefox takes out of every page when the extension is switched off or removed; see own-sheet.ts of the
// content script for what it is good for.

import { api } from "../platform/browser.js";

const KEY = "own-sheet";

/** The start of the properties' names: one for the whole session, because a page's script also draws in the frames below it. */
async function sheetName(): Promise<string> {
  const stored: unknown = (await api.storage.session.get(KEY))[KEY];
  if (typeof stored === "string") return stored;
  const made = `--x${[...crypto.getRandomValues(new Uint32Array(4))].map((word) => word.toString(36)).join("")}`;
  await api.storage.session.set({ [KEY]: made });
  return made;
}

let name: Promise<string> | undefined;

/** Inserts the sheet into a frame and gives the start of its properties' names. */
export async function insertSheet(tabId: number, frameId: number): Promise<string> {
  name ??= sheetName();
  const start = await name.catch((error: unknown) => {
    name = undefined;
    throw error;
  });
  const css = `:root { ${start}-block: block !important; ${start}-inline-block: inline-block !important; }`;
  // In the user's origin no style of a page or a mail reaches it.
  await api.scripting.insertCSS({ target: { tabId, frameIds: [frameId] }, css, origin: "USER" });
  return start;
}
