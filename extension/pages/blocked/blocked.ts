// The page that replaces a refused one: `blocked.html#` followed by the refused address, percent-encoded. Nothing opens from here
// without a deliberate click of the user.

import { copy } from "../../platform/clipboard.js";
import { backToMail } from "../common/back-to-mail.js";
import { adoptStyles, byId, contextFor, fillTexts, makeChange, showFailure } from "../common/page.js";
import { ask } from "../../protocol/client.js";
import { type UiContext, createBlocked, createNothingBlocked } from "../../ui/index.js";
import { rememberable } from "../../model/verdict.js";

adoptStyles();

// A different address after the `#` is a new question.
window.addEventListener("hashchange", () => {
  location.reload();
});
await start().catch(() => showFailure(byId("stopped", HTMLElement)));

async function start(): Promise<void> {
  const ctx = await contextFor("blocked");
  const url = refused(location.hash);
  const page = url === null ? createNothingBlocked(ctx, () => void backToMail(1)) : await explain(ctx, url);
  fillTexts(ctx, ctx.texts.text(url === null ? "blocked_nothing" : "blocked_title"));
  byId("name", HTMLElement).textContent = ctx.texts.text("extension_name");
  byId("stopped", HTMLElement).replaceChildren(page.element);
  document.body.classList.add("ready");
  page.focus();
}

/** The refused address; null if the text after the `#` is not a web address. */
function refused(hash: string): string | null {
  try {
    const url = new URL(decodeURIComponent(hash.slice(1)));
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}

async function explain(ctx: UiContext, url: string): Promise<ReturnType<typeof createBlocked>> {
  const blocked = await ask({ kind: "blocked", url });
  const { href, verdict } = blocked;
  const open = (): Promise<true> => ask({ kind: "open", url: href, how: "current" });
  const change = (changed: Promise<unknown>): void => void makeChange(ctx, changed, () => Promise.resolve());
  const name = verdict && rememberable(verdict);
  return createBlocked(ctx, blocked, {
    back: () => void backToMail(1),
    open: () => {
      change(open());
    },
    openNotifications: (notifications) => void ask({ kind: "open", url: notifications, how: "tab" }),
    copy,
    report: (facts) => void ask({ kind: "report", facts }),
    ...(name ? { remember: () => change(ask({ kind: "ask-to-remember", ...name, href })) } : {}),
  });
}
