// Firefox ends a content script without a word when the extension is switched off or removed, but takes the style sheets that
// the extension inserted out of every page. The background inserts one into each frame that sets a custom property to each
// way of being shown; our hosts take theirs from it, and vanish with it. The property's name is random and told to our
// script alone: neither a page nor a mail can read a property whose name it does not know.

import { inTime } from "../platform/timeout.js";
import { ask } from "../protocol/client.js";
import { outermostOf, viewOf } from "./dom.js";

/** The start of the properties' names; empty as long as no sheet is known. */
let name = "";
let inserted: Promise<void> = Promise.resolve();

/** Chromium tells its scripts that the extension is gone, so only Firefox needs the sheet. */
const isFirefox = (): boolean => CSS.supports("-moz-appearance", "none");

/** Has the sheet inserted into this frame, at its start. */
export function insertOwnSheet(): void {
  if (!isFirefox()) return;
  inserted = ask<"insert-sheet">({ kind: "insert-sheet" }).then(
    (told) => {
      name = told;
    },
    () => undefined,
  );
}

/** Waits until the sheet is in, but not longer than anybody waits for a drawing. */
export async function ownSheet(): Promise<void> {
  await inTime(inserted, 400);
}

/** Documents in which the sheet was seen. */
const sheeted = new WeakSet<Document>();

/** The value of `display` that shows a host in this way as long as the extension is there. */
export function shownWithUs(page: Document, display: string): string {
  if (name === "") return display;
  const property = `${name}-${display}`;
  // A frame whose own script has not asked for the sheet yet has none.
  if (!sheeted.has(page) && valueIn(page, property) !== display) return display;
  sheeted.add(page);
  return `var(${property}, none)`;
}

function valueIn(page: Document, property: string): string | undefined {
  return viewOf(page)?.getComputedStyle(outermostOf(page)).getPropertyValue(property).trim();
}
