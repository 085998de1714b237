// The vocabulary, as Rust defines it. Nothing is repeated here: the types are generated when the module is built.

export type {
  Attachment,
  Claim,
  Level,
  LinkClass,
  LinkInput,
  LinkVerdict,
  Mailbox,
  MessageInput,
  MessageLink,
  MessageVerdict,
  Reason,
  ReasonCode,
  ReasonParam,
  Role,
  Segment,
  SenderClass,
  SenderVerdict,
  Verdict,
} from "../../dist/wasm/touchstone.js";

import type { Level, LinkClass, SenderClass, Verdict } from "../../dist/wasm/touchstone.js";

/** The levels by loudness, the quietest first. */
const LEVELS: readonly Level[] = ["ok", "info", "caution", "danger"];

/** Whether a level is at least as loud as another. */
export function atLeast(level: Level, floor: Level): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(floor);
}

/** The loudest of some levels; `info` where there are none, since nothing was vouched for. */
export function loudest(levels: Iterable<Level>): Level {
  let found: Level | undefined;
  for (const level of levels) if (!found || LEVELS.indexOf(level) > LEVELS.indexOf(found)) found = level;
  return found ?? "info";
}

/** Links of these classes are judged by whose host they lead to; of others a host says too little to be remembered. */
const BY_HOST: ReadonlySet<LinkClass> = new Set<LinkClass>(["lookalike", "unrelated", "name-use"]);

/** Senders of these classes have an address of their own. One of Amazon's is anybody's who forges it. */
const BY_ADDRESS: ReadonlySet<SenderClass> = new Set<SenderClass>([
  "lookalike",
  "impersonation",
  "unrelated",
  "partner",
]);

/** What "Don't warn about this any more" would be remembered for; nothing where that would silence more than this one name. */
export function rememberable(verdict: Verdict): { readonly what: "host" | "address"; readonly value: string } | null {
  if (verdict.kind === "sender") {
    const { address } = verdict;
    return address !== null && BY_ADDRESS.has(verdict.class) ? { what: "address", value: address.toLowerCase() } : null;
  }
  return verdict.host !== null && BY_HOST.has(verdict.class) ? { what: "host", value: verdict.host } : null;
}
