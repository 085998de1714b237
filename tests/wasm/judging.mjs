// The module that judges, started in node for tests that need its verdicts. It must be built: ./build.sh.

import { readFileSync } from "node:fs";

const file = (name) => readFileSync(new URL(`../../dist/wasm/${name}`, import.meta.url));

// The binding is a module by its content, not by its name: older Node goes by the name.
export const judging = await import(`data:text/javascript;base64,${file("touchstone.js").toString("base64")}`);
judging.initSync({ module: file("touchstone_bg.wasm") });
