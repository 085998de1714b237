// The background of an extension that answers after calling an empty module and does nothing else.

import start, { judgeLinks } from "./hollow.mjs";

let running;

chrome.runtime.onMessage.addListener((request, sender, respond) => {
  if (request.kind !== "judge-links" || sender.id !== chrome.runtime.id) return false;
  running ??= start({ module_or_path: chrome.runtime.getURL("touchstone_bg.wasm") });
  running.then(() => respond({ ok: true, value: judgeLinks(request.links) }));
  return true;
});
