import { defineConfig } from "vitest/config";

/**
 * A test that hangs ends after this time, in ms. No load of the machine makes a sound test last as long:
 * what a test asserts about speed, it asserts of CPU time or of operations.
 */
const hang = 30 * 60_000;

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // every core: vitest itself leaves one free, which of two is half the machine
    maxWorkers: "100%",
    testTimeout: hang,
    hookTimeout: hang,
    teardownTimeout: hang,
    expect: { poll: { timeout: hang } },
  },
});
