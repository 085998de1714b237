// Exports and imports the stored settings as files. The format of the files: settings-file.ts.

import type { Review } from "../model/organisation.js";
import { gatewaysOf } from "../model/settings.js";
import { type ParsedFile, applyFile, exportText, parseFile, reviewFile } from "./settings-file.js";
import { currentPolicy, refusedGateways, regions } from "./policy.js";
import { readChoices } from "./settings.js";
import type { StoredSettings } from "./migrations.js";
import { setTeamPolicy, storedSettings, teamPolicy, updateSettings } from "./storage.js";
import { granted } from "./watched-sites.js";

/** The text of the file with all settings. */
export async function exportSettings(): Promise<string> {
  const [{ stored: from }, { sites }] = await Promise.all([storedSettings(), granted()]);
  return exportText(readChoices(from), sites);
}

/** The changes that a file would make. */
export async function reviewImport(text: string): Promise<Review> {
  return (await read(text)).review;
}

/** What an import replaced, and what stands there since. */
export type Imported =
  | { readonly what: "imported-settings"; readonly before: StoredSettings; readonly after: StoredSettings }
  | { readonly what: "imported-team"; readonly before: unknown; readonly after: unknown };

/** Imports a file. Throws, and changes nothing, if the file has any problem. */
export async function importFile(text: string): Promise<Imported> {
  const { file, review, sites } = await read(text);
  if (file.what === "wrong" || review.what === "wrong") throw new Error("the file is not taken");
  if (file.what === "team") {
    const before = await teamPolicy();
    await setTeamPolicy(file.raw);
    return { what: "imported-team", before, after: file.raw };
  }
  const policy = await currentPolicy();
  let imported: { before: StoredSettings; after: StoredSettings } | undefined;
  await updateSettings((before) => {
    const after = { ...before, ...applyFile(file.written, readChoices(before), sites, policy) };
    imported = { before, after };
    return after;
  });
  if (!imported) throw new Error("the settings were not changed");
  return { what: "imported-settings", ...imported };
}

/** Takes an import back. Throws if another change has come since, which would be lost, or if the organisation forbids it. */
export async function takeBackImport(imported: Imported): Promise<void> {
  if (imported.what === "imported-team") {
    if (!isSame(await teamPolicy(), imported.after)) throw new Error("there is another team file");
    return setTeamPolicy(imported.before);
  }
  const { limits } = await currentPolicy();
  const { before, after } = imported;
  const names = (from: StoredSettings): unknown => readChoices(from).remembered;
  if (!limits.remember && !isSame(names(before), names(after))) throw new Error("set by the organisation: remember");
  await updateSettings((now) => {
    if (!isSame(readChoices(now), readChoices(after))) throw new Error("the settings have changed since");
    return before;
  });
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

async function read(text: string): Promise<{ file: ParsedFile; review: Review; sites: readonly string[] }> {
  const [{ stored: from }, { sites }, policy, known] = await Promise.all([
    storedSettings(),
    granted(),
    currentPolicy(),
    regions(),
  ]);
  const parsed = parseFile(text, known);
  const refused = await refusedGateways(gatewaysIn(parsed));
  const file = refused.length > 0 ? refusedFile(refused) : parsed;
  return { file, review: reviewFile(file, readChoices(from), sites, policy), sites };
}

/** The hosts that a file names as mail gateways. */
function gatewaysIn(file: ParsedFile): readonly string[] {
  if (file.what === "team") return file.policy.gateways ?? [];
  return file.what === "settings" ? gatewaysOf(file.written.remembered ?? []) : [];
}

/** A file that is not taken, because these hosts cannot be mail gateways. */
function refusedFile(hosts: readonly string[]): ParsedFile {
  return { what: "wrong", problems: hosts.map((text) => ({ code: "no-gateway", place: "gateways", text })) };
}
