// The style sheet that Firefox removes from every page when the extension is switched off or removed. Its purpose:
// content/extension-sheet.ts.

import { api } from "../platform/browser.js";

const KEY = "own-sheet";

/**
 * The prefix of the custom properties. The whole session shares one, because the script of a page also draws in the frames below
 * it.
 */
async function sheetName(): Promise<string> {
  const stored: unknown = (await api.storage.session.get(KEY))[KEY];
  if (typeof stored === "string") return stored;
  const made = `--x${[...crypto.getRandomValues(new Uint32Array(4))].map((word) => word.toString(36)).join("")}`;
  await api.storage.session.set({ [KEY]: made });
  return made;
}

let name: Promise<string> | undefined;

/** Inserts the sheet into a frame and returns the prefix of its custom properties. */
export async function insertSheet(tabId: number, frameId: number): Promise<string> {
  name ??= sheetName();
  const start = await name.catch((error: unknown) => {
    name = undefined;
    throw error;
  });
  const css = `:root { ${start}-block: block !important; ${start}-inline-block: inline-block !important; }`;
  // No style of a page or a mail can override a sheet of the user origin.
  await api.scripting.insertCSS({ target: { tabId, frameIds: [frameId] }, css, origin: "USER" });
  return start;
}
