// The host permissions for Seller Central's buyer messages. Rust decides which hosts are Seller Central's: its list of notification
// pages names one host per marketplace.

/** The regions of Amazon's marketplaces, each with the page where Seller Central lists its genuine notifications. */
export type NotificationPages = readonly (readonly [region: string, url: string])[];

/** The match pattern of each Seller Central host. A pattern covers the whole host, because browsers grant no paths. */
export function sellerCentralOrigins(pages: NotificationPages): string[] {
  return [...new Set(pages.map(([, url]) => `https://${new URL(url).hostname}/*`))];
}
