// The names that are never warned about: those the user muted, and the organisation's partners; and the hosts of the company's mail
// gateways. Every question to Rust carries them.

import type { Remembered } from "../model/settings.js";
import type { Verdict } from "../model/verdict.js";
import type { Judge } from "../wasm/modules.js";
import { judge } from "./judge.js";
import { settingsInForce } from "./settings.js";

/** The part of a verdict that says whether it, or a link in it, is dangerous. */
interface Judged {
  readonly blockable?: true;
  readonly links?: readonly { readonly blockable?: true }[];
}

/** The names that go with a question to Rust. */
export interface Names {
  readonly remembered: string[];
  readonly gateways: string[];
}

/**
 * Judges with the allowlist. Where the organisation keeps dangerous links closed, the names that the user added count only below
 * `danger`. Otherwise a user could open a dangerous link by muting its host.
 */
export async function judgeWithAllowlist<T extends Judged>(
  judgeWith: (module: Judge, names: Names) => T[],
): Promise<T[]> {
  const { settings, policy } = await settingsInForce();
  const { partners, limits, parts } = policy;
  const own = mutedIn(settings.remembered);
  const isUnchanged = settings.remembered.length === 0;
  return judge.run((module) => {
    const verdicts = judgeWith(module, { remembered: [...partners, ...own], gateways: [...settings.gateways] });
    if (limits.openDanger || isUnchanged) return verdicts;
    const strict = judgeWith(module, { remembered: [...partners], gateways: [...(parts.gateways ?? [])] });
    return verdicts.map((verdict, at) => (strict[at] && isDangerous(strict[at]) ? strict[at] : verdict));
  });
}

/** Judges links, each by itself, with the allowlist. */
export function judgeEach(module: Judge, links: readonly string[], { remembered, gateways }: Names): Verdict[] {
  return module.judgeLinks([...links], remembered, gateways);
}

/** The muted hosts and addresses among these names. */
function mutedIn(remembered: readonly Remembered[]): string[] {
  return remembered.filter(({ what }) => what !== "gateway").map(({ value }) => value);
}

function isDangerous({ blockable, links = [] }: Judged): boolean {
  return blockable === true || links.some((link) => link.blockable);
}

/** The names whose links open even at `danger`. */
export async function namesThatOpen(): Promise<string[]> {
  const { settings, policy } = await settingsInForce();
  const { partners, limits } = policy;
  return limits.openDanger ? [...partners, ...mutedIn(settings.remembered)] : [...partners];
}
