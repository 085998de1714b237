// Chooses the adapter for the document of a frame, or none where another frame reads its messages.

import { isBodyOutside } from "./frame-claims.js";
import { frameOf } from "./frame-documents.js";
import { type Adapter, NO_HEADER } from "./webmail/adapter.js";
import { generic } from "./webmail/generic.js";
import { adapterFor, isApplication } from "./webmail/index.js";

/** Whether a window is a frame in a page that cannot be read: it holds a body and no header, unless it is a webmail's application. */
export function holdsBodyAlone(view: Window): boolean {
  return view !== view.top && frameOf(view) === null && !isApplication(view.document);
}

/** The adapter for a window's document; `null` where another frame reads its messages. */
export function adapterIn(view: Window): Adapter | null {
  if (view === view.top) return adapterFor(view.document);
  if (holdsBodyAlone(view) || isBodyOutside(view)) return null;
  const adapter = adapterFor(view.document);
  if (adapter !== generic || isApplication(view.document)) return adapter;
  // In a frame the recipe for unknown webmails could take a mail's own text for a header: it finds bodies, no senders.
  return /^https?:$/.test(view.location.protocol) ? withoutHeader(generic) : null;
}

function withoutHeader(adapter: Adapter): Adapter {
  return {
    ...adapter,
    messages: (page) =>
      adapter.messages(page).map((message) => ({
        ...message,
        sender: null,
        header: () => NO_HEADER,
      })),
  };
}
