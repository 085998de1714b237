// The schema versions of the stored settings. Each step converts one version to the next. A released step never changes.

import { NAME_KINDS } from "../model/settings.js";
import { isHome, isLanguage, isObject } from "./validators.js";

/** The stored settings, in the shape of their version. */
export type StoredSettings = Readonly<Record<string, unknown>>;

/** The first step makes version 2 from version 1, which is the format from before there were versions. */
export const MIGRATIONS: readonly ((stored: StoredSettings) => StoredSettings)[] = [dropUnreadable];

/** The version that this program writes. */
export const VERSION = MIGRATIONS.length + 1;

/**
 * Converts stored settings to this version. Settings of a newer program stay as they are, and `newer` says that they must not be
 * written.
 */
export function migrate(value: unknown): { readonly stored: StoredSettings; readonly newer: boolean } {
  const stored = isObject(value) ? value : {};
  const version = versionOf(stored);
  if (version > VERSION) return { stored, newer: true };
  const migrated = MIGRATIONS.slice(version - 1).reduce((before, step) => step(before), stored);
  return { stored: { ...migrated, version: VERSION }, newer: false };
}

function versionOf({ version }: StoredSettings): number {
  return typeof version === "number" && Number.isInteger(version) && version > 0 ? version : 1;
}

/** Version 1 ignored unreadable values at every reading but kept them. From version 2 on, every stored value is readable. */
function dropUnreadable({ language, home, remembered, ...others }: StoredSettings): StoredSettings {
  const names = (Array.isArray(remembered) ? remembered : []).filter(
    (one: unknown) =>
      isObject(one) &&
      NAME_KINDS.some((kind) => kind === one.what) &&
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
