// The settings in force: the user's choices under the organisation's policy, and the surroundings that every surface needs. A
// change of a locked setting is refused here, no matter which page asks.

import { api } from "../platform/browser.js";
import {
  type ChosenBody,
  type Home,
  NAME_KINDS,
  type Notifications,
  type Remembered,
  type SettingName,
  type Settings,
  gatewaysOf,
} from "../model/settings.js";
import type { Organisation } from "../model/organisation.js";
import type { Surroundings } from "../protocol/requests.js";
import type { Language } from "../model/language.js";
import { languageFor } from "../i18n/texts.js";
import {
  MOST_NAMES,
  FieldPath,
  isHome,
  isLanguage,
  isNotifications,
  validChosenBody,
  validList,
  validRemembered,
  validSite,
} from "./validators.js";
import { judge } from "./judge.js";
import type { StoredSettings } from "./migrations.js";
import { type Policy, currentPolicy, setsOf } from "./policy.js";
import { storedSettings, updateSettings } from "./storage.js";
import { textsIn } from "./text-cache.js";

/** The user's choices. A missing field was never chosen. */
export interface UserChoices {
  readonly language?: Language;
  readonly home?: Home;
  readonly notifications?: Notifications;
  readonly journal?: boolean;
  readonly journalSubjects?: boolean;
  readonly remembered: readonly Remembered[];
  /** The bodies that the user has chosen, at most one for each site; missing where there are none. */
  readonly bodies?: readonly ChosenBody[];
  /** The sites that an imported file names. They wait for the user's permission. */
  readonly imported: readonly string[];
}

/** Reads the choices from stored settings. Unreadable fields are left out. */
export function readChoices(from: StoredSettings): UserChoices {
  const names = Array.isArray(from.remembered) ? from.remembered.filter(isRemembered) : [];
  return {
    ...(isLanguage(from.language) ? { language: from.language } : {}),
    ...(isHome(from.home) ? { home: from.home } : {}),
    ...(isNotifications(from.notifications) ? { notifications: from.notifications } : {}),
    ...(typeof from.journal === "boolean" ? { journal: from.journal } : {}),
    ...(typeof from.journalSubjects === "boolean" ? { journalSubjects: from.journalSubjects } : {}),
    remembered: names,
    ...bodiesIn(from.bodies),
    imported: Array.isArray(from.imported) ? (validList(validSite)(from.imported, new FieldPath("")) ?? []) : [],
  };
}

/** The readable bodies of a stored list, as a member of the choices. */
function bodiesIn(value: unknown): Pick<UserChoices, "bodies"> {
  const bodies = Array.isArray(value) ? (validList(validChosenBody)(value, new FieldPath("")) ?? []) : [];
  return bodies.length > 0 ? { bodies } : {};
}

function isRemembered(value: unknown): value is Remembered {
  const one = value as Partial<Record<keyof Remembered, unknown>> | null;
  return (
    NAME_KINDS.some((kind) => kind === one?.what) && typeof one?.value === "string" && typeof one.since === "string"
  );
}

/** The settings in force for the user's choices, a policy, and the browser's language. */
export function effectiveSettings({ parts, limits }: Policy, chosen: UserChoices, browserLanguage: string): Settings {
  // A locked setting has the organisation's value. Any other value of the organisation is a default that the user's choice
  // overrides.
  const own: Partial<UserChoices> = Object.fromEntries(
    Object.entries(chosen).filter(([key]) => !limits.locked.includes(settingOf(key))),
  );
  const home = own.home ?? parts.marketplace;
  return {
    language: own.language ?? parts.language ?? languageFor(browserLanguage),
    ...(home === undefined ? {} : { home }),
    remembered: chosen.remembered,
    ...(chosen.bodies === undefined ? {} : { bodies: chosen.bodies }),
    gateways: [...(parts.gateways ?? []), ...gatewaysOf(chosen.remembered)],
    notifications: own.notifications ?? parts.notifications ?? "caution",
    journal: own.journal ?? parts.journal ?? true,
    journalSubjects: own.journalSubjects ?? parts.journalSubjects ?? false,
  };
}

/** The name by which policies set a stored setting. */
function settingOf(key: string): SettingName {
  return key === "home" ? "marketplace" : (key as SettingName);
}

/** The settings in force. */
export async function settings(): Promise<Settings> {
  return (await settingsInForce()).settings;
}

/** The settings in force, with the policy. */
export async function settingsInForce(): Promise<{ readonly settings: Settings; readonly policy: Policy }> {
  const [{ stored: from }, policy] = await Promise.all([storedSettings(), currentPolicy()]);
  return { settings: effectiveSettings(policy, readChoices(from), api.i18n.getUILanguage()), policy };
}

/** The choices that the user makes one by one. */
export type PlainChoices = Omit<UserChoices, "remembered" | "bodies" | "imported">;

/** Changes some settings. Throws if one of them is locked, or names an unknown marketplace. */
export async function changeSettings(changes: PlainChoices): Promise<void> {
  if (changes.home !== undefined && changes.home !== "elsewhere") {
    const { region } = changes.home;
    const known = await judge.run((module) => module.notificationPages());
    if (!known.some(([one]) => one === region)) throw new Error("not a marketplace");
  }
  const { limits } = await currentPolicy();
  const locked = Object.keys(changes).filter((key) => limits.locked.includes(settingOf(key)));
  if (locked.length > 0) throw new Error(`set by the organisation: ${locked.join(", ")}`);
  await updateSettings((before) => ({ ...before, ...changes }));
}

/** The error text where the list of muted names is full. */
export const TOO_MANY = "too-many";

/** Mutes a host or an address, or names a mail gateway. A full list takes no more names, and drops none. */
export async function remember(what: Remembered["what"], value: string): Promise<void> {
  // The validator for files applies here too, so that a muted name can be exported and imported.
  const one = validRemembered({ what, value, since: new Date().toISOString() }, new FieldPath(""));
  if (one === null) throw new Error("not a host or an address");
  if (!(await currentPolicy()).limits.remember) throw new Error("set by the organisation: remember");
  await updateSettings((before) => {
    const others = without(before, what, one.value);
    if (others.length >= MOST_NAMES) throw new Error(TOO_MANY);
    return { ...before, remembered: [...others, one] };
  });
}

/** Warns about a muted name again. Returns the name as it was kept; null if it was not on the list. */
export async function forget(what: Remembered["what"], value: string): Promise<Remembered | null> {
  let kept: Remembered | undefined;
  await updateSettings((before) => {
    kept = readChoices(before).remembered.find((one) => one.what === what && one.value === value);
    return { ...before, remembered: without(before, what, value) };
  });
  return kept ?? null;
}

/** Mutes a name again that was taken off the list a moment ago, with the day on which the user first muted it. */
export async function muteAgain(name: Remembered): Promise<void> {
  if (!(await currentPolicy()).limits.remember) throw new Error("set by the organisation: remember");
  await updateSettings((before) => {
    const others = without(before, name.what, name.value);
    if (others.length >= MOST_NAMES) throw new Error(TOO_MANY);
    const remembered = [...others, name].toSorted((one, other) => one.since.localeCompare(other.since));
    return { ...before, remembered };
  });
}

function without(before: StoredSettings, what: Remembered["what"], value: string): Remembered[] {
  return readChoices(before).remembered.filter((one) => one.what !== what || one.value !== value);
}

/** Remembers where a mail's text stands on the pages of a site, in place of what was chosen there before. A full list takes no more. */
export async function keepBody(body: ChosenBody): Promise<void> {
  const one = validChosenBody(body, new FieldPath(""));
  if (one === null) throw new Error("not a body on a site");
  await updateSettings((before) => {
    const others = bodiesWithout(before, one.origin);
    if (others.length >= MOST_NAMES) throw new Error(TOO_MANY);
    return { ...before, bodies: [...others, one] };
  });
}

/** Forgets the chosen body of a site. Returns it as it was kept; null if there was none. */
export async function forgetBody(origin: string): Promise<ChosenBody | null> {
  let kept: ChosenBody | undefined;
  await updateSettings((before) => {
    kept = readChoices(before).bodies?.find((one) => one.origin === origin);
    return { ...before, bodies: bodiesWithout(before, origin) };
  });
  return kept ?? null;
}

function bodiesWithout(before: StoredSettings, origin: string): ChosenBody[] {
  return (readChoices(before).bodies ?? []).filter((one) => one.origin !== origin);
}

/** Has a site that an imported file named wait for the user's permission again. */
export async function keepImported(pattern: string): Promise<void> {
  await updateSettings((before) => ({
    ...before,
    imported: [...new Set([...readChoices(before).imported, pattern])],
  }));
}

/** Forgets a site that an imported file named. */
export async function dropImported(pattern: string): Promise<void> {
  await updateSettings((before) => ({
    ...before,
    imported: readChoices(before).imported.filter((one) => one !== pattern),
  }));
}

/** The settings, texts and notification pages for every surface. */
export async function surroundings(): Promise<Surroundings> {
  const { settings: chosen, policy } = await settingsInForce();
  const texts = await textsIn(chosen.language);
  const notificationPages = await judge.run((module) => module.notificationPages());
  return { settings: chosen, limits: policy.limits, messages: texts.all(), notificationPages };
}

/** The organisation's settings, and the sites that wait for permission. */
export async function organisation(): Promise<Organisation> {
  const [{ stored: from, newer }, policy] = await Promise.all([storedSettings(), currentPolicy()]);
  const asked = await missing(policy.webmails);
  const imported = await missing(readChoices(from).imported);
  return {
    source: policy.source,
    name: policy.parts.organisation ?? null,
    sets: setsOf(policy.parts),
    problems: policy.problems,
    asked,
    imported: imported.filter((pattern) => !asked.includes(pattern)),
    teamRests: policy.teamRests,
    newer,
  };
}

/** Whether the organisation wants a site watched. */
export async function isAskedFor(pattern: string): Promise<boolean> {
  return (await currentPolicy()).webmails.includes(pattern);
}

/** The sites that the browser has not granted yet. */
async function missing(patterns: readonly string[]): Promise<string[]> {
  const allowed = await Promise.all(patterns.map((pattern) => api.permissions.contains({ origins: [pattern] })));
  return patterns.filter((_, at) => !allowed[at]);
}
