// A worker that judges long texts and files, which would keep the background from answering clicks. It belongs to the page that
// asks, so that this page stays responsive and can stop it.

import { type CheckJob, checkMail, checkPage, checkText } from "./check.js";
import type { CheckAnswer } from "../protocol/requests.js";
import { modulesAt } from "./modules.js";

/** A job, with the hosts of the company's mail gateways. */
export type WorkerJob = CheckJob & { readonly gateways: readonly string[] };

// The project's types describe a page's global scope, so a worker's scope needs a cast.
const scope = self as unknown as Pick<Worker, "onmessage" | "postMessage"> & { readonly location: Location };

/** Returns the URL of a module's file, which lies beside this script. */
const { reader } = modulesAt((name) => new URL(name, scope.location.href).href);

scope.onmessage = ({ data }: MessageEvent<WorkerJob>) => {
  judge(data).then(
    (answer) => scope.postMessage(answer),
    () => scope.postMessage({ what: "unreadable" } satisfies CheckAnswer),
  );
};

function judge({ gateways, ...asked }: WorkerJob): Promise<CheckAnswer> {
  switch (asked.what) {
    case "text":
      return checkText(reader, asked.text, asked.html, gateways);
    case "mail":
      return checkMail(reader, asked.bytes, gateways);
    case "page":
      return checkPage(reader, asked.html, gateways);
  }
}
