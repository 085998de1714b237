// The settings file, for taking the user's choices to another browser, and the team file, by which a small team distributes a
// policy without managed devices. A file is imported as a whole or not at all.

import type { Change, Review } from "../model/organisation.js";
import {
  FieldPath,
  type Validators,
  isObject,
  validLanguage,
  validList,
  validMarketplace,
  validMembers,
  validNotifications,
  validChosenBody,
  validRemembered,
  validSite,
  validBoolean,
} from "./validators.js";
import { type Policy, type PolicyParts, homeText, readPolicy, setsOf } from "./policy.js";
import type { UserChoices } from "./settings.js";

const SETTINGS = "touchstone-settings";
const TEAM = "touchstone-team";
/** The format version of both files. */
const VERSION = 1;
/** The most characters of a file. The extension never writes more. */
export const MOST_OF_A_FILE = 1_000_000;

/** The content of a settings file besides its format. A missing setting stays as it is. */
interface FileSettings {
  readonly language?: NonNullable<UserChoices["language"]>;
  readonly marketplace?: NonNullable<UserChoices["home"]>;
  readonly notifications?: NonNullable<UserChoices["notifications"]>;
  readonly journal?: boolean;
  readonly journalSubjects?: boolean;
  readonly remembered?: UserChoices["remembered"];
  readonly bodies?: NonNullable<UserChoices["bodies"]>;
  readonly webmails?: readonly string[];
}

/** The content of a file, or its problems. */
export type ParsedFile =
  | { readonly what: "settings"; readonly written: FileSettings }
  | { readonly what: "team"; readonly policy: PolicyParts; readonly raw: unknown }
  | Extract<Review, { what: "wrong" }>;

/** The text of the settings file: the user's choices and added sites. */
export function exportText(chosen: UserChoices, sites: readonly string[]): string {
  const { home, imported, ...others } = chosen;
  const file = {
    format: SETTINGS,
    version: VERSION,
    ...others,
    ...(home === undefined ? {} : { marketplace: homeText(home) }),
    webmails: [...new Set([...sites, ...imported])],
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Reads a file of either kind. A single problem rejects the whole file. */
export function parseFile(text: string, regions: ReadonlySet<string>): ParsedFile {
  const place = new FieldPath("");
  const file = parse(text, place);
  if (!file) return { what: "wrong", problems: place.problems };
  const { format, version, ...content } = file;
  if (format !== SETTINGS && format !== TEAM) place.key("format").wrong(format, "not-ours");
  else if (version !== VERSION)
    place.key("version").wrong(version, typeof version === "number" && version > VERSION ? "newer" : "wrong");
  if (place.problems.length > 0) return { what: "wrong", problems: place.problems };
  const read = format === SETTINGS ? settingsIn(content, regions, place) : teamIn(content, regions, place);
  return place.problems.length > 0 ? { what: "wrong", problems: place.problems } : read;
}

function parse(text: string, place: FieldPath): Readonly<Record<string, unknown>> | null {
  if (text.length > MOST_OF_A_FILE) return place.wrong(undefined, "too-large");
  try {
    // Some editors begin a file with a byte order mark.
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    return isObject(value) ? value : place.wrong(undefined, "not-ours");
  } catch {
    return place.wrong(undefined, "not-json");
  }
}

function settingsIn(content: unknown, regions: ReadonlySet<string>, place: FieldPath): ParsedFile {
  const readers: Validators<FileSettings> = {
    language: validLanguage,
    marketplace: validMarketplace(regions),
    notifications: validNotifications,
    journal: validBoolean,
    journalSubjects: validBoolean,
    remembered: validList(validRemembered),
    bodies: validList(validChosenBody),
    webmails: validList(validSite),
  };
  return { what: "settings", written: validMembers(readers, content, place) };
}

function teamIn(
  { policy, ...others }: Readonly<Record<string, unknown>>,
  regions: ReadonlySet<string>,
  place: FieldPath,
): ParsedFile {
  for (const name of Object.keys(others)) place.key(name).wrong(undefined, "unknown");
  return { what: "team", policy: readPolicy(policy, regions, place.key("policy")), raw: policy };
}

/** The changes that importing a file would make. */
export function reviewFile(file: ParsedFile, chosen: UserChoices, sites: readonly string[], policy: Policy): Review {
  if (file.what === "wrong") return file;
  if (file.what === "settings") return { what: "settings", changes: changesBy(file.written, chosen, sites, policy) };
  // A team file would have no effect beside a managed policy.
  if (policy.source === "managed") return { what: "wrong", problems: [{ code: "managed", place: "" }] };
  return { what: "team", changes: setsOf(file.policy) };
}

function changesBy(written: FileSettings, chosen: UserChoices, sites: readonly string[], { limits }: Policy): Change[] {
  const values = Object.entries(valueTexts(written)).map(([of, after]): Change => {
    const before = valueTexts({ ...chosen, ...(chosen.home ? { marketplace: chosen.home } : {}) })[of] ?? null;
    const locked = limits.locked.some((setting) => setting === of);
    return { of, before, after, ...(locked ? { locked: true } : {}) };
  });
  const names =
    written.remembered === undefined ? [] : namesChanged(chosen.remembered, written.remembered, limits.remember);
  const wanted = (written.webmails ?? []).filter((pattern) => !sites.includes(pattern));
  return [
    ...values.filter(({ before, after }) => before !== after),
    ...names,
    ...(written.bodies === undefined ? [] : bodiesChanged(chosen.bodies ?? [], written.bodies)),
    ...wanted.map((after): Change => ({ of: "webmails", before: null, after })),
  ];
}

/** The settings with a single value, as texts. */
function valueTexts(written: FileSettings): Record<string, string> {
  const { language, marketplace: home, notifications, journal, journalSubjects } = written;
  const values = { language, marketplace: home && homeText(home), notifications, journal, journalSubjects };
  return Object.fromEntries(
    Object.entries(values).flatMap(([of, value]) => (value === undefined ? [] : [[of, String(value)]])),
  );
}

function namesChanged(before: UserChoices["remembered"], after: UserChoices["remembered"], mayAdd: boolean): Change[] {
  const lacks = (names: UserChoices["remembered"], { what, value }: UserChoices["remembered"][number]): boolean =>
    !names.some((one) => one.what === what && one.value === value);
  const added = after.filter((one) => lacks(before, one));
  const gone = before.filter((one) => lacks(after, one));
  return [
    ...added.map(({ what, value }): Change => ({
      of: kindOf(what),
      before: null,
      after: value,
      ...(mayAdd ? {} : { locked: true }),
    })),
    ...gone.map(({ what, value }): Change => ({ of: kindOf(what), before: value, after: null })),
  ];
}

/** The sites where a file chooses another body, and those where it takes one back. */
function bodiesChanged(
  before: NonNullable<UserChoices["bodies"]>,
  after: NonNullable<UserChoices["bodies"]>,
): Change[] {
  const added = after.filter(
    ({ origin, selector }) => !before.some((one) => one.origin === origin && one.selector === selector),
  );
  const gone = before.filter(({ origin }) => !after.some((one) => one.origin === origin));
  return [
    ...added.map(({ origin }): Change => ({ of: "body", before: null, after: origin })),
    ...gone.map(({ origin }): Change => ({ of: "body", before: origin, after: null })),
  ];
}

/** The list that a name stands on. */
function kindOf(what: UserChoices["remembered"][number]["what"]): string {
  return what === "gateway" ? "gateway" : "remembered";
}

/** The user's choices after an import. Locked settings stay as they are. */
export function applyFile(
  written: FileSettings,
  chosen: UserChoices,
  sites: readonly string[],
  { limits }: Policy,
): UserChoices {
  const { marketplace: home, remembered: names, webmails, bodies, ...values } = written;
  const free = Object.entries({ ...values, home }).filter(
    ([key, value]) =>
      value !== undefined && !limits.locked.some((setting) => setting === (key === "home" ? "marketplace" : key)),
  );
  const known = new Set(chosen.remembered.map(({ what, value }) => `${what} ${value}`));
  const kept = limits.remember ? names : names?.filter(({ what, value }) => known.has(`${what} ${value}`));
  const wanted = webmails?.filter((pattern) => !sites.includes(pattern));
  return {
    ...chosen,
    ...Object.fromEntries(free),
    remembered: kept ?? chosen.remembered,
    ...(bodies === undefined ? {} : { bodies: onePerSite(bodies) }),
    imported: wanted ?? chosen.imported,
  };
}

/** The last of several bodies on one site. */
function onePerSite(bodies: NonNullable<UserChoices["bodies"]>): NonNullable<UserChoices["bodies"]> {
  return [...new Map(bodies.map((one) => [one.origin, one])).values()];
}
