// Makes reproducible packages: the same files give the same bytes on every machine, at any time, in any folder. package.mjs decides
// which files go into which package.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, realpathSync, rmSync, statSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { zipSync } from "fflate";

/** The timestamp of every file: the earliest that a zip can hold, in local time. */
const TIME = new Date(1980, 0, 1);
/** The host system in the zip. With Unix, executable files stay executable after unpacking. */
const UNIX = 3;
const REGULAR = 0o100644;
const EXECUTABLE = 0o100755;

/** A zip of files, sorted by name, with no trace of the time. A file is its name, with slashes, and its contents. */
export function zip(files) {
  /** @type {import("fflate").Zippable} */
  const contents = {};
  for (const { name, bytes, executable = false } of [...files].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    contents[name] = [bytes, { mtime: TIME, level: 9, os: UNIX, attrs: (executable ? EXECUTABLE : REGULAR) * 2 ** 16 }];
  }
  return zipSync(contents);
}

/** Every file below a folder. */
export async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    paths.map(async (path) => ({ name: relative(folder, path).replaceAll("\\", "/"), bytes: await readFile(path) })),
  );
}

/**
 * The source files of a build in this folder: the committed ones, or in a folder without a git history all that `.gitignore` does
 * not name. Throws an error that names the missing files.
 */
export async function sourceFiles(root) {
  const names = isRepository(root) ? committed(root) : notIgnored(root);
  return Promise.all(
    names.sort().map(async (name) => {
      const path = join(root, name);
      return { name, bytes: await readFile(path), executable: (statSync(path).mode & 0o100) !== 0 };
    }),
  );
}

/** Whether this folder itself has a git history. A repository around it does not count. */
function isRepository(root) {
  return (
    existsSync(join(root, ".git")) &&
    realpathSync(git(root, "rev-parse", "--show-toplevel").trim()) === realpathSync(root)
  );
}

function committed(root) {
  const changed = git(root, "status", "--porcelain", "--untracked-files=no").trimEnd();
  if (changed)
    throw new Error(`these changes are not committed, so the source would not be that of the packages:\n${changed}`);
  return listed(git(root, "ls-tree", "-r", "-z", "--name-only", "HEAD"));
}

function notIgnored(root) {
  const empty = mkdtempSync(join(tmpdir(), "touchstone-"));
  try {
    git(root, "init", "--quiet", "--bare", empty);
    // The ignore list of the machine's user is not the project's.
    const here = ["-c", "core.excludesFile=/dev/null", `--git-dir=${empty}`, `--work-tree=${root}`];
    return listed(git(root, ...here, "ls-files", "-z", "--others", "--exclude-standard"));
  } finally {
    rmSync(empty, { recursive: true, force: true });
  }
}

const listed = (names) => names.split("\0").filter(Boolean);

function git(root, ...args) {
  try {
    return execFileSync("git", args, {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 1 << 26,
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (error) {
    throw new Error(
      error.code === "ENOENT" ? "git is missing: it tells which files are the source" : `git: ${error.stderr}`,
      { cause: error },
    );
  }
}
