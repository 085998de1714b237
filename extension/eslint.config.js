// The lint rules for the TypeScript, beyond its types. Prettier checks the format.

import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  { ignores: ["node_modules/", "**/*.mjs", "*.js"] },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: dirname(fileURLToPath(import.meta.url)) },
    },
    rules: {
      // The extension never parses text from a page or a mail as markup and never runs it.
      "no-restricted-properties": [
        "error",
        ...["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe"].map((property) => ({
          property,
          message: "build elements",
        })),
        { object: "document", property: "write", message: "build elements" },
      ],
      eqeqeq: "error",
      "no-eval": "error",
      "no-new-func": "error",
      // `void` marks a promise that the code does not await on purpose; it has no other use here.
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidOperator: true },
      ],
      "@typescript-eslint/no-invalid-void-type": "off",
      // The browsers' types declare values as always present that are missing in pages that still load and in extensions that are being
      // replaced.
      "@typescript-eslint/no-unnecessary-condition": "off",
      // An empty text counts as missing.
      "@typescript-eslint/prefer-nullish-coalescing": [
        "error",
        { ignorePrimitives: { string: true }, ignoreConditionalTests: true },
      ],
      // The code splits texts by code points on purpose, because hosts and lookalikes consist of them.
      "@typescript-eslint/no-misused-spread": ["error", { allow: [{ from: "lib", name: "string" }] }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
);
