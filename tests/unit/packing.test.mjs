// Packages: the same files give the same bytes, and the source archive holds the source.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { filesBelow, sourceFiles, zip } from "../../extension/tools/packing.mjs";
import { root } from "../gallery/tools.mjs";

const scratch = mkdtempSync(join(tmpdir(), "touchstone-packing-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** 1 January 1980, 0:00, as a zip writes it. */
const FIRST_DAY = ((1 << 5) | 1) << 16;

/** Copies files into a new folder, in the given order, and dates them. */
function copy(files, from, to, date) {
  for (const name of files) {
    mkdirSync(dirname(join(scratch, to, name)), { recursive: true });
    copyFileSync(join(from, name), join(scratch, to, name));
    utimesSync(join(scratch, to, name), date, date);
  }
  return join(scratch, to);
}

for (const browser of ["chrome", "firefox"]) {
  test(`a package has the same bytes in any folder, at any time and in any file order: ${browser}`, async () => {
    const built = join(root, "dist", browser);
    const names = (await filesBelow(built)).map(({ name }) => name);
    const one = copy(names, built, `${browser}-one`, new Date("2001-02-03"));
    const other = copy(names.toReversed(), built, `${browser}-another-place/deeper`, new Date("2026-07-08"));
    const [first, second] = [zip(await filesBelow(one)), zip((await filesBelow(other)).toReversed())];
    assert.ok(names.length > 10 && first.length > 100_000);
    assert.ok(Buffer.from(first).equals(Buffer.from(second)));
    // Two packages made in the same second could be equal by chance, so the test reads the date in the first file's header.
    assert.equal(Buffer.from(first).readUInt32LE(10), FIRST_DAY);
  });
}

/** A small project with an ignored folder, an executable, and an uncommitted file. */
function project(name) {
  const folder = join(scratch, name);
  mkdirSync(join(folder, "dist"), { recursive: true });
  writeFileSync(join(folder, ".gitignore"), "/dist/\n");
  writeFileSync(join(folder, "build.sh"), "#!/bin/sh\n");
  chmodSync(join(folder, "build.sh"), 0o755);
  writeFileSync(join(folder, "a text.md"), "words\n");
  writeFileSync(join(folder, "dist/built.js"), "");
  return folder;
}

function commit(folder) {
  const git = (...args) =>
    execFileSync("git", ["-C", folder, "-c", "user.name=A", "-c", "user.email=a@project.example", ...args]);
  git("init", "--quiet");
  git("add", ".");
  git("commit", "--quiet", "--message", "All of it");
}

test("the source archive holds exactly the committed files, and reports uncommitted changes", async () => {
  const folder = project("committed");
  commit(folder);
  writeFileSync(join(folder, "notes.txt"), "of one's own\n");
  const files = await sourceFiles(folder);
  assert.deepEqual(
    files.map(({ name, executable }) => [name, executable]),
    [
      [".gitignore", false],
      ["a text.md", false],
      ["build.sh", true],
    ],
  );
  writeFileSync(join(folder, "a text.md"), "other words\n");
  await assert.rejects(sourceFiles(folder), /not committed[^]*a text\.md/);
});

test("packaging without a source archive fails", () => {
  const folder = project("packed");
  copy(["package.mjs", "packing.mjs"], join(root, "extension/tools"), "packed/extension/tools", new Date());
  for (const name of ["chrome/manifest.json", "chrome/content.js", "chrome/background.js", "firefox/manifest.json"]) {
    mkdirSync(dirname(join(folder, "dist", name)), { recursive: true });
    writeFileSync(join(folder, "dist", name), '{ "version": "1.0" }');
  }
  writeFileSync(join(folder, "dist/sbom.cdx.json"), "{}");
  symlinkSync(join(root, "extension/node_modules"), join(folder, "extension/node_modules"));
  writeFileSync(join(folder, ".gitignore"), "/dist/\nnode_modules\n");
  commit(folder);
  const pack = () => spawnSync(process.execPath, [join(folder, "extension/tools/package.mjs")], { encoding: "utf8" });
  const clean = pack();
  assert.equal(clean.status, 0, clean.stderr);
  writeFileSync(join(folder, "a text.md"), "other words\n");
  const { status, stderr } = pack();
  assert.match(stderr, /No source archive was made/);
  assert.equal(status, 1);
});

test("the source archive of an unpacked source archive is the same again", async () => {
  const folder = project("history");
  commit(folder);
  const archive = zip(await sourceFiles(folder));
  writeFileSync(join(scratch, "source.zip"), archive);
  const unpacked = join(scratch, "unpacked");
  execFileSync("unzip", ["-q", join(scratch, "source.zip"), "-d", unpacked]);
  assert.equal((await stat(join(unpacked, "build.sh"))).mode & 0o777, 0o755);
  assert.equal((await readdir(unpacked)).includes("dist"), false);
  mkdirSync(join(unpacked, "dist"));
  writeFileSync(join(unpacked, "dist/built.js"), "");
  assert.ok(Buffer.from(zip(await sourceFiles(unpacked))).equals(Buffer.from(archive)));
});
