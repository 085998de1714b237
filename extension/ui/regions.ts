// Names Amazon's marketplaces in the user's language. The browser knows the names of countries; one region is no country.

import type { Home } from "../model/settings.js";
import type { Surroundings } from "../protocol/requests.js";
import type { UiContext } from "./context.js";
import { el } from "./dom.js";

/** The region of the common European host, which is no country. */
const EUROPE = "EU";
/** The value of the choice "in another browser". It cannot be a region, because regions have two letters. */
const ELSEWHERE = "elsewhere";

/** Returns the name of a marketplace: "Germany", 德国站. */
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

/** Returns the notification page of the user's marketplace, or `null` if the user opens it in another browser or has not said. */
export function notificationsOf(surroundings: Surroundings, home: Home | undefined): string | null {
  if (home === undefined || home === ELSEWHERE) return null;
  return surroundings.notificationPages.find(([region]) => region === home.region)?.[1] ?? null;
}

/** Creates one list that asks both for the browser and for the marketplace. */
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

/** Returns the choice in such a list, or `undefined` if the user chose nothing. */
export function homeChosen(select: HTMLSelectElement): Home | undefined {
  if (select.value === "") return undefined;
  return select.value === ELSEWHERE ? ELSEWHERE : { region: select.value };
}
