// The lint rules for tests, benches and build scripts, beyond their types. ESLint runs from the root of the repository:
// `extension/node_modules/.bin/eslint --config extension/scripts.eslint.config.js tests benches extension/*.mjs`.

import { fileURLToPath } from "node:url";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  { ignores: ["**/node_modules/", "**/*.ts", "**/*.js", "tests/e2e/output/"] },
  tseslint.configs.recommended,
  {
    languageOptions: {
      parserOptions: { project: "tests/tsconfig.json", tsconfigRootDir: fileURLToPath(new URL("..", import.meta.url)) },
    },
    rules: {
      eqeqeq: "error",
      "no-implicit-globals": "error",
      "no-self-compare": "error",
      "no-template-curly-in-string": "error",
      "no-unreachable-loop": "error",
      "no-useless-rename": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": ["error", { destructuring: "all" }],
      // A promise that no test awaits is a check that cannot fail.
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/no-floating-promises": [
        "error",
        {
          allowForKnownSafeCalls: [
            {
              from: "package",
              package: "node:test",
              name: ["test", "describe", "before", "after", "beforeEach", "afterEach"],
            },
          ],
        },
      ],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      // The name `_` marks a parameter or a part that a function does not use.
      "@typescript-eslint/no-unused-vars": [
        "error",
        {
          argsIgnorePattern: "^_",
          destructuredArrayIgnorePattern: "^_",
          varsIgnorePattern: "^_",
          ignoreRestSiblings: true,
        },
      ],
      // `done && answer(…)` and assignments in an expression keep short helpers short.
      "@typescript-eslint/no-unused-expressions": "off",
    },
  },
);
