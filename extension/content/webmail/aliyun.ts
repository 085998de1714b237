// Aliyun's mail for companies. No public source shows how its reading page is built, only which frames hold the bodies. The
// header is searched around them by the recipe for unknown webmails.

import { type Adapter, isAt, isEditable, isShown } from "./adapter.js";
import { generic, openByRecipe } from "./generic.js";

const HOSTS = ["qiye.aliyun.com", "mail.aliyun.com"];

// Seen in public code (2024): frames without an address, filled by `document.write`. The editor may be such a frame, too.
const SELECTORS = {
  body: "iframe.e_iframe",
} as const;

export const aliyun: Adapter = {
  name: "Aliyun Mail",
  recognises: (page) =>
    isAt(page, HOSTS) && isTop(page) && (bodies(page).length > 0 || generic.messages(page).length === 0),
  messages: (page) => {
    const found = bodies(page);
    return found.map((body) => openByRecipe(body, found));
  },
  user: () => [],
};

function bodies(page: Document): Element[] {
  return [...page.querySelectorAll<HTMLIFrameElement>(SELECTORS.body)].filter(
    (frame) => isShown(frame) && !isWritten(frame),
  );
}

function isWritten(frame: HTMLIFrameElement): boolean {
  const inner = frame.contentDocument;
  return inner?.designMode === "on" || (inner?.body ? isEditable(inner.body) : false);
}

function isTop(page: Document): boolean {
  return page.defaultView === page.defaultView?.top;
}
