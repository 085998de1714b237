// The root of the repository: it holds exactly the entries of this list, so that a stray file does not stay unnoticed.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

const EXPECTED = [
  ".cargo",
  ".ci",
  ".gitignore",
  ".prettierignore",
  ".prettierrc.json",
  "ARCHITECTURE.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "Cargo.lock",
  "Cargo.toml",
  "LICENSE-APACHE",
  "LICENSE-MIT",
  "README.md",
  "README.zh-CN.md",
  "SECURITY.md",
  "THIRD-PARTY-NOTICES.txt",
  "benches",
  "build",
  "build.sh",
  "crates",
  "deny.toml",
  "docs",
  "examples",
  "extension",
  "fuzz",
  "rust-toolchain.toml",
  "rustfmt.toml",
  "src",
  "store",
  "supply-chain",
  "tests",
];

test("the root of the repository holds nothing that the list does not name", () => {
  // Tracked files that still exist, and untracked ones that git does not ignore.
  const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 2 ** 20,
  });
  const found = new Set(
    files
      .split("\0")
      .filter(Boolean)
      .map((path) => path.split("/")[0]),
  );
  assert.deepEqual([...found].sort(), EXPECTED.toSorted());
});
