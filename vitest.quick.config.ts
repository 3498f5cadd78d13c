import { mergeConfig } from "vitest/config";
import { quickTests } from "./scripts/quick-tests.ts";
import config from "./vitest.config.ts";

/** `npm run test:quick`: what those who change something run often; scripts/quick-tests.ts has the rule. */
export default mergeConfig(
  { ...config, test: { ...config.test, include: [] } },
  { test: { include: quickTests() } },
);
