// How packages are made: the same files give the same bytes, whatever folder, time or machine they come from. What goes into
// which package is package.mjs's matter.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, realpathSync, rmSync, statSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { zipSync } from "fflate";

/** The time every file carries: the first that a zip can hold, taken as local time. */
const TIME = new Date(1980, 0, 1);
/** Files of a Unix system, so that what may be run can be run after unpacking. */
const UNIX = 3;
const REGULAR = 0o100644;
const EXECUTABLE = 0o100755;

/** A zip of files, given as their names (with slashes) and contents: in the order of their names, without a trace of when. */
export function zip(files) {
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
 * The files that are the source of what was built in this folder: those that are committed, or in a folder without a history
 * all that `.gitignore` does not name. Throws an error that says what is missing.
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

/** Whether this very folder has a history, not one around it. */
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
    // What the machine's user ignores besides is not the project's.
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
