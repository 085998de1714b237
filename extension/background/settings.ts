// What the user has chosen, in the browser's local storage, and what every place that shows something needs of it.

import { api } from "../shared/browser.js";
import type { Home, Settings, Surroundings } from "../shared/messages.js";
import { LANGUAGES, type Language, languageFor, loadTexts } from "../shared/texts.js";
import { judge } from "./judge.js";

const KEY = "settings";

/** The settings; what is missing or unreadable is as if never chosen. */
export async function settings(): Promise<Settings> {
  const { [KEY]: stored } = await api.storage.local.get<Record<string, unknown>>(KEY);
  const value = typeof stored === "object" && stored !== null ? (stored as Record<string, unknown>) : {};
  const language = isLanguage(value.language) ? value.language : languageFor(api.i18n.getUILanguage());
  const home = value.home;
  return isHome(home) ? { language, home } : { language };
}

/** Changes some of the settings. */
export async function change(changes: Partial<Settings>): Promise<void> {
  const { [KEY]: stored } = await api.storage.local.get<Record<string, unknown>>(KEY);
  await api.storage.local.set({ [KEY]: { ...(typeof stored === "object" ? stored : {}), ...changes } });
}

/** Whether a value is a language we have. */
export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some(([language]) => language === value);
}

/** Whether a value says where Seller Central is opened. */
export function isHome(value: unknown): value is Home {
  if (value === "elsewhere") return true;
  return typeof value === "object" && value !== null && "region" in value && /^[A-Z]{2}$/.test(String(value.region));
}

/** Settings, texts and safe ways, for whoever shows something. */
export async function surroundings(): Promise<Surroundings> {
  const chosen = await settings();
  const texts = await loadTexts(chosen.language, (path) => api.runtime.getURL(path));
  const notificationPages = await judge.run((module) => module.notificationPages());
  return { settings: chosen, messages: texts.all(), notificationPages };
}
