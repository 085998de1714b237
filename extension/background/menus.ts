// The ways into the check from a page: the menu over a link, a selection or a picture, and a key for the selection.

import { api } from "../platform/browser.js";
import { pictureIn } from "./capture.js";
import { openCheck } from "./check-page.js";
import { settings } from "./settings.js";
import { SETTINGS, TEAM } from "./storage.js";
import { textsIn } from "./text-cache.js";
import { turns } from "./serial-queue.js";

type Tab = chrome.tabs.Tab;
type Clicked = chrome.contextMenus.OnClickData;

/** What the menu is opened over, by the entry's name. */
const ENTRIES = { link: "menu_link", selection: "menu_selection", image: "menu_picture" } as const;

/** The key's name in the manifest. */
const CHECK_SELECTION = "check-selection";

/** Listens to menus and keys; to be called at once, or the browser would not wake us for them. */
export function listenToMenus(): void {
  api.contextMenus.onClicked.addListener((clicked, tab) => void fromMenu(clicked, tab));
  api.commands.onCommand.addListener((command, tab) => {
    if (command === CHECK_SELECTION) void fromKey(tab);
  });
  // The browser keeps entries until the next installation or update; its language may change before.
  api.runtime.onInstalled.addListener(() => void drawEntries());
  api.runtime.onStartup.addListener(() => void drawEntries());
  api.storage.onChanged.addListener((changes, area) => {
    if (area === "managed" || SETTINGS in changes || TEAM in changes) void drawEntries();
  });
}

// Entries are taken out and put in again; two of us at once would put them in twice, which the browser refuses.
const inTurn = turns();
let language: string | undefined;

/** Puts the entries in, in the user's language; nothing is done where they are there in it. */
export function drawEntries(): Promise<void> {
  return inTurn(async () => {
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

/** Opens the check on what is selected in the tab; on an empty field where nothing is, or nobody may look. */
async function fromKey(tab: Tab | undefined): Promise<void> {
  await openCheck({ text: tab?.id === undefined ? "" : await selectionIn(tab.id) });
}

async function selectionIn(tabId: number): Promise<string> {
  const results = await api.scripting
    .executeScript({ target: { tabId, allFrames: true }, func: () => getSelection()?.toString() ?? "" })
    .catch(() => []);
  return results.map(({ result }) => result ?? "").find((text) => text.trim()) ?? "";
}
