// Lists the third-party content of the packages and the native program: Rust packages from Cargo.lock, bundled packages from npm, and the
// data and runtime parts that no lock file names (materials.json).

import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { denyRules } from "./rules.mjs";
import { chosen, spelled } from "./spdx.mjs";

export const root = fileURLToPath(new URL("../", import.meta.url));
export const here = fileURLToPath(new URL(".", import.meta.url));

/** The distributed products by their names in the notices, each with the arguments with which cargo lists its packages. */
const PRODUCTS = {
  extension: ["--target", "wasm32-unknown-unknown", "--no-default-features", "--features", "judge,mail,qr"],
  // All targets, so that the notices are complete wherever the program is built.
  program: ["--target", "all"],
};

/** The packages without a licence file, each with the package of the same repository whose licence files also cover it. */
const SAME_REPOSITORY = { "tsify-macros": "tsify" };

/** Packages without a licence file, and the file in `licences/` with the text that stands in their repository. */
const TEXT_OF_REPOSITORY = { rlsf: "rlsf-MIT.txt" };

/** A sentence that identifies the text of each licence, because licence files have too many different names. Line breaks do not matter. */
const SIGNATURES = {
  MIT: "Permission is hereby granted, free of charge, to any person obtaining a copy of this software",
  "Apache-2.0": "Apache License Version 2.0, January 2004",
  "Unicode-3.0": "UNICODE LICENSE V3",
  "BSD-3-Clause": "Neither the name of the copyright holder nor the names of its contributors",
  ISC: "Permission to use, copy, modify, and/or distribute this software",
  Zlib: "This software is provided 'as-is', without any express or implied warranty",
};

/** The names of files that hold licences. */
const LICENCE_FILE = /^(?:(?:UN)?LICEN[CS]E|COPYING|COPYRIGHT|NOTICE)/i;

function cargo(...args) {
  return execFileSync("cargo", args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

const keyOf = ({ name, version }) => `${name} ${version}`;

/**
 * Returns the third-party Rust packages that are compiled into the products, sorted by name and version. Procedural macros are included,
 * because the code they generate is compiled in. Packages that only the build or the tests use are not.
 */
export function rustPackages() {
  const metadata = JSON.parse(cargo("metadata", "--locked", "--format-version", "1"));
  const places = new Map();
  for (const [product, args] of Object.entries(PRODUCTS)) {
    const tree = cargo(
      "tree",
      "--locked",
      "--package",
      "touchstone",
      "--edges",
      "normal",
      "--prefix",
      "none",
      "--format",
      "{p}",
      ...args,
    );
    for (const line of tree.trim().split("\n")) {
      const [, name, version] = /^(\S+) v(\S+)/.exec(line);
      const key = keyOf({ name, version });
      places.set(key, (places.get(key) ?? new Set()).add(product));
    }
  }
  const checksums = lockedChecksums();
  const contained = metadata.packages.filter((one) => places.has(keyOf(one)) && one.source !== null);
  const ids = new Set(contained.map(({ id }) => id));
  const edges = new Map(metadata.resolve.nodes.map(({ id, deps }) => [id, deps]));
  const ours = new Set(metadata.packages.filter(({ source }) => source === null).map(({ id }) => id));
  const identity = new Map(metadata.packages.map((one) => [one.id, keyOf(one)]));
  return contained
    .map((one) => ({
      name: one.name,
      version: one.version,
      license: spelled(one.license ?? ""),
      source: one.source,
      checksum: checksums.get(keyOf(one)),
      folder: dirname(one.manifest_path),
      in: [...places.get(keyOf(one))].sort(),
      needs: edges
        .get(one.id)
        .filter(isNormal)
        .map(({ pkg }) => pkg)
        .filter((id) => ids.has(id))
        .map((id) => identity.get(id))
        .sort(),
      direct: metadata.resolve.nodes.some(
        ({ id, deps }) => ours.has(id) && deps.some((dep) => dep.pkg === one.id && isNormal(dep)),
      ),
    }))
    .sort(byName);
}

const isNormal = ({ dep_kinds: kinds }) => kinds.some(({ kind }) => kind === null);

const byName = (one, other) => (keyOf(one) < keyOf(other) ? -1 : 1);

/** Returns the checksums in Cargo.lock by package. */
function lockedChecksums() {
  const lock = readFileSync(join(root, "Cargo.lock"), "utf8");
  const entries = lock.matchAll(
    /^\[\[package\]\]\nname = "(.+)"\nversion = "(.+)"\n(?:source = ".+"\n)?(?:checksum = "(.+)"\n)?/gm,
  );
  return new Map([...entries].map(([, name, version, checksum]) => [keyOf({ name, version }), checksum]));
}

/**
 * Returns the packages from npm that the extension contains: those that package-lock.json does not mark as development packages. The build
 * compares the contents of the bundle with this list (extension/tools/bundle.mjs).
 */
export function npmPackages(lock = JSON.parse(readFileSync(join(root, "extension/package-lock.json"), "utf8"))) {
  return Object.entries(lock.packages)
    .filter(([path, { dev, devOptional, optional }]) => path !== "" && !dev && !devOptional && !optional)
    .map(([path, { version, license, integrity }]) => ({
      name: path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length),
      version,
      license: spelled(license ?? ""),
      integrity,
      folder: join(root, "extension", path),
      in: ["extension"],
    }))
    .sort(byName);
}

/** Returns the names of the packages from npm whose files are in a bundle, from the inputs that esbuild reports. */
export function bundledPackages(metafiles) {
  const paths = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const names = paths.map((path) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}

/** Returns the data and runtime parts that no lock file names. */
export function materials() {
  return JSON.parse(readFileSync(join(here, "materials.json"), "utf8"));
}

/** The accepted licences. If a package offers several, the first in this order is chosen. */
export const acceptedLicences = () => denyRules(join(root, "deny.toml")).licences;

/**
 * Returns the licence texts that a package ships: those of the chosen licences, and files that name its copyright holders. Throws an error
 * if a licence is not accepted or its text is missing.
 */
export function licenceTexts({ name, version, license, folder }, accepted, folderOf) {
  const licences = chosen(license, accepted);
  if (licences === null) throw new Error(`${name} ${version}: "${license}" is not accepted; see deny.toml`);
  const files = licenceFiles(folder);
  const shared = SAME_REPOSITORY[name];
  if (files.length === 0 && shared) files.push(...licenceFiles(folderOf(shared)));
  const own = TEXT_OF_REPOSITORY[name];
  if (files.length === 0 && own) {
    const path = join(here, "licences", own);
    files.push({ path, text: tidy(readFileSync(path, "utf8")) });
  }
  const texts = licences.map((licence) => {
    const file = files.find(({ text }) => text.replaceAll(/\s+/g, " ").includes(SIGNATURES[licence]));
    if (!file) throw new Error(`${name} ${version}: no file has the text of ${licence}`);
    return file.text;
  });
  const holders = files
    .filter(({ path }) => /(?:^|\/)(?:COPYRIGHT|NOTICE)(?:\.\w+)?$/i.test(path))
    .map(({ text }) => text);
  return { licences, texts: [...new Set([...texts, ...holders])] };
}

/** Returns the files in a package's folder, or in its folder `LICENSES`, that may hold a licence, with tidied texts. */
function licenceFiles(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => LICENCE_FILE.test(name));
  const paths = entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path];
  });
  return paths.sort().map((path) => ({ path, text: tidy(readFileSync(path, "utf8")) }));
}

/** Returns a text with Unix line ends, without spaces at the ends of lines and without empty lines around it. */
export function tidy(text) {
  return text
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/[ \t\f]+$/gm, "")
    .replaceAll(/^\n+|\n+$/g, "");
}
