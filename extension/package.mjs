// Packs dist/chrome and dist/firefox for the stores: `node package.mjs`, after a build. The same content gives the same bytes,
// so that anybody can check a package against its source.

import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { zipSync } from "fflate";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
/** The time every file carries: the first that a zip can hold, taken as local time. */
const TIME = new Date(1980, 0, 1);

async function pack(browser) {
  const folder = join(dist, browser);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
  const contents = {};
  for (const file of files) contents[relative(folder, file).replaceAll("\\", "/")] = [await readFile(file), { mtime: TIME, level: 9 }];
  const bytes = zipSync(contents);
  const { version } = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
  const name = `touchstone-${browser}-${version}.zip`;
  await writeFile(join(dist, name), bytes);
  console.log(`dist/${name}  ${Math.ceil(bytes.length / 1024)} KB  sha256 ${createHash("sha256").update(bytes).digest("hex")}`);
}

await pack("chrome");
await pack("firefox");
