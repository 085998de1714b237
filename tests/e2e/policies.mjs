// A real policy for the test build, in the file where each browser looks for it on Debian. Every browser that starts on this
// machine meanwhile obeys it, so it exists only during one test, and it never replaces another file.

import { accessSync, constants, existsSync, mkdirSync, rmSync, rmdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { extensionId } from "./drivers/chromium.mjs";
import { atEnd } from "./drivers/processes.mjs";
import { buildFor } from "./touchstone.mjs";

/** Chromium's policy file has our name, so a file that is already there was left by a run that was killed. */
const FILES = {
  chromium: "/etc/chromium/policies/managed/touchstone-test.json",
  firefox: "/etc/firefox/policies/policies.json",
};

/** The id that the test build has in Firefox (extension/tools/bundle.mjs). */
const FIREFOX_ID = "touchstone-test@touchstone.example";

const CONTENT = {
  chromium: (policy) => ({ "3rdparty": { extensions: { [extensionId(buildFor("chromium"))]: policy } } }),
  firefox: (policy) => ({ policies: { "3rdparty": { Extensions: { [FIREFOX_ID]: policy } } } }),
};

/** Returns the reason why no policy can be written here, or null. */
export function unwritable(kind) {
  const file = FILES[kind];
  sweep();
  if (existsSync(file)) return `${file} exists already and does not belong to these tests`;
  let folder = dirname(file);
  while (!existsSync(folder)) folder = dirname(folder);
  try {
    accessSync(folder, constants.W_OK);
    return null;
  } catch {
    return `${file} cannot be written by this user`;
  }
}

/** Removes the policy that a killed run left, because every browser of this machine would obey it. */
export function sweep() {
  try {
    rmSync(FILES.chromium, { force: true });
  } catch {
    // A file that this user cannot remove does not come from these tests.
  }
}

/** Replaces the enacted policy. */
export function amend(kind, policy) {
  write(kind, policy);
}

function write(kind, policy, options) {
  writeFileSync(FILES[kind], `${JSON.stringify(CONTENT[kind](policy), null, 2)}\n`, options);
}

/** Writes a policy and returns a function that removes exactly the written files. */
export function enact(kind, policy) {
  const file = FILES[kind];
  const made = mkdirSync(dirname(file), { recursive: true });
  // Fails if another file appeared meanwhile.
  write(kind, policy, { flag: "wx" });
  const repeal = () => {
    callOff();
    rmSync(file, { force: true });
    // The folders that were created for it, from the innermost outwards. A folder that is not empty belongs to another program.
    for (let folder = dirname(file); made && folder.startsWith(made); folder = dirname(folder)) {
      try {
        rmdirSync(folder);
      } catch {
        return;
      }
    }
  };
  const callOff = atEnd(async () => repeal());
  return repeal;
}
