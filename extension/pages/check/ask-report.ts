// Goes from an answer to the prepared report to Amazon, with the facts of the answer. Nothing is sent.

import { api } from "../../platform/browser.js";
import type { CheckAnswer } from "../../protocol/requests.js";
import { ask } from "../../protocol/client.js";
import type { UiContext } from "../../ui/index.js";
import { reportFactsOf } from "../../ui/report-facts.js";

/** Opens the report about an answer. */
export async function openReport(ctx: UiContext, answer: CheckAnswer): Promise<void> {
  const facts = reportFactsOf(ctx, answer, new Date());
  const id = facts ? `=${await ask({ kind: "keep-report-facts", facts })}` : "";
  await api.tabs.create({ url: api.runtime.getURL(`clicked/clicked.html#report${id}`) });
}
