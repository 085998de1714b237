// The rate limits of requests, per tab. No browser interface is used here.

import { refuse } from "./request-fields.js";

/** How much one tab may ask for in a period, so that it cannot keep the background from answering other tabs. */
export class Allowance {
  readonly #used = new Map<number, { since: number; requests: number; characters: number }>();

  constructor(
    private readonly most: { readonly requests: number; readonly characters: number },
    private readonly period: number,
  ) {}

  /** Counts a request of a tab. Throws if the tab has asked for too much. */
  take(tabId: number, characters: number, now = Date.now()): void {
    const before = this.#used.get(tabId);
    const used = before && now - before.since < this.period ? before : { since: now, requests: 0, characters: 0 };
    used.requests += 1;
    used.characters += characters;
    this.#used.set(tabId, used);
    if (used.requests > this.most.requests || used.characters > this.most.characters) refuse("too much at once");
  }

  /** Forgets a closed tab. */
  forget(tabId: number): void {
    this.#used.delete(tabId);
  }
}
