// Judges what is too large for the background, whose time belongs to clicks: long texts and files. A worker of the page that
// asked, so that the page goes on living and can end it.

import { checkMail, checkPage, checkText } from "./check.js";
import type { CheckAnswer } from "../protocol/requests.js";
import { modulesAt } from "./modules.js";
import type { Asked } from "../pages/check/file-kind.js";

// The types of the project are a page's.
const scope = self as unknown as Pick<Worker, "onmessage" | "postMessage"> & { readonly location: Location };

/** This script lies beside the modules. */
const modules = modulesAt((name) => new URL(name, scope.location.href).href);

scope.onmessage = ({ data }: MessageEvent<Asked>) => {
  judge(data).then(
    (answer) => scope.postMessage(answer),
    () => scope.postMessage({ what: "unreadable" } satisfies CheckAnswer),
  );
};

function judge(asked: Asked): Promise<CheckAnswer> {
  switch (asked.what) {
    case "text":
      return checkText(modules, asked.text, asked.html);
    case "mail":
      return checkMail(modules, asked.bytes);
    case "page":
      return checkPage(modules, asked.html);
  }
}
