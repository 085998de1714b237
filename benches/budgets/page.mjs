// The script of the page in which a browser times the module. One bundle holds everything that is compared.

import isPhishing from "eth-phishing-detect";
import { parse } from "tldts";

import start, { judgeLinks, judgeMessage } from "../../dist/wasm/touchstone.js";
import { benchOf } from "./rounds.mjs";

// The built module is an ES module, but the type checker cannot tell that from its folder.
const started = /** @type {any} */ (start)({ module_or_path: "/touchstone_bg.wasm" });
globalThis.bench = started.then(() => benchOf({ judgeLinks, judgeMessage, parse, isPhishing }));
