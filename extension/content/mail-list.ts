// Draws chips in the list of messages. A sender that imitates Amazon gets a chip before the message is opened; all other
// senders get none.

import { MOST_SENDERS } from "../protocol/requests.js";
import { ask } from "../protocol/client.js";
import { type UiContext, createRowChip, shownFrom } from "../ui/index.js";
import { type Mailbox, type MessageVerdict, atLeast } from "../model/verdict.js";
import { ui } from "./background-client.js";
import { createHost } from "./shadow-hosts.js";
import type { Adapter, Row } from "./webmail/adapter.js";

/** If a list has less room for a name than this, in pixels, a chip is its shape alone, so that the name stays readable. */
const ROOM_FOR_WORDS = 360;

/** The content and verdict of a row element at the last look. Lists reuse their elements for the rows that scroll into view. */
interface JudgedRow {
  readonly key: string;
  readonly verdict: MessageVerdict;
}

export class MailList {
  #judged = new WeakMap<Element, JudgedRow>();
  /** The senders in the page that are warned about, each with the place of its chip, and the chip once it is drawn. */
  readonly #chips = new Map<Element, { place: Element; chip: HTMLElement | null }>();

  /** Looks through the rows of a page: judges the senders that are new, and draws or takes away their chips. */
  async look(page: Document, adapter: Adapter | null): Promise<void> {
    const rows = adapter?.rows?.(page) ?? [];
    const user = rows.length > 0 ? (adapter?.user(page) ?? []) : [];
    const keys = new Map(rows.map((row) => [row.sender, JSON.stringify([row.from, user])]));
    // The chip of one row must not stand beside another row while that one is being judged.
    for (const sender of this.#chips.keys()) if (this.#judged.get(sender)?.key !== keys.get(sender)) this.#drop(sender);
    await this.#judge(
      rows.filter(({ sender }) => this.#judged.get(sender)?.key !== keys.get(sender)),
      keys,
      user,
    );
    for (const { sender, place = sender } of rows) {
      const verdict = this.#judged.get(sender)?.verdict;
      if (verdict?.sender.listChip) this.#chips.set(sender, { place, chip: this.#chips.get(sender)?.chip ?? null });
    }
    if (this.#chips.size === 0) return;
    const context = await ui();
    if (!context.surroundings.paused) this.draw(context);
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
    for (const [sender, drawn] of this.#chips) {
      if (taken.has(drawn.place)) continue;
      taken.add(drawn.place);
      const verdict = this.#judged.get(sender)?.verdict;
      if (verdict) drawn.chip ??= chipFor(context, drawn.place, verdict);
      // Lists cut off the end of a name that is too long, so the chip stands in front of it.
      if (drawn.chip && drawn.chip.nextElementSibling !== drawn.place) drawn.place.before(drawn.chip);
    }
  }

  /** Removes every chip from the page, and judges all senders again at the next look. */
  forget(): void {
    this.#judged = new WeakMap();
    for (const sender of [...this.#chips.keys()]) this.#drop(sender);
  }

  #drop(sender: Element): void {
    this.#chips.get(sender)?.chip?.remove();
    this.#chips.delete(sender);
  }
}

function chipFor(context: UiContext, place: Element, verdict: MessageVerdict): HTMLElement | null {
  const chip = atLeast(verdict.sender.level, shownFrom(context)) ? createRowChip(context, verdict) : null;
  if (!chip) return null;
  chip.classList.toggle("shape-alone", roomAround(place) < ROOM_FOR_WORDS);
  return createHost(place.ownerDocument, "row", verdict.sender.level, chip);
}

/** The width of the box in whose lines an element stands. */
function roomAround(element: Element): number {
  let box = element.parentElement;
  while (box?.parentElement && /^(?:inline|contents)$/.test(getComputedStyle(box).display)) box = box.parentElement;
  return box?.clientWidth ?? 0;
}
