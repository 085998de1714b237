// Handlers for single links: opening the ones that the user let through, and refusing and explaining dangerous ones.

import { sendOrder } from "../../protocol/orders.js";
import { namesThatOpen } from "../allowlist.js";
import { armRules, blockLinks, findRule } from "../blocking-rules.js";
import { noteOpened } from "../journal-writer.js";
import { arm, dangerousOf, explain, letFormThrough, openLink, putToUser } from "../link-opening.js";
import type { Handlers } from "../router.js";
import { type Sender, frameIdOf, rulePageOf, tabIdOf, tabOf } from "../sender.js";

export const linkHandlers: Handlers<"open" | "arm" | "explain" | "put-to-user" | "release-form" | "blocked"> = {
  open: async ({ url, how }, sender) => {
    await openLink(url, how, tabOf(sender));
    noteOpened(url, sender);
    return true;
  },
  arm: async ({ links }, sender) => {
    await armLinks(links, sender);
    return true;
  },
  explain: async ({ blocked }, sender) => {
    await explain(tabIdOf(sender), blocked);
    return true;
  },
  "put-to-user": ({ link }, sender) => putToUser(tabIdOf(sender), frameIdOf(sender), link),
  "release-form": async ({ frameId, form, url }, sender) => {
    await letFormThrough(url, rulePageOf(sender));
    await sendOrder(tabIdOf(sender), { kind: "submit-form", form }, { frameId: frameId ?? frameIdOf(sender) });
    noteOpened(url, sender);
    return true;
  },
  blocked: async ({ url }) => (await findRule(url)) ?? { href: url, verdict: null },
};

/** Has the browser refuse the links of an open menu. Throws if it does not refuse them. */
async function armLinks(links: readonly string[], sender: Sender): Promise<void> {
  const dangerous = await dangerousOf(tabIdOf(sender), links);
  if (dangerous.length === 0) throw new Error("none of these links is dangerous");
  // This comes first because a tab may open at once. Then only links that a rule in force refuses are explained.
  await arm(tabIdOf(sender));
  const [names, page] = [await namesThatOpen(), rulePageOf(sender)];
  await armRules(dangerous, names, page);
  await blockLinks(dangerous, names, page);
}
