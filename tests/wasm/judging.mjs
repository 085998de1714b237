// The module that judges, started in node. It must be built: ./build.sh.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const wasm = fileURLToPath(new URL("../../dist/wasm/", import.meta.url));

/** The module. Its binding is a module by its content, not by its name: older Node goes by the name. */
export async function startJudging() {
  const binding = readFileSync(`${wasm}touchstone.js`).toString("base64");
  const module = await import(`data:text/javascript;base64,${binding}`);
  module.initSync({ module: readFileSync(`${wasm}touchstone_bg.wasm`) });
  return module;
}

/** Judges the examples of the help as the background does. */
export function judgeExamples(module, examples) {
  return examples.map(({ input, message }) => (message ? module.judgeMessage(message) : module.check([input], false)[0]));
}
