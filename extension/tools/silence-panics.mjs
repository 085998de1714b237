// Replaces the reporting of Rust's panics in a WebAssembly module by a trap: `node tools/silence-panics.mjs MODULE`, before wasm-opt.
// A browser shows no panic message: a panic formats it, drops it and traps. Trapping at once is the same to the extension
// (wasm/modules.ts) and lets wasm-opt remove the code that formats messages. The places in the source that only messages name go, too.

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
  // The package's types lack this wrapper of a function.
  /** @type {any} */ (binaryen).Function(reference).body = module.unreachable();
}
// A compiler that names them otherwise would only make the module larger, which the test of its size shows.
if (!module.validate()) throw new Error(`${file}: the module without its panic messages is not valid`);
const wasm = module.emitBinary();
eraseLocations(wasm);
await writeFile(file, wasm);

/**
 * Overwrites each `core::panic::Location` with zeros, and the path that it points to. A location is four numbers: the address and the length
 * of the path of a Rust file, the line and the column. Nothing else points to such a path.
 * @param {Uint8Array} wasm
 */
function eraseLocations(wasm) {
  const segments = dataOf(wasm);
  const textAt = (address, length) => {
    const segment = segments.find(({ start, bytes }) => start <= address && address + length <= start + bytes.length);
    return segment?.bytes.subarray(address - segment.start, address - segment.start + length);
  };
  const paths = new Set();
  for (const { bytes } of segments) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = 0; at + 16 <= bytes.length; at += 4) {
      const [address, length, line, column] = [0, 4, 8, 12].map((field) => view.getUint32(at + field, true));
      if (length < 4 || length > 300 || line === 0 || line > 99_999 || column === 0 || column > 999) continue;
      const path = textAt(address, length);
      if (!path || !/^[\w/.-]+\.rs$/.test(Buffer.from(path).toString("latin1"))) continue;
      paths.add(path);
      bytes.fill(0, at, at + 16);
    }
  }
  for (const path of paths) path.fill(0);
}

/**
 * The data of a module: the address of each segment and its bytes, as they stand in the module.
 * @param {Uint8Array} wasm
 */
function dataOf(wasm) {
  const DATA = 11;
  const I32_CONST = 0x41;
  const segments = [];
  let at = 8;
  const number = () => {
    let [value, shift] = [0, 0];
    do {
      value |= (wasm[at] & 0x7f) << shift;
      shift += 7;
    } while (wasm[at++] & 0x80);
    return value;
  };
  while (at < wasm.length) {
    const section = wasm[at++];
    const length = number();
    const end = at + length;
    for (let left = section === DATA ? number() : 0; left > 0; left--) {
      if (wasm[at] !== 0 || wasm[at + 1] !== I32_CONST) throw new Error("a data segment without a fixed address");
      at += 2;
      const start = number();
      at++;
      const size = number();
      segments.push({ start, bytes: wasm.subarray(at, at + size) });
      at += size;
    }
    at = end;
  }
  return segments;
}
