// Asks the background, with types: the answer fits the kind of request.

import { api } from "./browser.js";
import type { Answers, Reply, Request } from "./messages.js";

/** Sends a request to the background and gives its answer; throws where it could not be answered. */
export async function ask<K extends Request["kind"]>(request: Extract<Request, { kind: K }>): Promise<Answers[K]> {
  const reply = await api.runtime.sendMessage<unknown, Reply<Answers[K]> | undefined>(request);
  if (!reply) throw new Error("no answer from the background");
  if (!reply.ok) throw new Error(reply.error);
  return reply.value;
}
