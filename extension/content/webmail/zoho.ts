// Zoho Mail. Its bodies are known; where it shows the sender is not, so he is looked for by the recipe.

import { type Adapter, type OpenMessage, shownText } from "./adapter.js";
import { bodiesIn, isAt, outside } from "./extract.js";
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
    const bodies = bodiesIn(page, SELECTORS.body);
    return bodies.map((body) => open(body, bodies));
  },
  user: () => [],
};

function open(body: Element, bodies: readonly Element[]): OpenMessage {
  const found = openByRecipe(body, bodies);
  return {
    ...found,
    header: () => {
      const header = found.header();
      const named = (bodies.length === 1 ? [...body.ownerDocument.querySelectorAll(SELECTORS.attachment)] : [])
        .filter((one) => !body.contains(one))
        .map((one) => ({ name: shownText(one), mediaType: "" }));
      return {
        ...header,
        subject: shownText(outside(body.ownerDocument, bodies, SELECTORS.subject)) || header.subject,
        attachments: named.length > 0 ? named : header.attachments,
      };
    },
  };
}
