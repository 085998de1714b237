// The script of the page in which a browser times the module: everything that is compared, in one bundle.

import isPhishing from "eth-phishing-detect";
import { parse } from "tldts";

import start, { judgeLinks, judgeMessage } from "../../dist/wasm/touchstone.js";
import { benchOf } from "./rounds.mjs";

globalThis.bench = start({ module_or_path: "/touchstone_bg.wasm" }).then(() =>
  benchOf({ judgeLinks, judgeMessage, parse, isPhishing }),
);
