import { describe } from "vitest";
import { chromiumNames, findChromium } from "./find-chromium.ts";

/** A suite that needs Chromium. Without it it is skipped, and says so; in CI it fails. */
export function describeWithChromium(name: string, suite: (chromium: string) => void): void {
  const path = findChromium();
  if (path !== undefined) {
    describe(name, () => suite(path));
    return;
  }
  const message = `no ${chromiumNames.join(", ")} on the path; install one, or set VOXOMICS_CHROMIUM`;
  if (process.env.CI) throw new Error(message);
  console.warn(`SKIPPED ${name}: ${message}`);
  describe.skip(name, () => suite(""));
}
