// Loads the built modules into Node, for tests of the modules together with the extension's code. Build them first: ./build.sh.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Returns the bytes of a packed module. */
export const bytes = (name) => readFileSync(`${root}dist/wasm/${name}_bg.wasm`);

// Node decodes windows-1252 as Latin-1 (nodejs/node#56542); browsers follow the Encoding Standard.
const WINDOWS_1252 = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";
globalThis.TextDecoder = class extends TextDecoder {
  /** @override */
  decode(...args) {
    const text = super.decode(...args);
    if (this.encoding !== "windows-1252") return text;
    return text.replace(/[\x80-\x9f]/gu, (c) => WINDOWS_1252[c.codePointAt(0) - 0x80]);
  }
};

/** Starts a built module. Its binding is an ES module in a `.js` file, which older Node would read as CommonJS. */
export async function start(name) {
  const binding = readFileSync(`${root}dist/wasm/${name}.js`).toString("base64");
  const module = await import(`data:text/javascript;base64,${binding}`);
  module.initSync({ module: bytes(name) });
  return module;
}

/** Both modules in the form that the extension's code expects (`wasm/modules.ts`). */
export async function modules() {
  const [judging, reading] = [await start("touchstone"), await start("touchstone_mail")];
  return { judge: { run: async (use) => use(judging) }, reader: { run: async (use) => use(reading) } };
}

/** Judges the examples of the help as the background does. */
export function judgeExamples(judging, examples) {
  return examples.map(({ input, message }) =>
    message ? judging.judgeMessage(message) : judging.check([input], false)[0],
  );
}
