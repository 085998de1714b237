// Decides when a typed word is whole. Half of a host has another verdict than the whole of it, so a verdict after each key would
// flash red and green.

/** The shortest time without a key after which a word counts as whole, in milliseconds. */
const SHORTEST = 150;
/** The longest such time. A user who waits longer than this between two keys is reading, not typing. */
const LONGEST = 900;
/** The wait after a first key, when the user's rhythm is not known yet. */
const AT_FIRST = 450;
/** A word counts as whole after this many of the user's own pauses between two keys. */
const PAUSES = 2;

/** Measures how fast the user types. */
export class Rhythm {
  #last = -Infinity;
  #wait = AT_FIRST;

  /** Notes a key at this time, and returns how long to wait for the next one, both in milliseconds. */
  wait(now: number): number {
    const pause = now - this.#last;
    this.#last = now;
    if (pause > LONGEST) this.#wait = AT_FIRST;
    else this.#wait = Math.min(LONGEST, Math.max(SHORTEST, pause * PAUSES));
    return this.#wait;
  }
}

/** Whether a change of the field inserted a whole text, as a paste, a drop or a dictation does. */
export function isWhole({ inputType = "", data = null }: Partial<Pick<InputEvent, "inputType" | "data">>): boolean {
  if (inputType.startsWith("delete")) return false;
  return inputType !== "insertText" || (data?.length ?? 0) > 1;
}
