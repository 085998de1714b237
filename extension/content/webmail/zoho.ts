// Zoho Mail. Its bodies are known; where it shows the sender is not, so he is looked for by the recipe.

import { type Adapter, type OpenMessage, isAt, isShown, shownText } from "./adapter.js";
import { bodiesIn, named, outside } from "./extract.js";
import { openByRecipe } from "./generic.js";

// Seen in public code of reading extensions (2024 to 2026): names of classes. None of them agrees with another on the sender.
const SELECTORS = {
  body: ".zmMailContent",
  subject: ".zmPVHeading.jsConvSB, .zmSubject",
  attachment: ".zmAttName, .SC_att_name",
  /** What is around list and preview; there whatever is open. */
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
    // Those that are kept for later are bodies too: their senders wrote them.
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
  const shown = (selector: string): Element[] => outside(body.ownerDocument, SELECTORS.body, selector).filter(isShown);
  return {
    ...found,
    header: () => {
      const header = found.header();
      const attachments = named(shown(SELECTORS.attachment));
      return {
        ...header,
        subject: shownText(shown(SELECTORS.subject)[0]) || header.subject,
        // Of several messages nobody says whose they are.
        attachments: attachments.length > 0 && all.length === 1 ? attachments : header.attachments,
      };
    },
  };
}
