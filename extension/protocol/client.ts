// The typed client of the background: the answer has the type that belongs to the kind of request.

import { api } from "../platform/browser.js";
import { type AnswerTo, NOT_WATCHED, type Reply, type RequestKind, type RequestOf } from "./requests.js";

let onNotWatched = (): void => undefined;

/** Sets the function that a content script calls when the background says that its page is no longer watched. */
export function whenNotWatched(act: () => void): void {
  onNotWatched = act;
}

/** Sends a request to the background and returns its answer. Throws the background's error text as an error. */
export async function ask<K extends RequestKind>(request: RequestOf<K>): Promise<AnswerTo<K>> {
  const reply = await api.runtime.sendMessage<unknown, Reply<AnswerTo<K>> | undefined>(request);
  if (!reply) throw new Error("no answer from the background");
  if (!reply.ok) {
    if (reply.error === NOT_WATCHED) onNotWatched();
    throw new Error(reply.error);
  }
  return reply.value;
}
