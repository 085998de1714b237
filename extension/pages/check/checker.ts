// Has something judged. Short texts go to the background, whose modules are warm; what is large goes to a worker of this page,
// and is given up when something else is asked.

import type { CheckAnswer } from "../../protocol/requests.js";
import { ask } from "../../protocol/client.js";
import type { Asked } from "./file-kind.js";

/** Longer texts go to the worker; in characters. Judging this much takes a few milliseconds. */
const SHORT = 100_000;

export class Checker {
  #worker: Worker | null = null;

  /** Has it judged; throws where no answer comes. */
  check(asked: Asked): Promise<CheckAnswer> {
    const short = asked.what === "text" && asked.text.length + asked.html.length <= SHORT;
    return short ? ask<"check">({ kind: "check", text: asked.text, html: asked.html }) : this.#inWorker(asked);
  }

  /** Gives up what is asked now; what a worker had is never answered. */
  cancel(): void {
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
