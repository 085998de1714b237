// The ways from a page to the check: a menu entry over a link, a selection or a picture, and a keyboard shortcut for the selection.

import { api } from "../platform/browser.js";
import { pictureIn } from "./capture.js";
import { openCheck } from "./check-page.js";
import { settings } from "./settings.js";
import { SETTINGS_KEY, TEAM_KEY } from "./storage.js";
import { textsIn } from "./text-cache.js";
import { serialQueue } from "./serial-queue.js";

type Tab = chrome.tabs.Tab;
type Clicked = chrome.contextMenus.OnClickData;

/** The text key of each menu entry, by the context in which it appears. */
const ENTRIES = { link: "menu_link", selection: "menu_selection", image: "menu_picture" } as const;

/** The name of the shortcut in the manifest. */
const CHECK_SELECTION = "check-selection";

/**
 * Listens to menus and shortcuts. It must be called synchronously at the start, so that the browser wakes the background for them.
 */
export function listenToMenus(): void {
  api.contextMenus.onClicked.addListener((clicked, tab) => void fromMenu(clicked, tab));
  api.commands.onCommand.addListener((command, tab) => {
    if (command === CHECK_SELECTION) void fromKey(tab);
  });
  // The browser keeps the entries until the next installation or update, but its language may change earlier.
  api.runtime.onInstalled.addListener(() => void drawEntries());
  api.runtime.onStartup.addListener(() => void drawEntries());
  api.storage.onChanged.addListener((changes, area) => {
    if (area === "managed" || SETTINGS_KEY in changes || TEAM_KEY in changes) void drawEntries();
  });
}

// Entries are removed and created again. Two simultaneous runs would create them twice, which the browser refuses.
const inSequence = serialQueue();
let language: string | undefined;

/** Creates the entries in the user's language, unless they already exist in it. */
export function drawEntries(): Promise<void> {
  return inSequence(async () => {
    const chosen = await settings();
    if (chosen.language === language) return;
    const texts = await textsIn(chosen.language);
    await api.contextMenus.removeAll();
    for (const [context, title] of Object.entries(ENTRIES) as [keyof typeof ENTRIES, string][]) {
      api.contextMenus.create({ id: context, title: texts.text(title), contexts: [context] });
    }
    language = chosen.language;
  });
}

async function fromMenu(clicked: Clicked, tab: Tab | undefined): Promise<void> {
  switch (clicked.menuItemId) {
    case "link":
      await openCheck({ text: clicked.linkUrl ?? "" });
      return;
    case "selection":
      await openCheck({ text: clicked.selectionText ?? "" });
      return;
    case "image":
      await openCheck(tab ? await pictureIn(tab, clicked.frameId ?? 0) : { failed: "capture-refused" });
  }
}

/** Opens the check on the selection of a tab; on an empty field if there is none or the tab cannot be read. */
async function fromKey(tab: Tab | undefined): Promise<void> {
  await openCheck({ text: tab?.id === undefined ? "" : await selectionIn(tab.id) });
}

async function selectionIn(tabId: number): Promise<string> {
  const results = await api.scripting
    .executeScript({ target: { tabId, allFrames: true }, func: () => getSelection()?.toString() ?? "" })
    .catch(() => []);
  return results.map(({ result }) => result ?? "").find((text) => text.trim()) ?? "";
}
