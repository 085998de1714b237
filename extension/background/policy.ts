// What an organisation has set: by the browser's managed storage, or by a team file that the user imported. Both have one
// shape (policy-schema.json). A part that is not understood counts for nothing and takes no other with it.

import { api } from "../platform/browser.js";
import type { Change, Problem } from "../model/organisation.js";
import type { Home, Limits, Notifications, SettingName } from "../model/settings.js";
import type { Language } from "../model/language.js";
import {
  FieldPath,
  type Validator,
  type Validators,
  isObject,
  validLanguage,
  validList,
  validMarketplace,
  validMembers,
  validName,
  validNotifications,
  validSite,
  validTitle,
  validBoolean,
} from "./validators.js";
import { judge } from "./judge.js";
import { teamPolicy } from "./storage.js";

/** What can be set. Where a part is missing, it is as without an organisation. */
export interface PolicyParts {
  readonly organisation?: string;
  readonly language?: Language;
  readonly marketplace?: Home;
  readonly notifications?: Notifications;
  readonly journal?: boolean;
  readonly journalSubjects?: boolean;
  /** Sites that are to be watched; the browser lets only the user allow them. */
  readonly webmails?: readonly string[];
  /** Exact hosts and addresses about which nobody is warned. */
  readonly partners?: readonly string[];
  /** Of what is set here, what the user may change all the same. */
  readonly userMayChange?: readonly SettingName[];
  readonly openDanger?: boolean;
  readonly remember?: boolean;
  readonly firstPage?: boolean;
}

/** What holds. */
export interface Policy {
  readonly source: "managed" | "team" | null;
  /** What is set, as it was read. */
  readonly parts: PolicyParts;
  readonly partners: readonly string[];
  readonly webmails: readonly string[];
  readonly limits: Limits;
  /** A first page opens when Touchstone is installed. */
  readonly firstPage: boolean;
  readonly problems: readonly Problem[];
  /** There is a team file, but the managed policy stands over it. */
  readonly teamRests: boolean;
}

const SETTINGS: readonly SettingName[] = ["language", "marketplace", "notifications", "journal", "journalSubjects"];

const settingName: Validator<SettingName> = (value, place) =>
  SETTINGS.find((setting) => setting === value) ?? place.wrong(value);

/** Reads a policy; what is wrong in it is noted at its place. */
export function readPolicy(value: unknown, regions: ReadonlySet<string>, place: FieldPath): PolicyParts {
  const readers: Validators<PolicyParts> = {
    organisation: validTitle,
    language: validLanguage,
    marketplace: validMarketplace(regions),
    notifications: validNotifications,
    journal: validBoolean,
    journalSubjects: validBoolean,
    webmails: validList(validSite),
    partners: validList(validName),
    userMayChange: validList(settingName),
    openDanger: validBoolean,
    remember: validBoolean,
    firstPage: validBoolean,
  };
  return validMembers(readers, value, place);
}

/** The policy that holds: as long as the managed one sets anything, a team file counts for nothing. */
export function policyFrom(managed: unknown, team: unknown, regions: ReadonlySet<string>): Policy {
  const isManaged = isObject(managed) && Object.keys(managed).length > 0;
  const isTeam = !isManaged && team !== undefined;
  const place = new FieldPath("");
  const parts = isManaged || isTeam ? readPolicy(isManaged ? managed : team, regions, place) : {};
  const free = parts.userMayChange ?? [];
  return {
    parts,
    source: isManaged ? "managed" : isTeam ? "team" : null,
    partners: parts.partners ?? [],
    webmails: parts.webmails ?? [],
    limits: {
      locked: SETTINGS.filter((setting) => parts[setting] !== undefined && !free.includes(setting)),
      openDanger: parts.openDanger ?? true,
      pause: parts.openDanger ?? true,
      remember: parts.remember ?? true,
    },
    firstPage: parts.firstPage ?? true,
    problems: place.problems,
    teamRests: isManaged && team !== undefined,
  };
}

/** The policy that holds now. */
export async function currentPolicy(): Promise<Policy> {
  const [managed, team] = await Promise.all([managedPolicy(), teamPolicy()]);
  // Where nobody sets anything, nothing has to be started to know the marketplaces.
  const isUnset = team === undefined && Object.keys(managed).length === 0;
  return policyFrom(managed, team, isUnset ? new Set() : await regions());
}

/** What the browser was told by who manages it. Firefox has no such storage where nobody does, and says so by an error. */
async function managedPolicy(): Promise<Record<string, unknown>> {
  return api.storage.managed.get<Record<string, unknown>>(null).catch(() => ({}));
}

let known: Promise<ReadonlySet<string>> | undefined;

/** The marketplaces there are. */
export function regions(): Promise<ReadonlySet<string>> {
  known ??= judge
    .run((module) => new Set(module.notificationPages().map(([region]) => region)))
    .catch((error: unknown) => {
      known = undefined;
      throw error;
    });
  return known;
}

/** The parts that have one plain value, in the order they are listed. */
const PLAIN = [
  "language",
  "notifications",
  "journal",
  "journalSubjects",
  "openDanger",
  "remember",
  "firstPage",
] as const;

/** What a policy sets, part by part, for who wants to see it. */
export function setsOf(parts: PolicyParts): Change[] {
  const one = (of: string, value: string): Change => ({ of, before: null, after: value });
  const { marketplace: home, partners = [], webmails = [], userMayChange = [] } = parts;
  return [
    ...(home === undefined ? [] : [one("marketplace", homeText(home))]),
    ...PLAIN.flatMap((of) => (parts[of] === undefined ? [] : [one(of, String(parts[of]))])),
    ...partners.map((value) => one("partners", value)),
    ...webmails.map((value) => one("webmails", value)),
    ...userMayChange.map((value) => one("userMayChange", value)),
  ];
}

/** Where Seller Central is opened, as files and policies write it. */
export function homeText(home: Home): string {
  return home === "elsewhere" ? home : home.region;
}
