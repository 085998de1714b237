// Tests that the WebAssembly modules and the native program give the same answers on every golden case, and that the main module
// stays small. All of them must be built first: ./build.sh.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";

import { bytes, start } from "./modules.mjs";

/** The largest size of the main module in bytes, at gzip's best compression: the budget of the design. */
const LARGEST = 220_000;

const root = fileURLToPath(new URL("../..", import.meta.url));
const program = `${root}target/release/touchstone`;

const judging = await start("touchstone");
const reading = await start("touchstone_mail");

/** The inputs of the golden table, in which `\u{…}` stands for an invisible character. */
function goldenInputs() {
  const character = (_, code) => String.fromCodePoint(parseInt(code, 16));
  return readFileSync(`${root}tests/golden/links.tsv`, "utf8")
    .split("\n")
    .filter((row) => row !== "" && !row.startsWith("#"))
    .map((row) => row.split("\t")[0].replace(/\\u\{([0-9a-f]+)\}/gu, character));
}

/** The written mails, by path. */
function mails() {
  return ["ordinary", "attacks"].flatMap((folder) =>
    readdirSync(`${root}tests/mails/${folder}`).map((name) => `${root}tests/mails/${folder}/${name}`),
  );
}

/** The objects that the native program prints, one per line. */
async function native(...args) {
  const { stdout } = await promisify(execFile)(program, args, { maxBuffer: 256 * 1024 * 1024 });
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

for (const claimed of [false, true]) {
  const where = claimed ? ", in a message that claims to be Amazon" : "";
  test(`the module and the program agree on every golden link and sender${where}`, async () => {
    const inputs = goldenInputs();
    assert.ok(inputs.length >= 150);
    const expected = await native("check", "--json", ...(claimed ? ["--claims-amazon"] : []), "--", ...inputs);
    const found = judging.check(inputs, claimed).map((verdict, at) => ({ input: inputs[at], ...verdict }));
    assert.deepEqual(found, expected);
  });
}

test("a text that contains a NUL does not shift the verdicts of a batch", () => {
  const links = ["\0https://amazom.example/", "https://a\0b.example/", "https://sellercentral.amazon.de/"];
  const levels = judging.judgeLinks(links, []).map(({ level }) => level);
  assert.deepEqual(levels, ["danger", "info", "ok"]);
  assert.deepEqual(judging.check([], false), []);
});

test("the modules and the program agree on every written mail", async () => {
  const files = mails();
  assert.ok(files.length >= 80);
  const expected = await native("mail", "--json", "--", ...files);
  for (const [at, file] of files.entries()) {
    const raw = readFileSync(file);
    const verdict = judging.judgeMessage(reading.readMail(raw));
    assert.deepEqual(reading.checkMail(raw), verdict, "the module for pasted texts judges as the main module does");
    // The command line also prints the receiving server's authentication result, which is a finding in the extension.
    const { authentication, ...shared } = expected[at];
    assert.notEqual(authentication, undefined, file);
    assert.deepEqual({ file, ...verdict }, shared);
  }
});

test("the module and the program refuse a file that is no mail with the same error", async () => {
  const failed = await native("mail", "--json", `${root}tests/golden/links.tsv`).catch(({ code, stdout }) => {
    assert.equal(code, 2);
    return [JSON.parse(stdout)];
  });
  assert.throws(() => reading.readMail(bytes("touchstone_mail").subarray(0, 0)), /empty/u);
  assert.throws(() => reading.readMail(readFileSync(`${root}tests/golden/links.tsv`)), { message: failed[0].error });
});

test(`the gzipped main module has at most ${LARGEST} bytes`, () => {
  const size = gzipSync(bytes("touchstone"), { level: 9 }).length;
  assert.ok(size <= LARGEST, `${size} bytes`);
});
