// Writes THIRD-PARTY-NOTICES.txt, which lists the third-party content of the packages and the native program with its licence texts: `node
// supply-chain/notices.mjs`, after each change of a lock file. A test fails while the file does not match the lock files.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  acceptedLicences,
  here,
  licenceTexts,
  materials,
  npmPackages,
  root,
  rustPackages,
  tidy,
} from "./inventory.mjs";

/** The file stands at the top of the source and of every package. */
export const NOTICES = join(root, "THIRD-PARTY-NOTICES.txt");

const RULE = "=".repeat(78);

const INTRODUCTION = `Third-party notices

Touchstone contains the data and the software listed here, made by others, each
under the licence named with it. Below the lists stand the texts of the licences
with the names of the copyright holders. Touchstone itself is under the MIT
License or the Apache License 2.0: LICENSE-MIT and LICENSE-APACHE.

[extension] is contained in the browser extension, [program] in the command line
program. Where a package offers several licences, the text of one is given.`;

/** Returns the notices as one text. The same lock files give the same text. */
export function notices(inventory = { rust: rustPackages(), npm: npmPackages(), materials: materials() }) {
  const { rust, npm } = inventory;
  const accepted = acceptedLicences();
  const folderOf = (wanted) => rust.find(({ name }) => name === wanted).folder;
  /** The licence texts, each with the names of everything that it covers. */
  const texts = new Map();
  const note = (holder, text) => texts.set(text, [...(texts.get(text) ?? []), holder]);

  const data = inventory.materials.map((material) => {
    for (const file of material.texts) note(material.name, tidy(readFileSync(join(here, "licences", file), "utf8")));
    const title = [material.name, material.version].filter(Boolean).join(", ");
    const lines = [
      `${title} ${places(material)}`,
      material.license,
      material.website,
      ...(material.file ? [material.file] : []),
      ...wrapped(material.note),
    ];
    return lines.map((line, at) => (at === 0 ? line : `    ${line}`)).join("\n");
  });
  const listed = (packages, website) =>
    packages.map((one) => {
      for (const text of licenceTexts(one, accepted, folderOf).texts) note(`${one.name} ${one.version}`, text);
      return `${one.name} ${one.version} ${places(one)}\n    ${one.license}\n    ${website}${one.name}`;
    });

  const lists = [
    section("Data and runtime", data),
    section("Rust packages", listed(rust, "https://crates.io/crates/")),
    section("Packages from npm", listed(npm, "https://www.npmjs.com/package/")),
  ];
  const licences = [...texts].map(
    ([text, holders]) => `${RULE}\n${wrapped(holders.join(", "), 78).join("\n")}\n${RULE}\n\n${text}`,
  );
  return `${[INTRODUCTION, ...lists, ...licences].join("\n\n\n")}\n`;
}

const places = (one) => one.in.map((place) => `[${place}]`).join(" ");

function section(title, entries) {
  return [`${RULE}\n${title}\n${RULE}`, ...(entries.length > 0 ? entries : ["None."])].join("\n\n");
}

/** Wraps a text into lines of at most this width. */
function wrapped(text, width = 74) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = lines.at(-1) === "" ? word : `${lines.at(-1)} ${word}`;
    if (longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(NOTICES, notices());
