import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/node/**/*.test.ts", "tests/dom/**/*.test.ts"],
    setupFiles: ["tests/helpers/law-seed.ts"],
    testTimeout: 30_000,
  },
});
