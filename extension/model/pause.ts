// A pause: the user's wish that Touchstone does nothing on a site for some time. Content scripts and the background check its end by
// the clock, because the alarm for it may come late after sleep, and its announcement may not reach a page.

/** How long a site can be paused with an end, in milliseconds. */
export const HOUR = 60 * 60_000;

/** The time of a pause. */
export interface PauseTime {
  /** When the user paused the site, in milliseconds. */
  readonly since: number;
  /** When the pause ends by itself. A pause without this field lasts until the user resumes. */
  readonly until?: number;
}

/** The place of a pause: a site, or one tab with that site. */
export interface PausePlace {
  readonly origin: string;
  /** The one tab that is paused. The pause ends when the tab is closed or leaves the site, and with the browser. */
  readonly tabId?: number;
}

export type Pause = PausePlace & PauseTime;

/** The place of a pause alone. */
export function placeOf({ origin, tabId }: PausePlace): PausePlace {
  return tabId === undefined ? { origin } : { origin, tabId };
}

/** The same pause, to be made again. */
export function againOf(pause: Pause): PausePlace & Pick<PauseTime, "until"> {
  return pause.until === undefined ? placeOf(pause) : { ...placeOf(pause), until: pause.until };
}

/** Whether a pause has not ended. A clock that was set back ends it, because it would otherwise last longer than the user chose. */
export function isInForce({ since, until }: PauseTime, now: number): boolean {
  return until === undefined || (since <= now && now < until);
}

/** The pause among several that lasts longest; null if there is none. */
export function longest<T extends PauseTime>(pauses: readonly T[]): T | null {
  const end = ({ until = Infinity }: PauseTime): number => until;
  return pauses.toSorted((one, other) => end(other) - end(one))[0] ?? null;
}
