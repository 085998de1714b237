// Settings go out as a file and come in from one: what `exchange.ts` says about files, done with what is stored.

import type { Review } from "../protocol/requests.js";
import { type Imported, applied, exported, readFile, review } from "./settings-file.js";
import { policy, regions } from "./policy.js";
import { chosenIn } from "./settings.js";
import { setTeamPolicy, stored, update } from "./storage.js";
import { granted } from "./watched-sites.js";

/** The text of the file with all settings. */
export async function exportSettings(): Promise<string> {
  const [{ stored: from }, { sites }] = await Promise.all([stored(), granted()]);
  return exported(chosenIn(from), sites);
}

/** What a file would change. */
export async function reviewImport(text: string): Promise<Review> {
  return (await read(text)).review;
}

/** Imports a file; an error where anything in it is wrong, and then nothing is changed. */
export async function importFile(text: string): Promise<void> {
  const { file, review, sites } = await read(text);
  if (file.what === "wrong" || review.what === "wrong") throw new Error("the file is not taken");
  if (file.what === "team") {
    await setTeamPolicy(file.raw);
    return;
  }
  const law = await policy();
  await update((before) => ({ ...before, ...applied(file.written, chosenIn(before), sites, law) }));
}

async function read(text: string): Promise<{ file: Imported; review: Review; sites: readonly string[] }> {
  const [{ stored: from }, { sites }, law, known] = await Promise.all([stored(), granted(), policy(), regions()]);
  const file = readFile(text, known);
  return { file, review: review(file, chosenIn(from), sites, law), sites };
}
