// The help: as it opens, at a reason about a mail, at a reason about a link, and during a search.

import { readFileSync } from "node:fs";

import { judgeExamples, start } from "../../wasm/modules.mjs";
import { root } from "../tools.mjs";

const groups = JSON.parse(readFileSync(`${root}extension/pages/help/examples.json`, "utf8"));
const verdicts = judgeExamples(
  await start("touchstone"),
  groups.flatMap(({ examples }) => examples),
);
const answers = { "judge-examples": verdicts };

export const states = () => ({
  start: { answers },
  mail: { answers, hash: "action-leaves-amazon" },
  link: { answers, hash: "confusable-name" },
  found: { answers, before: (page) => page.locator("#search").fill("consent-") },
  none: { answers, before: (page) => page.locator("#search").fill("zzz") },
});
