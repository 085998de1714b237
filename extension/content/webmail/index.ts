// The adapters, in the order they are asked; the recipe for unknown webmails comes last and knows every page.

import type { Adapter } from "./adapter.js";
import { generic } from "./generic.js";
import { gmail } from "./gmail.js";
import { roundcube } from "./roundcube.js";

const ADAPTERS: readonly Adapter[] = [gmail, roundcube, generic];

/** The adapter for a page as it is now. Where one that knows the page finds nothing open, none other is tried. */
export function adapterFor(page: Document): Adapter {
  return ADAPTERS.find((adapter) => adapter.recognises(page)) ?? generic;
}
