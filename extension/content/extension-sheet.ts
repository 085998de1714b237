// Makes our drawings vanish with the extension in Firefox. Firefox ends a content script without notice when the extension is
// switched off or removed, but removes the style sheets that the extension inserted. The background inserts a sheet into each
// frame that sets one custom property for each value of `display`; our hosts take their `display` from it, and so vanish with
// it. The property's name is random and only our script learns it: neither a page nor a mail can read a property whose name it
// does not know.

import { inTime } from "../platform/timeout.js";
import { ask } from "../protocol/client.js";
import { outermostOf, viewOf } from "./dom.js";

/** The start of the properties' names; empty while no sheet is known. */
let name = "";
let inserted: Promise<void> = Promise.resolve();

/** Chromium tells its scripts that the extension is gone, so only Firefox needs the sheet. */
const isFirefox = (): boolean => CSS.supports("-moz-appearance", "none");

/** Has the sheet inserted into this frame, at its start. */
export function insertExtensionSheet(): void {
  if (!isFirefox()) return;
  inserted = ask<"insert-sheet">({ kind: "insert-sheet" }).then(
    (told) => {
      name = told;
    },
    () => undefined,
  );
}

/** Waits until the sheet is in, but not so long that the user notices the delay. */
export async function extensionSheet(): Promise<void> {
  await inTime(inserted, 400);
}

/** Documents that are known to have the sheet. */
const sheeted = new WeakSet<Document>();

/** The value of `display` that shows a host only as long as the extension is there. */
export function displayWithSheet(page: Document, display: string): string {
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
