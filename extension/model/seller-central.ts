// What the browser is asked to allow for Seller Central's buyer messages. Which hosts are Seller Central's is Rust's to say: its
// list of notification pages names one a marketplace.

import type { Surroundings } from "../protocol/requests.js";

/** A pattern for each host of Seller Central, whole: browsers grant no paths. */
export function sellerCentralOrigins(pages: Surroundings["notificationPages"]): string[] {
  return [...new Set(pages.map(([, url]) => `https://${new URL(url).hostname}/*`))];
}
