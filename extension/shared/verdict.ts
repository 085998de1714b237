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

import type { Level } from "../../dist/wasm/touchstone.js";

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
