// The page that stands in place of one the browser refused to open: `blocked.html#` with the refused address behind it,
// percent-encoded. Nothing is opened from here but by the user's own deliberate press.

import { api } from "../../platform/browser.js";
import { copy } from "../../platform/clipboard.js";
import { adoptStyles, byId, contextFor, fillTexts, makeChange } from "../common/page.js";
import { ask } from "../../protocol/client.js";
import { type UiContext, createBlocked, createNothingBlocked } from "../../ui/index.js";
import { rememberable } from "../../model/verdict.js";

adoptStyles();

// Another address behind the `#` is another question.
window.addEventListener("hashchange", () => {
  location.reload();
});
await start().catch(() => {
  // Without the background there are no texts of ours; the browser has them too, in its own language.
  byId("stopped", HTMLElement).textContent = api.i18n.getMessage("options_failed");
  document.body.classList.add("ready");
});

async function start(): Promise<void> {
  const ctx = await contextFor("blocked");
  const url = refused(location.hash);
  const page = url === null ? createNothingBlocked(ctx, back) : await explain(ctx, url);
  fillTexts(ctx, ctx.texts.text(url === null ? "blocked_nothing" : "blocked_title"));
  byId("name", HTMLElement).textContent = ctx.texts.text("extension_name");
  byId("stopped", HTMLElement).replaceChildren(page.element);
  document.body.classList.add("ready");
  page.focus();
}

/** The address that was refused; null where what stands behind the `#` is none of the web. */
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
    back,
    open: () => {
      change(open());
    },
    openNotifications: (notifications) => void ask({ kind: "open", url: notifications, how: "tab" }),
    copy,
    ...(name ? { remember: () => change(ask({ kind: "ask-to-remember", ...name, href })) } : {}),
  });
}

/** Back to the mail; a tab that was opened for the link alone is closed. */
function back(): void {
  if (history.length > 1) {
    history.back();
    return;
  }
  void api.tabs.getCurrent().then((tab) => (tab?.id === undefined ? undefined : api.tabs.remove(tab.id)));
}
