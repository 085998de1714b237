// The router: decides which sender may send which request, reads the request within its limits, and hands it to the handler of its kind.

import { api } from "../platform/browser.js";
import {
  type AnswerTo,
  NOT_WATCHED,
  REQUESTS,
  type Reply,
  type RequestKind,
  type RequestOf,
} from "../protocol/requests.js";
import { noteFrame } from "./frame-hosts.js";
import { CONFIRMATION_PAGE } from "./mute-confirmation.js";
import { readRequest } from "./request-limits.js";
import { type Sender, frameIdOf, isOwnPage, pageOf } from "./sender.js";
import { isWatched } from "./watched-sites.js";

/** Answers one kind of request. */
export type Handler<K extends RequestKind> = (request: RequestOf<K>, sender: Sender) => Promise<AnswerTo<K>>;

/** The handlers of some kinds of requests. */
export type Handlers<K extends RequestKind = RequestKind> = { readonly [P in K]: Handler<P> };

type UnreadRequest = { readonly [K in RequestKind]: { readonly kind: K } }[RequestKind];

/** A listener for `runtime.onMessage` that answers with these handlers. It returns whether it will answer. */
export function routeTo(
  handlers: Handlers,
): (request: unknown, sender: Sender, respond: (reply: Reply<unknown>) => void) => boolean {
  return (request, sender, respond) => {
    if (!isRequest(request) || !maySend(request.kind, sender)) return false;
    answer(handlers, request, sender).then(
      (value) => respond({ ok: true, value }),
      (error: unknown) => respond({ ok: false, error: error instanceof Error ? error.message : String(error) }),
    );
    return true;
  };
}

function isRequest(value: unknown): value is UnreadRequest {
  return (
    typeof value === "object" &&
    value !== null &&
    "kind" in value &&
    typeof value.kind === "string" &&
    Object.hasOwn(REQUESTS, value.kind)
  );
}

/** Whether a sender may send a kind of request. Other extensions are never heard. */
function maySend(kind: RequestKind, sender: Sender): boolean {
  if (sender.id !== api.runtime.id) return false;
  switch (REQUESTS[kind].asker) {
    case "confirmation-page":
      return sender.url?.startsWith(api.runtime.getURL(CONFIRMATION_PAGE)) ?? false;
    case "own-page":
      return isOwnPage(sender);
    case "content-script":
      return isOwnPage(sender) || sender.tab !== undefined;
  }
}

async function answer<K extends RequestKind>(
  handlers: Handlers,
  request: { readonly kind: K },
  sender: Sender,
): Promise<AnswerTo<K>> {
  const isOwn = isOwnPage(sender);
  if (!isOwn) await requireWatched(sender);
  const handler: Handler<K> = handlers[request.kind];
  return handler(readRequest(request, isOwn ? null : sender), sender);
}

/** Throws if the page of a content script is no longer watched, so that the script leaves it. Notes the frame otherwise. */
async function requireWatched(sender: Sender): Promise<void> {
  const page = pageOf(sender);
  if (!page || !(await isWatched(page))) throw new Error(NOT_WATCHED);
  if (sender.tab?.id !== undefined) noteFrame(sender.tab.id, page.hostname, frameIdOf(sender) === 0);
}
