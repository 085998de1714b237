// iCloud Mail. The page contains an application in a frame of the same origin. The application shows list and header, and the
// body in a frame of another origin. That frame's own script sends the body, and the recipe looks for the sender.

import { type Adapter, isAt, isShown } from "./adapter.js";
import { openByRecipe } from "./generic.js";

// Seen in public code of reading extensions (2025, 2026): addresses of the frames. None shows where the sender stands.
const SELECTORS = {
  /** The frame with the application, in the page. */
  application: 'iframe.child-application, iframe[src*="/applications/mail2/"]',
  /** The frame with a body, in the application. */
  body: 'iframe[src^="https://www-mail.icloud-sandbox.com/applications/mail2-message/"]',
} as const;

const HOSTS = /^www\.icloud\.com$/;
const APPLICATION = "/applications/mail2/";

export const icloud: Adapter = {
  name: "iCloud Mail",
  recognises: (page) => isAt(page, HOSTS) && page.querySelector(`${SELECTORS.application}, ${SELECTORS.body}`) !== null,
  messages: (page) => {
    const bodies = [...page.querySelectorAll(SELECTORS.body)].filter(isShown);
    return bodies.map((body) => openByRecipe(body, bodies));
  },
  user: () => [],
};

/** Whether a frame is the application, and not a message's body. */
export function isICloudApplication(page: Document): boolean {
  return isAt(page, HOSTS) && page.location.pathname.startsWith(APPLICATION);
}
