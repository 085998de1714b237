// Amazon Seller Central's buyer messages, where the user let us read them. A buyer writes under no address of his own, so nobody
// is the sender: what counts is where the links lead.

import { type Adapter, NO_HEADER, isAt, isShown } from "./adapter.js";

// Seen in public code of seller tools (2022 to 2025): addresses of the pages. Their structure changed with every version, so
// all of the page's main part is read.
const SELECTORS = {
  main: 'main, [role="main"]',
} as const;

/** Where a page is that is one of these; whether a host is Amazon's is not for this file to say. */
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
