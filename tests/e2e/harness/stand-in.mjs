// A small extension for the test of the harness. Like the real one it draws into closed shadow roots in every frame, stops clicks
// on links that leave the machine, and lets its background open them.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { scratch } from "../drivers/processes.mjs";

const WATCHED = ["http://127.0.0.1/*", "http://localhost/*"];

const manifest = {
  manifest_version: 3,
  name: "Stand-in",
  version: "1",
  host_permissions: WATCHED,
  optional_host_permissions: ["https://*/*"],
  content_scripts: [
    {
      matches: WATCHED,
      js: ["content.js"],
      all_frames: true,
      match_about_blank: true,
      match_origin_as_fallback: true,
      run_at: "document_start",
    },
  ],
};

const ofBrowser = {
  chromium: { background: { service_worker: "background.js" } },
  firefox: {
    background: { scripts: ["background.js"] },
    browser_specific_settings: { gecko: { id: "stand-in@touchstone.invalid" } },
  },
};

/** Runs in every frame. */
function content() {
  const api = globalThis.browser ?? chrome;
  const draw = (kind, level, place, html) => {
    const host = document.createElement("span");
    host.dataset.touchstone = kind;
    host.dataset.level = level;
    const root = host.attachShadow({ mode: "closed" });
    root.innerHTML = `<style>:host { font: 14px sans-serif } .hidden { display: none }</style>${html}`;
    place(host);
    return { host, root };
  };
  const mark = (document) => {
    for (const link of document.querySelectorAll("a[href^=http]:not([data-seen])")) {
      link.dataset.seen = "";
      const { host, root } = draw(
        "mark",
        "danger",
        (host) => link.after(host),
        `<button aria-label="Why?">!</button><span class="hidden">not to be seen</span><span>leads to ${link.hostname}</span>`,
      );
      root.querySelector("button").onclick = (event) => (host.dataset.clicked = event.isTrusted ? "trusted" : "forged");
    }
  };
  const ask = (link) => {
    const { host, root } = draw(
      "dialog",
      "danger",
      (host) => document.body.prepend(host),
      `<p>Not Amazon's: ${link.host}</p><button>Don't open</button> <button>Open it anyway</button>`,
    );
    const [stay, open] = root.querySelectorAll("button");
    stay.onclick = () => host.remove();
    open.onclick = async (event) => {
      if (!event.isTrusted) return;
      await api.runtime.sendMessage({ open: link.href });
      host.remove();
    };
    stay.focus();
  };
  for (const kind of ["click", "auxclick"]) {
    addEventListener(
      kind,
      (event) => {
        const link = event.composedPath().find((node) => node.localName === "a" && node.href?.startsWith("http"));
        if (!link || ["127.0.0.1", "localhost"].includes(link.hostname)) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        ask(link);
      },
      { capture: true },
    );
  }
  // A frame loses its content script when its page writes into it, so the page's content script looks after it.
  const look = () => {
    mark(document);
    for (const { contentDocument } of document.querySelectorAll("iframe:not([src]):not([srcdoc])"))
      if (contentDocument) mark(contentDocument);
  };
  look();
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}

/** Runs as service worker or event page. */
function background() {
  const api = globalThis.browser ?? chrome;
  let answered = 0;
  api.runtime.onMessage.addListener((message, _sender, answer) => {
    answered++;
    if (message.open) void api.tabs.create({ url: message.open }).then(() => answer(answered));
    else answer(answered);
    return true;
  });
}

const page = `<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>Popup</title>
<link rel="icon" href="data:,">
<p>A page of the extension.</p>
<script src="page.js"></script>
</html>
`;

/** Writes the extension for a browser into a temporary folder and returns the folder's path. */
export function standIn(kind) {
  const folder = scratch("stand-in");
  mkdirSync(join(folder, "popup"));
  writeFileSync(join(folder, "manifest.json"), JSON.stringify({ ...manifest, ...ofBrowser[kind] }));
  writeFileSync(join(folder, "content.js"), `(${content})();\n`);
  writeFileSync(join(folder, "background.js"), `(${background})();\n`);
  writeFileSync(join(folder, "popup", "popup.html"), page);
  writeFileSync(join(folder, "popup", "page.js"), `document.body.append("language: " + navigator.language);\n`);
  return folder;
}
