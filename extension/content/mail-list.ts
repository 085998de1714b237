// Draws chips in the list of messages. The row of a message that was judged in this session shows its level. Before that, a sender
// that imitates Amazon gets a chip that is about the sender alone; all other senders get none.

import { MOST_SENDERS, type RowLevel, type RowPlace } from "../protocol/requests.js";
import { ask } from "../protocol/client.js";
import { type UiContext, createLevelChip, createRowChip, shownFrom } from "../ui/index.js";
import { type Mailbox, type MessageVerdict, atLeast } from "../model/verdict.js";
import { pauseIn, ui } from "./background-client.js";
import { createHost } from "./shadow-hosts.js";
import type { Adapter, Row } from "./webmail/adapter.js";

/** If a list has less room for a name than this, in pixels, a chip is its shape alone, so that the name stays readable. */
const ROOM_FOR_WORDS = 360;

/** The sender and verdict of a row element at the last look. Lists reuse their elements for the rows that scroll into view. */
interface JudgedRow {
  readonly key: string;
  readonly verdict: MessageVerdict;
}

/** The chip of a row. */
interface RowChip {
  readonly place: Element;
  /** The level of the message, or the verdict on its sender alone. */
  readonly shows: { readonly level: RowLevel } | { readonly sender: MessageVerdict };
  readonly text: string;
  chip: HTMLElement | null | undefined;
}

export class MailList {
  #judged = new WeakMap<Element, JudgedRow>();
  /** The senders in the page whose rows have a chip, each with the chip once it is drawn. */
  readonly #chips = new Map<Element, RowChip>();
  /** The levels of the rows at the last look; `places` are the rows that they were asked for. */
  #levels: { readonly places: string; readonly of: readonly (RowLevel | null)[] } = { places: "[]", of: [] };

  /** Looks through the rows of a page: judges the senders that are new, and draws or takes away the chips. */
  async look(page: Document, adapter: Adapter | null): Promise<void> {
    const rows = adapter?.rows?.(page) ?? [];
    const user = rows.length > 0 ? (adapter?.user(page) ?? []) : [];
    const keys = new Map(rows.map((row) => [row.sender, JSON.stringify([row.from, user])]));
    // The chip of one row must not stand beside another row while that one is being judged.
    for (const sender of this.#chips.keys()) if (!keys.has(sender)) this.#drop(sender);
    const isNew = ({ sender, from }: Row): boolean =>
      from.address !== undefined && this.#judged.get(sender)?.key !== keys.get(sender);
    for (const row of rows.filter(isNew)) this.#drop(row.sender);
    const [levels] = await Promise.all([this.#levelsOf(rows), this.#judge(rows.filter(isNew), keys, user)]);
    rows.forEach((row, at) => this.#note(row, keys.get(row.sender) ?? "", levels[at] ?? null));
    if (this.#chips.size === 0) return;
    const context = await ui();
    if (!pauseIn(context)) this.draw(context);
  }

  /** Asks for the levels again at the next look. Returns whether there are rows to ask for. */
  expectLevels(): boolean {
    const hadRows = this.#levels.places !== "[]";
    this.#levels = { places: "", of: [] };
    return hadRows;
  }

  /** Decides what a row shows: the level of its message, or else what its sender alone says. */
  #note({ sender, place = sender }: Row, key: string, level: RowLevel | null): void {
    const judged = this.#judged.get(sender);
    const alone = judged?.key === key && judged.verdict.sender.listChip ? judged.verdict : null;
    const shows = level ? { level } : alone ? { sender: alone } : null;
    const before = this.#chips.get(sender);
    const text = JSON.stringify(level ?? [key]);
    if (before && shows && before.text === text && before.place === place) return;
    this.#drop(sender);
    if (shows) this.#chips.set(sender, { place, shows, text, chip: undefined });
  }

  async #levelsOf(rows: readonly Row[]): Promise<readonly (RowLevel | null)[]> {
    const all = rows.slice(0, MOST_SENDERS).map(placeOf);
    const places = JSON.stringify(all);
    if (places !== this.#levels.places) {
      this.#levels = { places, of: [] };
      const of = all.length > 0 ? await ask<"levels-of">({ kind: "levels-of", rows: all }) : [];
      // A level that changed meanwhile is asked for again.
      if (this.#levels.places === places) this.#levels = { places, of };
      return of;
    }
    return this.#levels.of;
  }

  async #judge(rows: readonly Row[], keys: ReadonlyMap<Element, string>, user: string[]): Promise<void> {
    const distinct = new Map<string, Mailbox>(rows.map(({ sender, from }) => [keys.get(sender) ?? "", from]));
    const asked = [...distinct];
    const verdicts = new Map<string, MessageVerdict>();
    for (let at = 0; at < asked.length; at += MOST_SENDERS) {
      const some = asked.slice(at, at + MOST_SENDERS);
      const answers = await ask<"judge-senders">({
        kind: "judge-senders",
        senders: some.map(([, from]) => from),
        user,
      });
      some.forEach(([key], index) => {
        const verdict = answers[index];
        if (verdict) verdicts.set(key, verdict);
      });
    }
    for (const { sender } of rows) {
      const key = keys.get(sender) ?? "";
      const verdict = verdicts.get(key);
      if (verdict) this.#judged.set(sender, { key, verdict });
    }
  }

  /** Draws the chips that are missing, one for a row. A chip that the page removed comes back. */
  draw(context: UiContext): void {
    const taken = new Set<Element>();
    for (const drawn of this.#chips.values()) {
      if (taken.has(drawn.place)) continue;
      taken.add(drawn.place);
      if (drawn.chip === undefined) drawn.chip = chipFor(context, drawn);
      // Lists cut off the end of a name that is too long, so the chip stands in front of it.
      if (drawn.chip && drawn.chip.nextElementSibling !== drawn.place) drawn.place.before(drawn.chip);
    }
  }

  /** Removes every chip from the page, and judges all senders again at the next look. */
  forget(): void {
    this.#judged = new WeakMap();
    this.expectLevels();
    for (const sender of [...this.#chips.keys()]) this.#drop(sender);
  }

  #drop(sender: Element): void {
    this.#chips.get(sender)?.chip?.remove();
    this.#chips.delete(sender);
  }
}

function placeOf({ id, conversation, from, subject = "", date }: Row): RowPlace {
  return {
    from,
    subject,
    ...(id ? { id } : {}),
    ...(conversation ? { conversation } : {}),
    ...(date ? { date } : {}),
  };
}

function chipFor(context: UiContext, { place, shows }: RowChip): HTMLElement | null {
  const level = "level" in shows ? shows.level.level : shows.sender.sender.level;
  const least = shownFrom(context);
  // A user who wants to see only danger sees no other chips in a list.
  if (!atLeast(level, least) && (least === "danger" || "sender" in shows)) return null;
  const chip = "level" in shows ? createLevelChip(context, shows.level) : createRowChip(context, shows.sender);
  if (!chip) return null;
  chip.classList.toggle("shape-alone", roomAround(place) < ROOM_FOR_WORDS);
  return createHost(place.ownerDocument, "row", level, chip);
}

/** The width of the box in whose lines an element stands. */
function roomAround(element: Element): number {
  let box = element.parentElement;
  while (box?.parentElement && /^(?:inline|contents)$/.test(getComputedStyle(box).display)) box = box.parentElement;
  return box?.clientWidth ?? 0;
}
