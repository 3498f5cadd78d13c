import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { describe } from "vitest";

/** Names that browsers of this kind are installed under. */
const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

function findChromium(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [process.env.VOXOMICS_CHROMIUM ?? [], candidates].flat().find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A suite that needs Chromium. Without it it is skipped, and says so; in CI it fails. */
export function describeWithChromium(name: string, suite: (chromium: string) => void): void {
  const path = findChromium();
  if (path !== undefined) {
    describe(name, () => suite(path));
    return;
  }
  const message = `no ${names.join(", ")} on the path; install one, or set VOXOMICS_CHROMIUM`;
  if (process.env.CI) throw new Error(message);
  console.warn(`SKIPPED ${name}: ${message}`);
  describe.skip(name, () => suite(""));
}
