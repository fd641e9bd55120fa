import { defineConfig } from "vitest/config";

/** ms. It ends what hangs, and nothing else: a machine that does ten other things takes a hundred times as long as a quiet one. */
const LONGEST = 1_200_000;

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
