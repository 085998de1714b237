// GMX, WEB.DE, mail.com. The page contains an application in a frame of another origin. The application shows list and header,
// and the body in a frame inside it that may be of a third origin. That frame's own script sends the body, and the recipe looks
// for the sender.

import { type Adapter, isAt, isShown } from "./adapter.js";
import { openByRecipe } from "./generic.js";

// Seen in public code of reading extensions and user scripts (2024 to 2026): hosts and paths of the frames. None shows where
// the sender stands.
const SELECTORS = {
  /** The frame with the application, in the page. */
  application: 'iframe[src*="/mail/client/"]:not([src*="/mail/client/mailbody"])',
  /** The frame with a body, in the application. */
  body: 'iframe[src*="/mail/client/mailbody"]',
} as const;

const GROUP = "(?:gmx\\.(?:net|com|co\\.uk|fr|es|at|ch)|web\\.de|mail\\.com)$";
const SHELL = new RegExp(`^navigator(?:-[a-z0-9-]+)?\\.${GROUP}`);
const APPLICATION = new RegExp(`^3c(?:-[a-z0-9]+)*\\.${GROUP}`);
/** The application's own pages. Bodies have addresses beside them. */
const PAGES = /^\/mail\/client\/(?!mailbody)/;

export const gmx: Adapter = {
  name: "GMX, WEB.DE, mail.com",
  recognises: (page) =>
    isGmxApplication(page)
      ? page.querySelector(SELECTORS.body) !== null
      : isAt(page, SHELL) && page.querySelector(SELECTORS.application) !== null,
  messages: (page) => {
    const bodies = [...page.querySelectorAll(SELECTORS.body)].filter(isShown);
    return bodies.map((body) => openByRecipe(body, bodies));
  },
  user: () => [],
};

/** Whether a frame is the application, and not a message's body. */
export function isGmxApplication(page: Document): boolean {
  return isAt(page, APPLICATION) && PAGES.test(page.location.pathname);
}
