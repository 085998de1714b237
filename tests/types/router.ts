// Code that must not compile: a handler that answers with another kind's type, a missing handler, and a request with wrong fields. `tsc`
// checks this file and fails if a line below an `@ts-expect-error` compiles. The file never runs.

import type { Handlers } from "../../extension/background/router.js";
import { ask } from "../../extension/protocol/client.js";
import type { RequestKind } from "../../extension/protocol/requests.js";

declare const handlers: Handlers;

export const complete: Handlers = handlers;

// @ts-expect-error -- A handler answers with the type of another kind: `judge-links` with one verdict on a message.
export const wrongAnswer: Handlers<"judge-links"> = { "judge-links": handlers["judge-message"] };

// @ts-expect-error -- A handler answers with a value of the wrong type.
export const wrongValue: Handlers<"granted"> = { granted: () => Promise.resolve({ sites: [], buyerMessages: "yes" }) };

// @ts-expect-error -- A kind has no handler.
export const missing: Handlers<"open" | "watch"> = { open: handlers.open };

const { open: _, ...allButOne } = handlers;
// @ts-expect-error -- A router lacks one handler.
export const incomplete: Handlers = allButOne;

// @ts-expect-error -- A handler is for a kind that does not exist.
export const unknownKind: Handlers<"watch"> = { watch: handlers.watch, "no-such-kind": handlers.watch };

export const wrongFields: Handlers<"open"> = {
  // @ts-expect-error -- A handler reads a field that its kind does not have.
  open: ({ pattern }) => Promise.resolve(pattern === ""),
};

export async function requests(): Promise<RequestKind[]> {
  // @ts-expect-error -- A request lacks a field.
  await ask({ kind: "open", url: "https://a.example/" });
  // @ts-expect-error -- A request has a field of the wrong type.
  await ask({ kind: "tab-state", tabId: "7" });
  // @ts-expect-error -- A request has a kind that does not exist.
  await ask({ kind: "no-such-kind" });
  // @ts-expect-error -- An answer has another type.
  const watched: string = await ask({ kind: "granted" });
  return [watched as RequestKind];
}
