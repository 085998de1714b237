// The names that are never warned about: those the user muted, and the organisation's partners. Every question to Rust carries
// them.

import type { Judge } from "../wasm/modules.js";
import { judge } from "./judge.js";
import { settingsInForce } from "./settings.js";

/** The part of a verdict that says whether it, or a link in it, is dangerous. */
interface Judged {
  readonly blockable?: true;
  readonly links?: readonly { readonly blockable?: true }[];
}

/**
 * Judges with the allowlist. Where the organisation keeps dangerous links closed, the user's muted names count only below `danger`.
 * Otherwise a user could open a dangerous link by muting its host.
 */
export async function judgeWithAllowlist<T extends Judged>(
  judgeWith: (module: Judge, names: string[]) => T[],
): Promise<T[]> {
  const { settings, policy } = await settingsInForce();
  const { partners, limits } = policy;
  const own = settings.remembered.map(({ value }) => value);
  return judge.run((module) => {
    const verdicts = judgeWith(module, [...partners, ...own]);
    if (limits.openDanger || own.length === 0) return verdicts;
    const strict = judgeWith(module, [...partners]);
    return verdicts.map((verdict, at) => (strict[at] && isDangerous(strict[at]) ? strict[at] : verdict));
  });
}

function isDangerous({ blockable, links = [] }: Judged): boolean {
  return blockable === true || links.some((link) => link.blockable);
}

/** The names whose links open even at `danger`. */
export async function namesThatOpen(): Promise<string[]> {
  const { settings, policy } = await settingsInForce();
  const { partners, limits } = policy;
  return limits.openDanger ? [...partners, ...settings.remembered.map(({ value }) => value)] : [...partners];
}
