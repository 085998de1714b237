// The direction of imports in the extension: from a higher layer to a lower one, never back, and never in a circle. Without this a
// file cannot be understood, tested or moved without the files that use it. Imports of types count too.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import test from "node:test";
import { root } from "../gallery/tools.mjs";

/** The layers, the lowest first. The last three stand side by side, and none of them imports another. */
const LAYERS = [["platform"], ["model"], ["protocol"], ["i18n"], ["wasm"], ["ui"], ["background", "content", "pages"]];

/** The relative imports of a TypeScript text, also of types, re-exports and dynamic imports. */
function importsIn(source) {
  const found = source.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"(\.[^"]+)"/g);
  return [...found].map(([, path]) => path);
}

/** Every file of the extension with the files that it imports, by their paths below `extension/`. */
function graphOf(files) {
  return new Map(
    Object.entries(files).map(([file, source]) => [
      file,
      importsIn(source)
        .map((path) => normalize(join(dirname(file), path.replace(/\.js$/, ".ts"))))
        .filter((path) => path.endsWith(".ts") && !path.startsWith("..")),
    ]),
  );
}

const layerOf = (file) => LAYERS.findIndex((folders) => folders.includes(file.split("/")[0]));

/** The imports that go up, or from one of the top folders to another. */
function upwardImports(graph) {
  return [...graph].flatMap(([file, imports]) =>
    imports
      .filter((imported) => {
        const [own, other] = [layerOf(file), layerOf(imported)];
        return other > own || (other === own && file.split("/")[0] !== imported.split("/")[0]);
      })
      .map((imported) => `${file} → ${imported}`),
  );
}

/** Returns the first circle of imports, or null if there is none. */
function cycleIn(graph) {
  const done = new Set();
  const visit = (file, path) => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file].join(" → ");
    if (done.has(file)) return null;
    for (const imported of graph.get(file) ?? []) {
      const cycle = visit(imported, [...path, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return null;
  };
  for (const file of graph.keys()) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return null;
}

const files = Object.fromEntries(
  LAYERS.flat()
    .flatMap((folder) =>
      readdirSync(`${root}extension/${folder}`, { recursive: true }).map((name) => join(folder, name)),
    )
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"))
    .map((path) => [path.replaceAll("\\", "/"), readFileSync(`${root}extension/${path}`, "utf8")]),
);

test("every TypeScript folder of the extension belongs to a layer", () => {
  const folders = readdirSync(`${root}extension`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
    .map(({ name }) => name)
    .filter((name) =>
      readdirSync(`${root}extension/${name}`, { recursive: true }).some((path) => path.endsWith(".ts")),
    );
  assert.deepEqual(folders.sort(), LAYERS.flat().sort());
});

test("every import leads to a file that exists", () => {
  const graph = graphOf(files);
  const missing = [...graph].flatMap(([file, imports]) =>
    imports.filter((path) => !graph.has(path)).map((path) => `${file} → ${path}`),
  );
  assert.deepEqual(missing, []);
});

test("no file imports from a higher layer, or from a folder beside its own in the top layer", () => {
  assert.deepEqual(upwardImports(graphOf(files)), []);
});

test("no files import each other in a circle", () => {
  assert.equal(cycleIn(graphOf(files)), null);
});

test("the check finds an upward import, an import between top folders, and a circle, also of types alone", () => {
  const upward = { ...files, "model/verdict.ts": 'import type { UiContext } from "../ui/context.js";' };
  assert.deepEqual(upwardImports(graphOf(upward)), ["model/verdict.ts → ui/context.ts"]);
  const sideways = { ...files, "content/secret-name.ts": 'export { judge } from "../background/judge.js";' };
  assert.deepEqual(upwardImports(graphOf(sideways)), ["content/secret-name.ts → background/judge.ts"]);
  const circle = graphOf({
    "ui/a.ts": 'import type {\n  B,\n} from "./b.js";',
    "ui/b.ts": 'import "./c.js";',
    "ui/c.ts": 'await import("./a.js");',
  });
  assert.equal(cycleIn(circle), "ui/a.ts → ui/b.ts → ui/c.ts → ui/a.ts");
});
