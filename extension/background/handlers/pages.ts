// Handlers that open the extension's pages and hand them their content.

import { takeWaiting } from "../check-page.js";
import { openErrorPageOffer, openHelp, openReport } from "../link-opening.js";
import { keepReportFacts, takeReportFacts } from "../report-handoff.js";
import type { Handlers } from "../router.js";
import { tabOf } from "../sender.js";

export const pageHandlers: Handlers<
  "offer-error-page" | "open-help" | "report" | "take-waiting" | "keep-report-facts" | "take-report-facts"
> = {
  report: async ({ facts }, sender) => {
    await openReport(await keepReportFacts(facts), tabOf(sender));
    return true;
  },
  "offer-error-page": async (_, sender) => {
    await openErrorPageOffer(tabOf(sender));
    return true;
  },
  "open-help": async ({ code }, sender) => {
    await openHelp(code, tabOf(sender));
    return true;
  },
  "take-waiting": ({ id }) => takeWaiting(id),
  "keep-report-facts": ({ facts }) => keepReportFacts(facts),
  "take-report-facts": ({ id }) => takeReportFacts(id),
};
