// The schema of what is stored of the settings. Each step takes the shape of one version to the next; a step that has once been
// released is never changed.

import { isHome, isLanguage, isObject } from "./validators.js";

/** What is stored, as its version has it. */
export type Stored = Readonly<Record<string, unknown>>;

/** The first of these makes version 2 of version 1, which is what was stored before there were versions. */
export const MIGRATIONS: readonly ((stored: Stored) => Stored)[] = [dropUnreadable];

/** The version this program writes. */
export const VERSION = MIGRATIONS.length + 1;

/** What is stored, in the shape of this version; what a newer program wrote stays as it is, and is not ours to write. */
export function migrate(value: unknown): { readonly stored: Stored; readonly newer: boolean } {
  const stored = isObject(value) ? value : {};
  const version = versionOf(stored);
  if (version > VERSION) return { stored, newer: true };
  const migrated = MIGRATIONS.slice(version - 1).reduce((before, step) => step(before), stored);
  return { stored: { ...migrated, version: VERSION }, newer: false };
}

function versionOf({ version }: Stored): number {
  return typeof version === "number" && Number.isInteger(version) && version > 0 ? version : 1;
}

/** Version 1 passed over what it could not read each time anew, and kept it; from version 2 on everything there can be read. */
function dropUnreadable({ language, home, remembered, ...others }: Stored): Stored {
  const names = (Array.isArray(remembered) ? remembered : []).filter(
    (one: unknown) =>
      isObject(one) &&
      (one.what === "host" || one.what === "address") &&
      typeof one.value === "string" &&
      typeof one.since === "string",
  );
  return {
    ...others,
    ...(isLanguage(language) ? { language } : {}),
    ...(isHome(home) ? { home } : {}),
    remembered: names,
  };
}
