// Reads the rules of `deny.toml` for the tests and the notices. `cargo deny` reads the same file. The suite does not need that program,
// because its installation takes longer than the whole suite may (docs/decisions/third-party-notices.md).

import { readFileSync } from "node:fs";

/** Returns the rules in a `deny.toml`: the lists and words that the suite applies. */
export function denyRules(path) {
  const text = readFileSync(path, "utf8").replaceAll(/^\s*#.*$/gm, "");
  const section = (name) => {
    const found = new RegExp(`^\\[${name}\\]$([^]*?)(?=^\\[|(?![^]))`, "m").exec(text);
    if (!found) throw new Error(`${path} has no section [${name}]`);
    return found[1];
  };
  const list = (name, key) => {
    const found = new RegExp(`^${key} = \\[([^]*?)\\]$`, "m").exec(section(name));
    if (!found) throw new Error(`${path}: [${name}] has no list "${key}"`);
    return [...found[1].matchAll(/"([^"]+)"/g)].map(([, value]) => value);
  };
  return {
    licences: list("licenses", "allow"),
    banned: list("bans", "deny"),
    twice: list("bans", "skip"),
    registries: list("sources", "allow-registry"),
  };
}
