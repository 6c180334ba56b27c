import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/node/**/*.test.ts", "tests/dom/**/*.test.ts"],
    setupFiles: ["tests/helpers/law-seed.ts"],
    // Against what hangs, not for speed: a busy machine is several times slower.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
