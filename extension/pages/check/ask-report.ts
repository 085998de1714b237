// From an answer to the report to Amazon: the guide opens at it with what was found. Nothing is sent.

import { api } from "../../platform/browser.js";
import type { CheckAnswer } from "../../protocol/requests.js";
import { ask } from "../../protocol/client.js";
import type { UiContext } from "../../ui/index.js";
import { evidenceOf } from "./report-evidence.js";

/** Opens the report about what was found. */
export async function report(ctx: UiContext, found: CheckAnswer): Promise<void> {
  const evidence = evidenceOf(ctx, found, new Date());
  const handed = evidence ? `=${await ask({ kind: "set-evidence", evidence })}` : "";
  await api.tabs.create({ url: api.runtime.getURL(`clicked/clicked.html#report${handed}`) });
}
