// Processes and temporary folders that must not outlive the tests: each program runs in a process group of its own, and is
// stopped by that group's number only.

import { spawn } from "node:child_process";
import { accessSync, chmodSync, constants, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** How long a program may take to end by itself. */
const GRACE = 5_000;

/** How long each program may take to end by itself, by the number of its group. */
const groups = new Map();
const folders = new Set();
const closers = new Set();

process.on("exit", () => {
  for (const group of groups.keys()) signal(group, "SIGKILL");
  for (const folder of folders) discard(folder);
});
// A signal that stops this process also stops the programs that it started, and gives them time to end. The signal may come twice: from the
// test runner and from the process that stopped the runner. Without a listener, the second one would end this process at once.
let ending = false;
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(name, () => {
    if (ending) return;
    ending = true;
    // The runner that reads our output has ended before us.
    for (const output of [process.stdout, process.stderr]) output.on("error", () => {});
    const ends = [
      ...[...closers].map((close) => close()),
      ...[...groups].map(([group, grace]) => end(group, "SIGTERM", grace)),
    ];
    void Promise.race([Promise.allSettled(ends), new Promise((late) => setTimeout(late, 3 * GRACE))]).then(() =>
      process.exit(1),
    );
  });
}

/** Calls `close` if this process is stopped first, for resources in no process group of ours. Returns a function that cancels that. */
export function atEnd(close) {
  closers.add(close);
  return () => closers.delete(close);
}

/**
 * Starts a program in its own group. `output` is the stdio value of node's `spawn` for its output; `grace` is the time that the
 * program may take to end by itself.
 */
export function start(
  program,
  args,
  {
    env = {},
    cwd = /** @type {string | undefined} */ (undefined),
    output = /** @type {any} */ ("ignore"),
    grace = GRACE,
  } = {},
) {
  /** @type {any} */
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ["ignore", output, output],
  });
  child.ended = new Promise((resolve) => {
    child.once("exit", (code, by) => resolve(by ?? code));
    child.once("error", (error) => resolve(error));
  });
  if (child.pid) groups.set(child.pid, grace);
  return child;
}

/** Stops a program and everything it started. */
export async function stop(child) {
  if (!child?.pid || !groups.has(child.pid)) return;
  if (!(await end(child.pid, "SIGTERM", groups.get(child.pid)))) await end(child.pid, "SIGKILL", GRACE);
  groups.delete(child.pid);
}

/** Signals a group, waits for its end, and returns whether it ended. */
async function end(group, name, patience) {
  const late = Date.now() + patience;
  signal(group, name);
  while (signal(group, 0)) {
    if (Date.now() > late) return false;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  return true;
}

/** Sends a signal to a group and returns whether the group exists. */
function signal(group, name) {
  try {
    process.kill(-group, name);
    return true;
  } catch {
    return false;
  }
}

/** A folder that is removed when the tests end. */
export function scratch(name) {
  const folder = mkdtempSync(join(tmpdir(), `touchstone-${name}-`));
  // Servers that run as other users read in it. It holds no secrets.
  chmodSync(folder, 0o755);
  folders.add(folder);
  return folder;
}

/** Removes such a folder now. A failure is only reported, because a program that still writes there must not make the tests fail. */
export function discard(folder) {
  if (!folders.delete(folder)) return;
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 8, retryDelay: 100 });
  } catch (error) {
    console.error(`${folder} could not be removed: ${error.message}`);
  }
}

/** Returns the first of these programs that is installed, or null. */
export function installed(...names) {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const name of names) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        continue;
      }
    }
  }
  return null;
}
