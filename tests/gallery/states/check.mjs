// The check page: empty, and with each kind of answer.

import { INPUTS } from "../inputs.mjs";

const typed = (text) => async (page) => {
  await page.locator("#field").fill(text);
  await page.locator("#answer > *").first().waitFor();
};
const taken = async (page) => {
  for (const summary of await page.locator("details.parts > summary").all()) await summary.click();
};

export const states = ({ mails, checks }) => {
  const verdicts = (...inputs) => ({
    check: { what: "verdicts", verdicts: inputs.map((input) => ({ input, verdict: checks[input] })), leftOut: 0 },
    before: async (page) => {
      await typed(inputs.join("\n"))(page);
      await taken(page);
    },
  });
  return {
    empty: {},
    wrapped: { ...verdicts(INPUTS[1]), home: { region: "DE" } },
    disguised: { ...verdicts(INPUTS[0]), home: "elsewhere" },
    parts: verdicts(INPUTS[2]),
    list: verdicts(...INPUTS.slice(3, 7)),
    mail: {
      check: { what: "message", verdict: mails["amazon-address-elsewhere"], piece: false },
      home: { region: "JP" },
      before: typed("From: Amazon.de <…>\nSubject: …"),
    },
    piece: {
      check: { what: "message", verdict: mails["fake-button"], piece: true },
      home: { region: "US" },
      before: typed("Dear seller, …"),
    },
    unreadable: { check: { what: "unreadable" }, before: typed("From: x\nSubject: y") },
  };
};
