// Asks the background, with types: the answer fits the kind of request.

import { api } from "../platform/browser.js";
import { type Answers, NOT_WATCHED, type Reply, type Request } from "./requests.js";

let leave = (): void => undefined;

/** What a content script does once the background says that its page is watched no longer. */
export function whenNotWatched(act: () => void): void {
  leave = act;
}

/** Sends a request to the background and gives its answer; throws where it could not be answered. */
export async function ask<K extends Request["kind"]>(request: Extract<Request, { kind: K }>): Promise<Answers[K]> {
  const reply = await api.runtime.sendMessage<unknown, Reply<Answers[K]> | undefined>(request);
  if (!reply) throw new Error("no answer from the background");
  if (!reply.ok) {
    if (reply.error === NOT_WATCHED) leave();
    throw new Error(reply.error);
  }
  return reply.value;
}
