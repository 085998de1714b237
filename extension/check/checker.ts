// Has something judged, and gives one answer: the last. Short texts go to the background, whose modules are warm; what is large
// goes to a worker of this page, and is given up when something else is asked.

import type { CheckAnswer } from "../shared/messages.js";
import { ask } from "../shared/request.js";
import type { Asked } from "./asked.js";

/** Longer texts go to the worker; in characters. Judging this much takes a few milliseconds. */
const SHORT = 100_000;

/** The answer to a question that was not the last one any more. */
export const OUTDATED = Symbol("outdated");

export class Checker {
  #worker: Worker | null = null;
  /** The number of the last question; an answer to an earlier one comes too late. */
  #last = 0;

  /** Has it judged; throws where no answer comes. */
  async check(asked: Asked): Promise<CheckAnswer | typeof OUTDATED> {
    this.cancel();
    const mine = this.#last;
    const short = asked.what === "text" && asked.text.length + asked.html.length <= SHORT;
    const answer = await (short ? ask<"check">({ kind: "check", text: asked.text, html: asked.html }) : this.#inWorker(asked));
    return mine === this.#last ? answer : OUTDATED;
  }

  /** Gives up what is asked now. */
  cancel(): void {
    this.#last += 1;
    this.#worker?.terminate();
    this.#worker = null;
  }

  #inWorker(asked: Asked): Promise<CheckAnswer> {
    const worker = new Worker(new URL("../check-worker.js", location.href), { type: "module" });
    this.#worker = worker;
    return new Promise<CheckAnswer>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<CheckAnswer>) => resolve(data);
      worker.onerror = (event) => reject(new Error(event.message || "the worker did not start"));
      worker.postMessage(asked);
    }).finally(() => worker.terminate());
  }
}
