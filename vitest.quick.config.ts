import { mergeConfig } from "vitest/config";
import { quickTests } from "./scripts/quick-tests.ts";
import config from "./vitest.config.ts";

/** `npm run test:quick`: what those who change something run often; scripts/quick-tests.ts has the rule. */
export default mergeConfig(
  { ...config, test: { ...config.test, include: [] } },
  // every core: vitest itself leaves one free, which of two is half the machine
  { test: { include: quickTests(), maxWorkers: "100%" } },
);
