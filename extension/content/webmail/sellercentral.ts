// Amazon Seller Central's buyer messages, if the user let the extension read them. A buyer writes without an address, so there
// is no sender, and only the links count.

import { type Adapter, NO_HEADER, isAt, isShown } from "./adapter.js";

// Seen in public code of seller tools (2022 to 2025): addresses of the pages. Their structure changed with every version, so
// the page's whole main part is read.
const SELECTORS = {
  main: 'main, [role="main"]',
} as const;

/** The hosts and paths of these pages. Whether a host is Amazon's is not decided in this file. */
const HOSTS = /^sellercentral(?:-[a-z]+)?\./;
const PAGES = "/messaging/";

export const sellerCentral: Adapter = {
  name: "Seller Central",
  recognises: (page) => isAt(page, HOSTS) && page.location.pathname.startsWith(PAGES) && mainOf(page) !== null,
  messages: (page) => {
    const main = mainOf(page);
    return main ? [{ bodies: [main], sender: null, before: main, sent: false, header: () => NO_HEADER }] : [];
  },
  user: () => [],
};

function mainOf(page: Document): Element | null {
  return [...page.querySelectorAll(SELECTORS.main)].find(isShown) ?? null;
}
