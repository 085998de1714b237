// Settings as a file: all that the user has chosen, to be taken to another browser; and the team file, by which a small team
// sets what others set by managing their devices. A file is taken as a whole or not at all.

import type { Change, Review } from "../protocol/requests.js";
import {
  Place,
  type Readers,
  isObject,
  language,
  listOf,
  marketplace,
  members,
  notifications,
  remembered,
  site,
  truth,
} from "./validators.js";
import { type Policy, type PolicyParts, homeText, readPolicy, setsOf } from "./policy.js";
import type { Chosen } from "./settings.js";

const SETTINGS = "touchstone-settings";
const TEAM = "touchstone-team";
/** The version of both files. */
const VERSION = 1;
/** More characters are in no file of ours. */
export const MOST_OF_A_FILE = 1_000_000;

/** What a file with settings holds besides its format; what is missing in it stays as it is. */
interface Written {
  readonly language?: NonNullable<Chosen["language"]>;
  readonly marketplace?: NonNullable<Chosen["home"]>;
  readonly notifications?: NonNullable<Chosen["notifications"]>;
  readonly journal?: boolean;
  readonly journalSubjects?: boolean;
  readonly remembered?: Chosen["remembered"];
  readonly webmails?: readonly string[];
}

/** What a file says, or what is wrong with it. */
export type Imported =
  | { readonly what: "settings"; readonly written: Written }
  | { readonly what: "team"; readonly policy: PolicyParts; readonly raw: unknown }
  | Extract<Review, { what: "wrong" }>;

/** The file with all that the user has chosen, and the sites he added. */
export function exported(chosen: Chosen, sites: readonly string[]): string {
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

/** Reads a file of either kind. One thing that is wrong, and nothing of it counts. */
export function readFile(text: string, regions: ReadonlySet<string>): Imported {
  const place = new Place("");
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

function parse(text: string, place: Place): Readonly<Record<string, unknown>> | null {
  if (text.length > MOST_OF_A_FILE) return place.wrong(undefined, "too-large");
  try {
    // Some editors begin a file with a mark of its encoding.
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    return isObject(value) ? value : place.wrong(undefined, "not-ours");
  } catch {
    return place.wrong(undefined, "not-json");
  }
}

function settingsIn(content: unknown, regions: ReadonlySet<string>, place: Place): Imported {
  const readers: Readers<Written> = {
    language,
    marketplace: marketplace(regions),
    notifications,
    journal: truth,
    journalSubjects: truth,
    remembered: listOf(remembered),
    webmails: listOf(site),
  };
  return { what: "settings", written: members(readers, content, place) };
}

function teamIn(
  { policy, ...others }: Readonly<Record<string, unknown>>,
  regions: ReadonlySet<string>,
  place: Place,
): Imported {
  for (const name of Object.keys(others)) place.key(name).wrong(undefined, "unknown");
  return { what: "team", policy: readPolicy(policy, regions, place.key("policy")), raw: policy };
}

/** What importing a file would change, beside what is set now. */
export function review(file: Imported, chosen: Chosen, sites: readonly string[], law: Policy): Review {
  if (file.what === "wrong") return file;
  if (file.what === "settings") return { what: "settings", changes: changesBy(file.written, chosen, sites, law) };
  // It would stand there and count for nothing.
  if (law.source === "managed") return { what: "wrong", problems: [{ code: "managed", place: "" }] };
  return { what: "team", changes: setsOf(file.policy) };
}

function changesBy(written: Written, chosen: Chosen, sites: readonly string[], { limits }: Policy): Change[] {
  const values = Object.entries(plain(written)).map(([of, after]): Change => {
    const before = plain({ ...chosen, ...(chosen.home ? { marketplace: chosen.home } : {}) })[of] ?? null;
    const locked = limits.locked.some((setting) => setting === of);
    return { of, before, after, ...(locked ? { locked: true } : {}) };
  });
  const names =
    written.remembered === undefined ? [] : namesChanged(chosen.remembered, written.remembered, limits.remember);
  const wanted = (written.webmails ?? []).filter((pattern) => !sites.includes(pattern));
  return [
    ...values.filter(({ before, after }) => before !== after),
    ...names,
    ...wanted.map((after): Change => ({ of: "webmails", before: null, after })),
  ];
}

/** The settings that have one value, as texts. */
function plain(written: Written): Record<string, string> {
  const { language, marketplace: home, notifications, journal, journalSubjects } = written;
  const values = { language, marketplace: home && homeText(home), notifications, journal, journalSubjects };
  return Object.fromEntries(
    Object.entries(values).flatMap(([of, value]) => (value === undefined ? [] : [[of, String(value)]])),
  );
}

function namesChanged(before: Chosen["remembered"], after: Chosen["remembered"], mayAdd: boolean): Change[] {
  const lacks = (names: Chosen["remembered"], { what, value }: Chosen["remembered"][number]): boolean =>
    !names.some((one) => one.what === what && one.value === value);
  const added = after.filter((one) => lacks(before, one));
  const gone = before.filter((one) => lacks(after, one));
  return [
    ...added.map(({ value }): Change => ({
      of: "remembered",
      before: null,
      after: value,
      ...(mayAdd ? {} : { locked: true }),
    })),
    ...gone.map(({ value }): Change => ({ of: "remembered", before: value, after: null })),
  ];
}

/** What the user has chosen once a file is imported; what is locked stays as it is. */
export function applied(written: Written, chosen: Chosen, sites: readonly string[], { limits }: Policy): Chosen {
  const { marketplace: home, remembered: names, webmails, ...values } = written;
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
    imported: wanted ?? chosen.imported,
  };
}
