import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Names that browsers of this kind are installed under. */
export const chromiumNames = [
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
];

/** Path of a Chromium: that of `VOXOMICS_CHROMIUM`, or one on the path. */
export function findChromium(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = chromiumNames.flatMap((name) => folders.map((folder) => join(folder, name)));
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
