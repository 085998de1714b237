// What holds of the settings: what the user has chosen and what his organisation has set, and what every place that shows
// something needs of it. Whatever is locked is refused here, whoever asks.

import { api } from "../platform/browser.js";
import type {
  Home,
  Notifications,
  Organisation,
  Remembered,
  SettingName,
  Settings,
  Surroundings,
} from "../protocol/requests.js";
import { type Language, languageFor } from "../i18n/texts.js";
import { MOST_NAMES, Place, isHome, isLanguage, isNotifications, listOf, remembered, site } from "./validators.js";
import { judge } from "./modules.js";
import type { Stored } from "./migrations.js";
import { type Policy, policy, setsOf } from "./policy.js";
import { stored, update } from "./storage.js";
import { textsIn } from "./text-cache.js";

/** What the user has chosen; what is missing was never asked for. */
export interface Chosen {
  readonly language?: Language;
  readonly home?: Home;
  readonly notifications?: Notifications;
  readonly journal?: boolean;
  readonly journalSubjects?: boolean;
  readonly remembered: readonly Remembered[];
  /** Sites that an imported file names; they wait for the user to allow them. */
  readonly imported: readonly string[];
}

/** What is stored, as far as it can be read. */
export function chosenIn(from: Stored): Chosen {
  const names = Array.isArray(from.remembered) ? from.remembered.filter(isRemembered) : [];
  return {
    ...(isLanguage(from.language) ? { language: from.language } : {}),
    ...(isHome(from.home) ? { home: from.home } : {}),
    ...(isNotifications(from.notifications) ? { notifications: from.notifications } : {}),
    ...(typeof from.journal === "boolean" ? { journal: from.journal } : {}),
    ...(typeof from.journalSubjects === "boolean" ? { journalSubjects: from.journalSubjects } : {}),
    remembered: names,
    imported: Array.isArray(from.imported) ? (listOf(site)(from.imported, new Place("")) ?? []) : [],
  };
}

function isRemembered(value: unknown): value is Remembered {
  const one = value as Partial<Record<keyof Remembered, unknown>> | null;
  return (
    (one?.what === "host" || one?.what === "address") && typeof one.value === "string" && typeof one.since === "string"
  );
}

/** What holds of what the user has chosen under a policy, for a browser that speaks this language. */
export function settingsUnder({ parts, limits }: Policy, chosen: Chosen, browserLanguage: string): Settings {
  // What is locked is the organisation's; of the rest its values hold until the user chooses others.
  const own: Partial<Chosen> = Object.fromEntries(
    Object.entries(chosen).filter(([key]) => !limits.locked.includes(settingOf(key))),
  );
  const home = own.home ?? parts.marketplace;
  return {
    language: own.language ?? parts.language ?? languageFor(browserLanguage),
    ...(home === undefined ? {} : { home }),
    remembered: chosen.remembered,
    notifications: own.notifications ?? parts.notifications ?? "caution",
    journal: own.journal ?? parts.journal ?? true,
    journalSubjects: own.journalSubjects ?? parts.journalSubjects ?? false,
  };
}

/** Under which name an organisation sets what is stored under this one. */
function settingOf(key: string): SettingName {
  return key === "home" ? "marketplace" : (key as SettingName);
}

/** The settings that hold; what is missing or unreadable is as if never chosen. */
export async function settings(): Promise<Settings> {
  return (await held()).settings;
}

/** The same, with the policy under which they hold. */
export async function held(): Promise<{ readonly settings: Settings; readonly law: Policy }> {
  const [{ stored: from }, law] = await Promise.all([stored(), policy()]);
  return { settings: settingsUnder(law, chosenIn(from), api.i18n.getUILanguage()), law };
}

/** What the user may choose himself; where the organisation has not locked it. */
type Choices = Omit<Chosen, "remembered" | "imported">;

/** Changes some of the settings; an error where one of them is locked, or is no marketplace of the tables. */
export async function change(changes: Choices): Promise<void> {
  if (changes.home !== undefined && changes.home !== "elsewhere") {
    const { region } = changes.home;
    const known = await judge.run((module) => module.notificationPages());
    if (!known.some(([one]) => one === region)) throw new Error("not a marketplace");
  }
  const { limits } = await policy();
  const locked = Object.keys(changes).filter((key) => limits.locked.includes(settingOf(key)));
  if (locked.length > 0) throw new Error(`set by the organisation: ${locked.join(", ")}`);
  await update((before) => ({ ...before, ...changes }));
}

/** The whole text of the error where the user has muted as many names as there is room for. */
export const TOO_MANY = "too-many";

/** Remembers that the user does not want to be warned about a host or an address. A full list takes no more; none is pushed out. */
export async function remember(what: Remembered["what"], value: string): Promise<void> {
  // By the reader of files: what is remembered can be taken to another browser.
  const one = remembered({ what, value, since: new Date().toISOString() }, new Place(""));
  if (one === null) throw new Error("not a host or an address");
  if (!(await policy()).limits.remember) throw new Error("set by the organisation: remember");
  await update((before) => {
    const others = without(before, what, one.value);
    if (others.length >= MOST_NAMES) throw new Error(TOO_MANY);
    return { ...before, remembered: [...others, one] };
  });
}

/** Warns about it again. */
export async function forget(what: Remembered["what"], value: string): Promise<void> {
  await update((before) => ({ ...before, remembered: without(before, what, value) }));
}

function without(before: Stored, what: Remembered["what"], value: string): Remembered[] {
  return chosenIn(before).remembered.filter((one) => one.what !== what || one.value !== value);
}

/** Does not ask any more for a site that an imported file named. */
export async function dropImported(pattern: string): Promise<void> {
  await update((before) => ({ ...before, imported: chosenIn(before).imported.filter((one) => one !== pattern) }));
}

/** Settings, texts and safe ways, for whoever shows something. */
export async function surroundings(): Promise<Surroundings> {
  const { settings: chosen, law } = await held();
  const texts = await textsIn(chosen.language);
  const notificationPages = await judge.run((module) => module.notificationPages());
  return { settings: chosen, limits: law.limits, messages: texts.all(), notificationPages };
}

/** What the organisation has set, and which sites wait to be allowed. */
export async function organisation(): Promise<Organisation> {
  const [{ stored: from, newer }, law] = await Promise.all([stored(), policy()]);
  const asked = await missing(law.webmails);
  const imported = await missing(chosenIn(from).imported);
  return {
    source: law.source,
    name: law.parts.organisation ?? null,
    sets: setsOf(law.parts),
    problems: law.problems,
    asked,
    imported: imported.filter((pattern) => !asked.includes(pattern)),
    teamRests: law.teamRests,
    newer,
  };
}

/** Whether the organisation wants a site to be watched. */
export async function isAskedFor(pattern: string): Promise<boolean> {
  return (await policy()).webmails.includes(pattern);
}

/** The sites of these that the browser does not let us onto yet. */
async function missing(patterns: readonly string[]): Promise<string[]> {
  const allowed = await Promise.all(patterns.map((pattern) => api.permissions.contains({ origins: [pattern] })));
  return patterns.filter((_, at) => !allowed[at]);
}
