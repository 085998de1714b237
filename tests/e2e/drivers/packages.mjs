// The drivers' libraries are the extension's development dependencies; there is no second package.json for the tests.

import { createRequire } from "node:module";

export const require = createRequire(new URL("../../../extension/package.json", import.meta.url));
