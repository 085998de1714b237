// Exports and imports the stored settings as files. The format of the files: settings-file.ts.

import type { Review } from "../model/organisation.js";
import { gatewaysOf } from "../model/settings.js";
import { type ParsedFile, applyFile, exportText, parseFile, reviewFile } from "./settings-file.js";
import { currentPolicy, refusedGateways, regions } from "./policy.js";
import { readChoices } from "./settings.js";
import { setTeamPolicy, storedSettings, updateSettings } from "./storage.js";
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

/** Imports a file. Throws, and changes nothing, if the file has any problem. */
export async function importFile(text: string): Promise<void> {
  const { file, review, sites } = await read(text);
  if (file.what === "wrong" || review.what === "wrong") throw new Error("the file is not taken");
  if (file.what === "team") {
    await setTeamPolicy(file.raw);
    return;
  }
  const policy = await currentPolicy();
  await updateSettings((before) => ({ ...before, ...applyFile(file.written, readChoices(before), sites, policy) }));
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
