// Writes the software bill of materials in the CycloneDX 1.6 format: `node supply-chain/sbom.mjs FILE`. It lists the same content as the
// notices. It carries neither a time nor a serial number, which the format permits, so that the same source gives the same bytes.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { materials, npmPackages, root, rustPackages } from "./inventory.mjs";

/** Returns the bill as an object. */
export function sbom(inventory = { rust: rustPackages(), npm: npmPackages(), materials: materials() }) {
  const { version } = JSON.parse(readFileSync(join(root, "extension/package.json"), "utf8"));
  const product = `touchstone@${version}`;
  const components = [
    ...inventory.materials.map(materialComponent),
    ...inventory.rust.map((one) => packageComponent(one, "cargo", sha256Of(one.checksum))),
    ...inventory.npm.map((one) => packageComponent(one, "npm", integrityOf(one.integrity))),
  ];
  const refs = new Map(inventory.rust.map((one) => [`${one.name} ${one.version}`, purl("cargo", one)]));
  const direct = [
    ...inventory.materials.map(({ name }) => materialRef(name)),
    ...inventory.rust.filter((one) => one.direct).map((one) => purl("cargo", one)),
    ...inventory.npm.map((one) => purl("npm", one)),
  ];
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: {
        type: "application",
        "bom-ref": product,
        name: "touchstone",
        version,
        licenses: [{ expression: "MIT OR Apache-2.0" }],
      },
    },
    components,
    dependencies: [
      { ref: product, dependsOn: direct },
      ...inventory.rust.map((one) => ({ ref: purl("cargo", one), dependsOn: one.needs.map((key) => refs.get(key)) })),
    ],
  };
}

function packageComponent(one, ecosystem, hash) {
  const ref = purl(ecosystem, one);
  return {
    type: "library",
    "bom-ref": ref,
    name: one.name,
    version: one.version,
    hashes: [hash],
    licenses: licensesOf(one.license),
    purl: ref,
    properties: propertiesOf(one),
  };
}

function materialComponent(material) {
  const { name, type, version, file, license, website } = material;
  return {
    type,
    "bom-ref": materialRef(name),
    name,
    ...(version && { version }),
    ...(file && {
      hashes: [
        {
          alg: "SHA-256",
          content: createHash("sha256")
            .update(readFileSync(join(root, file)))
            .digest("hex"),
        },
      ],
    }),
    licenses: licensesOf(license),
    externalReferences: [{ type: "website", url: website }],
    properties: propertiesOf(material),
  };
}

const purl = (ecosystem, { name, version }) => `pkg:${ecosystem}/${name.replace("@", "%40")}@${version}`;

const materialRef = (name) => `material:${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;

/** Returns a single licence by its id, and several as the expression that joins them. */
const licensesOf = (license) => (/ /.test(license) ? [{ expression: license }] : [{ license: { id: license } }]);

const propertiesOf = (one) => one.in.map((place) => ({ name: "touchstone:contained-in", value: place }));

const sha256Of = (checksum) => ({ alg: "SHA-256", content: checksum });

/** Returns the hash in package-lock.json. */
function integrityOf(integrity) {
  const [, alg, content] = /^sha(\d+)-(.+)$/.exec(integrity);
  return { alg: `SHA-${alg}`, content: Buffer.from(content, "base64").toString("hex") };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(process.argv[2], `${JSON.stringify(sbom(), null, 2)}\n`);
