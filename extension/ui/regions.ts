// Amazon's marketplaces by name, in the user's language: the browser knows the names of countries, we know the one exception.

import type { Home, Surroundings } from "../protocol/requests.js";
import type { UiContext } from "./context.js";
import { el } from "./dom.js";

/** The common European host is no country. */
const EUROPE = "EU";
/** The value of the choice "in another browser"; regions are two letters. */
const ELSEWHERE = "elsewhere";

/** What a marketplace is called: "Germany", 德国站. */
export function marketplaceName(ctx: UiContext, region: string): string {
  if (region === EUROPE) return ctx.texts.text("marketplace_europe");
  return ctx.texts.text("marketplace", { region: namesIn(ctx.texts.tag).of(region) ?? region });
}

const names = new Map<string, Intl.DisplayNames>();

function namesIn(language: string): Intl.DisplayNames {
  const made = names.get(language) ?? new Intl.DisplayNames([language], { type: "region" });
  names.set(language, made);
  return made;
}

/** The page with the notifications of the user's marketplace; null where it is not opened in this browser, or not known. */
export function notificationsOf(surroundings: Surroundings, home: Home | undefined): string | null {
  if (home === undefined || home === ELSEWHERE) return null;
  return surroundings.notificationPages.find(([region]) => region === home.region)?.[1] ?? null;
}

/** One list for both questions: in which browser, and which marketplace. */
export function homeSelect(
  ctx: UiContext,
  attributes: Readonly<Record<string, string>>,
  unset: string,
): HTMLSelectElement {
  const { settings, limits, notificationPages } = ctx.surroundings;
  const select = el(
    "select",
    attributes,
    el("option", { value: "" }, unset),
    el("option", { value: ELSEWHERE }, ctx.texts.text("home_elsewhere")),
    el(
      "optgroup",
      { label: ctx.texts.text("home_here") },
      ...notificationPages.map(([region]) => el("option", { value: region }, marketplaceName(ctx, region))),
    ),
  );
  const { home } = settings;
  select.disabled = limits.locked.includes("marketplace");
  select.value = home === undefined ? "" : home === ELSEWHERE ? ELSEWHERE : home.region;
  return select;
}

/** What was chosen in such a list; undefined where nothing was. */
export function homeChosen(select: HTMLSelectElement): Home | undefined {
  if (select.value === "") return undefined;
  return select.value === ELSEWHERE ? ELSEWHERE : { region: select.value };
}
