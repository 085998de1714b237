// Has the content judged. The background judges short texts, because its modules are already loaded. A worker of this page judges
// anything larger, and is ended when the user asks something else.

import type { CheckAnswer } from "../../protocol/requests.js";
import { ask } from "../../protocol/client.js";
import type { CheckJob } from "../../wasm/check.js";
import type { WorkerJob } from "../../wasm/check-worker.js";

/** The longest text for the background, in characters. Judging that much takes a few milliseconds. */
const SHORT = 100_000;

export class Checker {
  #worker: Worker | null = null;

  /** Has the content judged. Throws if no answer comes. */
  check(asked: CheckJob): Promise<CheckAnswer> {
    const short = asked.what === "text" && asked.text.length + asked.html.length <= SHORT;
    return short ? ask<"check">({ kind: "check", text: asked.text, html: asked.html }) : this.#inWorker(asked);
  }

  /** Drops the current question. A worker's answer never arrives then. */
  cancel(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }

  async #inWorker(asked: CheckJob): Promise<CheckAnswer> {
    const { settings } = await ask<"surroundings">({ kind: "surroundings" });
    const job: WorkerJob = { ...asked, gateways: settings.gateways };
    const worker = new Worker(new URL("../check-worker.js", location.href), { type: "module" });
    this.#worker = worker;
    return new Promise<CheckAnswer>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<CheckAnswer>) => resolve(data);
      worker.onerror = (event) => reject(new Error(event.message || "the worker did not start"));
      worker.postMessage(job);
    }).finally(() => worker.terminate());
  }
}
