// How the TypeScript is checked beyond its types. Formatting is not a matter of lint.

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
      // Nothing that a page or a mail wrote is ever parsed as markup or run.
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
      // `void` says that nobody waits for a promise; that is its only use here.
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidOperator: true },
      ],
      "@typescript-eslint/no-invalid-void-type": "off",
      // The browsers' types promise what pages in the making, and extensions being replaced, do not keep.
      "@typescript-eslint/no-unnecessary-condition": "off",
      // An empty text is as good as none.
      "@typescript-eslint/prefer-nullish-coalescing": [
        "error",
        { ignorePrimitives: { string: true }, ignoreConditionalTests: true },
      ],
      // Texts are taken apart by code points, which is what hosts and look-alikes are made of.
      "@typescript-eslint/no-misused-spread": ["error", { allow: [{ from: "lib", name: "string" }] }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
);
