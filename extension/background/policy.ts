// What an organisation has set: by the browser's managed storage, or by a team file that the user imported. Both have one
// shape (policy-schema.json). A part that is not understood counts for nothing and takes no other with it.

import { api } from "../platform/browser.js";
import type { Change, Home, Limits, Notifications, Problem, SettingName } from "../protocol/requests.js";
import type { Language } from "../i18n/texts.js";
import {
  Place,
  type Reader,
  type Readers,
  isObject,
  language,
  listOf,
  marketplace,
  members,
  name,
  notifications,
  site,
  title,
  truth,
} from "./validators.js";
import { judge } from "./modules.js";
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

const settingName: Reader<SettingName> = (value, place) =>
  SETTINGS.find((setting) => setting === value) ?? place.wrong(value);

/** Reads a policy; what is wrong in it is noted at its place. */
export function readPolicy(value: unknown, regions: ReadonlySet<string>, place: Place): PolicyParts {
  const readers: Readers<PolicyParts> = {
    organisation: title,
    language,
    marketplace: marketplace(regions),
    notifications,
    journal: truth,
    journalSubjects: truth,
    webmails: listOf(site),
    partners: listOf(name),
    userMayChange: listOf(settingName),
    openDanger: truth,
    remember: truth,
    firstPage: truth,
  };
  return members(readers, value, place);
}

/** The policy that holds: as long as the managed one sets anything, a team file counts for nothing. */
export function policyFrom(managed: unknown, team: unknown, regions: ReadonlySet<string>): Policy {
  const isManaged = isObject(managed) && Object.keys(managed).length > 0;
  const isTeam = !isManaged && team !== undefined;
  const place = new Place("");
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
export async function policy(): Promise<Policy> {
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
