// Replaces the reporting of Rust's panics in a WebAssembly module by a trap: `node tools/silence-panics.mjs MODULE`, before wasm-opt.
// A browser shows no panic message: a panic formats it, drops it and traps. Trapping at once is the same to the extension
// (wasm/modules.ts) and lets wasm-opt remove the code that formats messages.

import { readFile, writeFile } from "node:fs/promises";
import binaryen from "binaryen";

/** The functions of the standard library that report a panic and never return. */
const REPORTS = [
  /\bpanicking::/,
  /\bpanic_\w+$/,
  /\bdo_panic\b/,
  /\b(slice_error|slice_index|expect|unwrap|assert)_fail(ed)?(_\w+)?$/,
  /\braw_vec::(handle_error|capacity_overflow)$/,
  /\bhandle_alloc_error$/,
  /\b(rust_begin_unwind|rust_panic|__rust_end_short_backtrace)\b/,
];
/** The functions that only panic messages call: the crate formats nothing for debugging. Tables of functions keep them alive. */
const FORMATS = [/ as core\S*::fmt::Debug>::fmt/, /\bfmt::builders::/];

const [, , file] = process.argv;
binaryen.setDebugInfo(true);
const module = binaryen.readBinary(await readFile(file));
for (let at = 0; at < module.getNumFunctions(); at++) {
  const reference = module.getFunctionByIndex(at);
  const { name, module: origin } = binaryen.getFunctionInfo(reference);
  // Legacy names end in a hash, and copies of a function in a number.
  const plain = name.replace(/::h[0-9a-f]{16}/, "").replace(/(\.\d+)+$/, "");
  if (origin || ![...REPORTS, ...FORMATS].some((pattern) => pattern.test(plain))) continue;
  binaryen.Function(reference).body = module.unreachable();
}
// A compiler that names them otherwise would only make the module larger, which the test of its size shows.
if (!module.validate()) throw new Error(`${file}: the module without its panic messages is not valid`);
await writeFile(file, module.emitBinary());
