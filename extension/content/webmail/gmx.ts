// GMX, WEB.DE, mail.com. The page contains an application in a frame of another origin. The application shows list and header,
// and the body in a frame inside it. In the older application the body's frame may be of a third origin; its own script sends the
// body. The application of 2026 keeps header and body in shadow trees. The recipe looks for the sender in both.

import { allInTrees, containsThroughShadow } from "../shadow-trees.js";
import { type Adapter, isAt, isShown, shownBodies } from "./adapter.js";
import { openByRecipe } from "./generic.js";

// Seen in public code of reading extensions, user scripts and drivers (2024 to 2026): hosts and paths of the frames, and the
// custom elements of the newer application. None shows where the sender stands.
const SELECTORS = {
  /** The frame with the application, in the page. */
  application:
    'iframe[src*="/mail/client/"]:not([src*="/mail/client/mailbody"]), iframe[src^="https://webmailer."], iframe#thirdPartyFrame_mail',
  /** The frame with a body, in the application. */
  body: 'iframe[src*="/mail/client/mailbody"]',
  /** The newer application, and the mail that is open in it. */
  container: "mail-list-container",
  detail: "webmailer-mail-detail",
  /** The body in the shadow tree of the open mail. */
  detailBody: 'iframe.detail-body--full-height, iframe[name="detail-body-iframe"], #email_content',
} as const;

const GROUP = "(?:gmx\\.(?:net|com|co\\.uk|fr|es|at|ch)|web\\.de|mail\\.com)$";
const SHELL = new RegExp(`^navigator(?:-[a-z0-9-]+)?\\.${GROUP}`);
const APPLICATION = new RegExp(`^3c(?:-[a-z0-9]+)*\\.${GROUP}`);
const NEWER_APPLICATION = new RegExp(`^webmailer\\.${GROUP}`);
/** The application's own pages. Bodies have addresses beside them. */
const PAGES = /^\/mail\/client\/(?!mailbody)/;
const BODIES = "/mail/client/mailbody";

export const gmx: Adapter = {
  name: "GMX, WEB.DE, mail.com",
  recognises: (page) => {
    if (isAt(page, SHELL)) return page.querySelector(SELECTORS.application) !== null;
    if (!isGmxApplication(page)) return false;
    const detail = detailIn(page);
    // A detail without a body may have been rebuilt. Without one nothing is open.
    return detail
      ? bodiesOf(page).length > 0
      : page.querySelector(`${SELECTORS.body}, ${SELECTORS.container}`) !== null;
  },
  messages: (page) => {
    const bodies = bodiesOf(page);
    return bodies.map((body) => openByRecipe(body, bodies));
  },
  user: () => [],
};

function bodiesOf(page: Document): Element[] {
  const detail = detailIn(page);
  const inDetail = detail
    ? shownBodies(page, SELECTORS.detailBody).filter((body) => containsThroughShadow(detail, body))
    : [];
  return [...page.querySelectorAll(SELECTORS.body), ...inDetail].filter(isShown);
}

/** The element with the open mail, in the newer application. */
function detailIn(page: Document): Element | null {
  return isAt(page, NEWER_APPLICATION) ? (allInTrees(page, SELECTORS.detail).find(isShown) ?? null) : null;
}

/** Whether a frame is the application, and not a message's body. */
export function isGmxApplication(page: Document): boolean {
  const { pathname } = page.location;
  return (
    (isAt(page, APPLICATION) && PAGES.test(pathname)) || (isAt(page, NEWER_APPLICATION) && !pathname.startsWith(BODIES))
  );
}

/** Whether a frame is a message's body by its address. */
export function isGmxBody(page: Document): boolean {
  return (isAt(page, APPLICATION) || isAt(page, NEWER_APPLICATION)) && page.location.pathname.startsWith(BODIES);
}
