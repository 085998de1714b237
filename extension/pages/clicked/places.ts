// The pages of Seller Central on which the steps are done. The menu paths stand in the texts. This file has the paths of the pages
// whose address is reliable, with the sources. The host is that of the user's own Seller Central.
//
// page            path                                                      seen in (November 2026)
// deposit         /sw/AccountInfo/DepositMethodView/step/DepositMethodView  a seller's tool bar and a list of Seller Central's pages on GitHub
// users           /gp/account-manager/home.html                             Amazon's own help (Product Bundles, MWS FAQ), a WordPress plug-in
// apps            /apps/manage                                              help pages of Domo and Quanmaitong, many guides to SP-API
// notices         /notifications/preferences                                Amazon's help about the PN15 report, a seller's tool bar
// store           /sw/AccountInfo/                                          two lists of Seller Central's pages on GitHub
// amazon          /cu/contact-us                                            genuine notices, Amazon's own answers to sellers
// password, codes none: help page 831 names only the menu, "Settings, Login Settings"; the store's own page is another host
//
// The page for reports, /reportascam, exists on each store: trustworthyshopping.aboutamazon.com names it for .com and .co.uk.

import type { Home } from "../../model/settings.js";
import type { UiContext } from "../../ui/index.js";
import { notificationsOf } from "../../ui/regions.js";

/** The steps that are done in Seller Central, each with the path of its page if one is known. */
const PATHS: Readonly<Record<string, string | null>> = {
  password: null,
  codes: null,
  deposit: "/sw/AccountInfo/DepositMethodView/step/DepositMethodView",
  users: "/gp/account-manager/home.html",
  apps: "/apps/manage",
  notices: "/notifications/preferences",
  store: "/sw/AccountInfo/",
  amazon: "/cu/contact-us",
};

/** The context of a user who opens Seller Central there. */
export function withHome(ctx: UiContext, home: Home): UiContext {
  const { surroundings } = ctx;
  return { ...ctx, surroundings: { ...surroundings, settings: { ...surroundings.settings, home } } };
}

/** Whether a step is done in Seller Central. */
export function isInSellerCentral(step: string): boolean {
  return step in PATHS;
}

/** The address of a step's page in the user's Seller Central; null if this browser must not open it, or the path is unknown. */
export function addressOf({ surroundings }: UiContext, step: string): string | null {
  const own = notificationsOf(surroundings, surroundings.settings.home);
  const path = PATHS[step];
  return own && path ? new URL(path, own).href : null;
}

/** Amazon's page for reports, on the store of the user's own marketplace. */
export function reportPage({ surroundings }: UiContext): string {
  const own = notificationsOf(surroundings, surroundings.settings.home);
  const host = own ? new URL(own).hostname : "";
  // The common European host belongs to no store.
  return `https://www.${/^sellercentral\.(amazon\..+)$/.exec(host)?.[1] ?? "amazon.com"}/reportascam`;
}
