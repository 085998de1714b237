// The script of the page in which a browser times the module: everything that is compared, in one bundle.

import isPhishing from "eth-phishing-detect";
import { parse } from "tldts";

import start, { judgeLinks, judgeMessage } from "../../dist/wasm/touchstone.js";
import { benchOf } from "./rounds.mjs";

// The built module is an ES module, which its folder does not say to the type checker.
const started = /** @type {any} */ (start)({ module_or_path: "/touchstone_bg.wasm" });
globalThis.bench = started.then(() => benchOf({ judgeLinks, judgeMessage, parse, isPhishing }));
