// Where in Seller Central the steps are done. The words of the menus stand in the texts; here is which of these pages has an
// address that can be relied on. The host is the one of the user's own Seller Central.
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
// The page for reports, /reportascam, stands on each store: trustworthyshopping.aboutamazon.com names it for .com and .co.uk.

import type { UiContext } from "../../ui/index.js";
import { notificationsOf } from "../../ui/regions.js";

/** The steps that are done in Seller Central, each with the page's address where one is known. */
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

/** Whether a step is done in Seller Central. */
export function isInSellerCentral(step: string): boolean {
  return step in PATHS;
}

/** The address of a step's page in the user's Seller Central; null where it is not opened in this browser, or not known. */
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
