// What stands below an empty field: how to read an address, and examples that the user can have checked.

import { button } from "../../ui/buttons.js";
import { el } from "../../ui/dom.js";
import { drawHost } from "../../ui/hosts.js";
import type { UiContext } from "../../ui/index.js";

/** An address that begins like Amazon's, and the domain that says whose it is. */
const HOST = "sellercentral.amazon.com.account-review.example";
const DOMAIN = "account-review.example";

/** Examples of what can be checked, by their names. */
export const EXAMPLES = {
  link: `https://${HOST}/verify`,
  sender: `Amazon Seller Performance <notice@${DOMAIN}>`,
  genuine: "https://sellercentral.amazon.com/performance/notifications",
} as const;

/** Draws the lesson of the one address. `check` has a text checked. */
export function drawLesson(ctx: UiContext, check: (text: string) => void): HTMLElement {
  const { texts } = ctx;
  const address = el("bdi", { class: "lesson-address", dir: "ltr" }, drawHost(ctx, HOST, DOMAIN), "/verify");
  return el(
    "section",
    { class: "lesson" },
    el("h2", {}, texts.text("example_title")),
    el("p", {}, address),
    el("p", { class: "note" }, texts.text("example_note")),
    button("plain", texts.text("example_try"), () => {
      check(EXAMPLES.link);
    }),
  );
}
