// The check page: empty, and with each kind of answer.

import { INPUTS } from "../inputs.mjs";

const typed = (text) => async (page) => {
  await page.locator("#field").fill(text);
  await page.locator("#answer > *").first().waitFor();
};
const taken = async (page) => {
  for (const summary of await page.locator("details.parts > summary").all()) await summary.click();
};

/** The levels in the order of an answer. */
const WORST_FIRST = ["danger", "caution", "info", "ok"];

export const states = ({ mails, checks }) => {
  const place = ({ verdict }) => WORST_FIRST.indexOf(verdict.level);
  const verdicts = (...inputs) => ({
    check: {
      what: "verdicts",
      verdicts: inputs.map((input) => ({ input, verdict: checks[input] })).sort((a, b) => place(a) - place(b)),
      leftOut: 0,
      message: null,
      hints: [],
    },
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
    long: verdicts(...INPUTS),
    text: {
      check: {
        what: "verdicts",
        verdicts: [{ input: INPUTS[10], verdict: checks[INPUTS[10]] }],
        leftOut: 3,
        message: mails["fake-button"],
        hints: [],
      },
      before: typed("Dear seller, …"),
    },
    nothing: { check: { what: "verdicts", verdicts: [], leftOut: 0, message: null, hints: [] }, before: typed("…") },
    hints: {
      check: {
        what: "verdicts",
        verdicts: [],
        leftOut: 0,
        message: null,
        hints: [
          { hint: "phone", text: "+1 888 555 0142" },
          { hint: "chat", text: "telegram amz_manager" },
          { hint: "order", text: "114-0000001-0000002" },
          { hint: "product", text: "B0CXYZ1234" },
          { hint: "offer", text: "二审包过" },
        ],
      },
      before: typed("…"),
    },
    partly: {
      check: { what: "message", verdict: { ...mails.newsletter, partly: true }, piece: false },
      before: typed("From: x\nSubject: y"),
    },
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
