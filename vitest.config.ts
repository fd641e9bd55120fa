import { defineConfig } from "vitest/config";

/** ms. It ends what hangs, and nothing else: a busy machine may take twenty times as long for a test as a quiet one. */
const LONGEST = 300_000;

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "cli/**/*.test.ts", "tests/**/*.test.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: LONGEST,
    hookTimeout: LONGEST,
    teardownTimeout: LONGEST,
  },
});
