// The names about which nobody is warned: the user's own, and his organisation's partners. Rust is told them with each question.

import type { Level } from "../model/verdict.js";
import type { Judge } from "../wasm/modules.js";
import { judge } from "./modules.js";
import { held } from "./settings.js";

/** What of a verdict says how loud it is: its own level, and those of the links in it. */
interface Judged {
  readonly level: Level;
  readonly links?: readonly { readonly level: Level }[];
}

/**
 * Judges with these names. Where the organisation keeps danger closed, the user's own count below it only: to remember a name
 * would otherwise be a way to open it.
 */
export async function judgeKnowing<T extends Judged>(judgeWith: (module: Judge, names: string[]) => T[]): Promise<T[]> {
  const { settings, law } = await held();
  const { partners, limits } = law;
  const own = settings.remembered.map(({ value }) => value);
  return judge.run((module) => {
    const verdicts = judgeWith(module, [...partners, ...own]);
    if (limits.openDanger || own.length === 0) return verdicts;
    const strict = judgeWith(module, [...partners]);
    return verdicts.map((verdict, at) => (strict[at] && isDangerous(strict[at]) ? strict[at] : verdict));
  });
}

function isDangerous({ level, links = [] }: Judged): boolean {
  return level === "danger" || links.some((link) => link.level === "danger");
}

/** The names that open even what is dangerous. */
export async function openNames(): Promise<string[]> {
  const { settings, law } = await held();
  const { partners, limits } = law;
  return limits.openDanger ? [...partners, ...settings.remembered.map(({ value }) => value)] : [...partners];
}
