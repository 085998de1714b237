// The organisation's policy, from the browser's managed storage or from a team file that the user imported. Both have the same
// shape (policy-schema.json). A field that cannot be read has no effect on the others.

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
  validHost,
} from "./validators.js";
import { judge } from "./judge.js";
import { teamPolicy } from "./storage.js";

/** The fields of a policy. A missing field leaves everything as it is without an organisation. */
export interface PolicyParts {
  readonly organisation?: string;
  readonly language?: Language;
  readonly marketplace?: Home;
  readonly notifications?: Notifications;
  readonly journal?: boolean;
  readonly journalSubjects?: boolean;
  /** The sites that the organisation wants watched. Only the user can grant the permission. */
  readonly webmails?: readonly string[];
  /** Exact hosts and addresses that are never warned about. */
  readonly partners?: readonly string[];
  /** The exact hosts of the organisation's mail gateways. */
  readonly gateways?: readonly string[];
  /** The settings of this policy that the user may change all the same. */
  readonly userMayChange?: readonly SettingName[];
  readonly openDanger?: boolean;
  readonly remember?: boolean;
  readonly firstPage?: boolean;
}

/** The policy in force. */
export interface Policy {
  readonly source: "managed" | "team" | null;
  /** The fields as they were read. */
  readonly parts: PolicyParts;
  readonly partners: readonly string[];
  readonly webmails: readonly string[];
  readonly limits: Limits;
  /** Whether the first page opens after the installation. */
  readonly firstPage: boolean;
  readonly problems: readonly Problem[];
  /** Whether a team file exists that the managed policy overrides. */
  readonly teamRests: boolean;
}

const SETTINGS: readonly SettingName[] = ["language", "marketplace", "notifications", "journal", "journalSubjects"];

const settingName: Validator<SettingName> = (value, place) =>
  SETTINGS.find((setting) => setting === value) ?? place.wrong(value);

/** Reads a policy. Problems are noted with the path of their field. */
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
    gateways: validList(validHost),
    userMayChange: validList(settingName),
    openDanger: validBoolean,
    remember: validBoolean,
    firstPage: validBoolean,
  };
  return validMembers(readers, value, place);
}

/** The policy in force. A managed policy with any field overrides the team file. */
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

/** The policy in force now. */
export async function currentPolicy(): Promise<Policy> {
  const [managed, team] = await Promise.all([managedPolicy(), teamPolicy()]);
  // Without a policy there is no need to start the module for the list of marketplaces.
  const isUnset = team === undefined && Object.keys(managed).length === 0;
  return withoutRefused(policyFrom(managed, team, isUnset ? new Set() : await regions()));
}

/** The policy without the hosts that cannot be mail gateways of one company. A problem names each of them. */
async function withoutRefused(policy: Policy): Promise<Policy> {
  const { gateways = [] } = policy.parts;
  const refused = await refusedGateways(gateways);
  if (refused.length === 0) return policy;
  const problems = refused.map((text): Problem => ({ code: "no-gateway", place: "gateways", text }));
  return {
    ...policy,
    parts: { ...policy.parts, gateways: gateways.filter((host) => !refused.includes(host)) },
    problems: [...policy.problems, ...problems],
  };
}

/** The hosts that Rust refuses as mail gateways of one company. */
export async function refusedGateways(hosts: readonly string[]): Promise<string[]> {
  if (hosts.length === 0) return [];
  return judge.run((module) => hosts.filter((host) => module.gatewayRefusal(host) !== undefined));
}

/** The browser's managed policy. Firefox reports an error where there is none. */
async function managedPolicy(): Promise<Record<string, unknown>> {
  return api.storage.managed.get<Record<string, unknown>>(null).catch(() => ({}));
}

let known: Promise<ReadonlySet<string>> | undefined;

/** The regions of the known marketplaces. */
export function regions(): Promise<ReadonlySet<string>> {
  known ??= judge
    .run((module) => new Set(module.notificationPages().map(([region]) => region)))
    .catch((error: unknown) => {
      known = undefined;
      throw error;
    });
  return known;
}

/** The fields with one plain value, in the order of the list on the settings page. */
const PLAIN = [
  "language",
  "notifications",
  "journal",
  "journalSubjects",
  "openDanger",
  "remember",
  "firstPage",
] as const;

/** The fields that a policy sets, for display. */
export function setsOf(parts: PolicyParts): Change[] {
  const one = (of: string, value: string): Change => ({ of, before: null, after: value });
  const { marketplace: home, partners = [], gateways = [], webmails = [], userMayChange = [] } = parts;
  return [
    ...(home === undefined ? [] : [one("marketplace", homeText(home))]),
    ...PLAIN.flatMap((of) => (parts[of] === undefined ? [] : [one(of, String(parts[of]))])),
    ...partners.map((value) => one("partners", value)),
    ...gateways.map((value) => one("gateways", value)),
    ...webmails.map((value) => one("webmails", value)),
    ...userMayChange.map((value) => one("userMayChange", value)),
  ];
}

/** The marketplace as files and policies write it. */
export function homeText(home: Home): string {
  return home === "elsewhere" ? home : home.region;
}
