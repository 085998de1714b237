// Zoho Mail. Its bodies are known, but not the place of the sender, which the recipe looks for.

import { type Adapter, type OpenMessage, isAt, isShown, shownText } from "./adapter.js";
import { bodiesIn, attachmentsNamed, outsideBodies } from "./extract.js";
import { openByRecipe } from "./generic.js";

// Seen in public code of reading extensions (2024 to 2026): class names. No two sources agree on the sender.
const SELECTORS = {
  body: ".zmMailContent",
  subject: ".zmPVHeading.jsConvSB, .zmSubject",
  attachment: ".zmAttName, .SC_att_name",
  /** The element around list and preview, which always exists. */
  page: "#zm_centerHolder",
  preview: ".zmPV",
} as const;

const HOSTS = /^mail\.zoho\.(?:com|eu|in|com\.cn|com\.au|jp)$/;

export const zoho: Adapter = {
  name: "Zoho Mail",
  recognises: (page) =>
    isAt(page, HOSTS) &&
    (bodiesIn(page, SELECTORS.body).length > 0 ||
      (page.querySelector(SELECTORS.page) !== null && page.querySelector(SELECTORS.preview) === null)),
  messages: (page) => {
    // Bodies that are kept for later count too, because their senders wrote them.
    const all = [...page.querySelectorAll(SELECTORS.body)];
    return bodiesIn(page, SELECTORS.body).map((body) => open(body, all));
  },
  user: () => [],
};

function open(body: Element, all: readonly Element[]): OpenMessage {
  const found = openByRecipe(
    body,
    all.filter((other) => !body.contains(other)),
  );
  const shown = (selector: string): Element[] =>
    outsideBodies(body.ownerDocument, SELECTORS.body, selector).filter(isShown);
  return {
    ...found,
    header: () => {
      const header = found.header();
      const attachments = attachmentsNamed(shown(SELECTORS.attachment));
      return {
        ...header,
        subject: shownText(shown(SELECTORS.subject)[0]) || header.subject,
        // With several messages the page does not show which one the attachments belong to.
        attachments: attachments.length > 0 && all.length === 1 ? attachments : header.attachments,
      };
    },
  };
}
