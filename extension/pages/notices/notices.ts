// The third-party notices: the text of the package's own file, in the languages that the licences are written in.

import { api } from "../../platform/browser.js";
import { adoptStyles, byId, contextFor, drawNavigation, fillTexts } from "../common/page.js";

adoptStyles();

try {
  const ctx = await contextFor("notices");
  fillTexts(ctx, ctx.texts.text("notices_title"));
  byId("navigation", HTMLElement).replaceChildren(drawNavigation(ctx, "notices"));
  byId("notices", HTMLElement).textContent = await readNotices();
} catch {
  // Without the background there are no texts of ours; the browser has them too, in its own language.
  byId("failed", HTMLElement).textContent = api.i18n.getMessage("options_failed");
} finally {
  document.body.classList.add("ready");
}

async function readNotices(): Promise<string> {
  const response = await fetch(new URL("../THIRD-PARTY-NOTICES.txt", location.href));
  return response.text();
}
