// What the user has chosen, in the browser's local storage, and what every place that shows something needs of it.

import { api } from "../shared/browser.js";
import type { Home, Remembered, Settings, Surroundings } from "../shared/messages.js";
import { LANGUAGES, type Language, languageFor, loadTexts } from "../shared/texts.js";
import { judge } from "./judge.js";

const KEY = "settings";

/** The settings; what is missing or unreadable is as if never chosen. */
export async function settings(): Promise<Settings> {
  const { [KEY]: stored } = await api.storage.local.get<Record<string, unknown>>(KEY);
  const value = typeof stored === "object" && stored !== null ? (stored as Record<string, unknown>) : {};
  const language = isLanguage(value.language) ? value.language : languageFor(api.i18n.getUILanguage());
  const home = value.home;
  const remembered = Array.isArray(value.remembered) ? value.remembered.filter(isRemembered) : [];
  const journal = { journal: value.journal !== false, journalSubjects: value.journalSubjects === true };
  return { language, remembered, ...journal, ...(isHome(home) ? { home } : {}) };
}

/** No user says more often than this that a warning was wrong. */
const MOST_REMEMBERED = 1_000;

/** Remembers that the user does not want to be warned about a host or an address. */
export async function remember(what: Remembered["what"], value: string): Promise<void> {
  if (!value || value.length > 320) throw new Error("not a host or an address");
  await forget(what, value);
  const { remembered } = await settings();
  await change({ remembered: [...remembered, { what, value, since: new Date().toISOString() }].slice(-MOST_REMEMBERED) });
}

/** Warns about it again. */
export async function forget(what: Remembered["what"], value: string): Promise<void> {
  const { remembered } = await settings();
  await change({ remembered: remembered.filter((one) => one.what !== what || one.value !== value) });
}

function isRemembered(value: unknown): value is Remembered {
  const one = value as Partial<Record<keyof Remembered, unknown>> | null;
  return (one?.what === "host" || one?.what === "address") && typeof one.value === "string" && typeof one.since === "string";
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
