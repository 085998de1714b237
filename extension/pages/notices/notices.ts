// The third-party notices: the text of the file in the package, in the languages of the licences.

import { adoptStyles, byId, contextFor, drawNavigation, fillTexts, showFailure } from "../common/page.js";

adoptStyles();

try {
  const ctx = await contextFor("notices");
  fillTexts(ctx, ctx.texts.text("notices_title"));
  byId("navigation", HTMLElement).replaceChildren(drawNavigation(ctx, "notices"));
  byId("notices", HTMLElement).textContent = await readNotices();
} catch {
  showFailure(byId("failed", HTMLElement));
} finally {
  document.body.classList.add("ready");
}

async function readNotices(): Promise<string> {
  const response = await fetch(new URL("../THIRD-PARTY-NOTICES.txt", location.href));
  return response.text();
}
