import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe } from "vitest";
import { read } from "../src/io.ts";
import type { Volume } from "../src/volume/volume.ts";

export { digitalPhantom } from "../src/validate/digital-phantom.ts";

/** Folders in which the IBSI data sets may lie; none of them is part of the repository. */
const candidates = [
  process.env.VOXOMICS_IBSI_DATA,
  "../shared/ibsi/data",
  "ibsi-phantoms/data",
].filter((folder) => folder !== undefined);

const folder = candidates.find((path) => existsSync(join(path, "ibsi_1_ct_radiomics_phantom")));

/** Path of a file of the IBSI data sets. */
export function dataPath(...parts: string[]): string {
  return resolve(folder ?? candidates[0], ...parts);
}

/**
 * A suite that needs the IBSI data sets. Without them it is skipped, and says so; in CI it fails.
 */
export function describeWithData(name: string, suite: () => void): void {
  if (folder !== undefined) {
    describe(name, suite);
    return;
  }
  const message = `no IBSI data sets in ${candidates.at(-1)}; run "npm run phantoms", or set VOXOMICS_IBSI_DATA`;
  if (process.env.CI) throw new Error(message);
  console.warn(`SKIPPED ${name}: ${message}`);
  describe.skip(name, suite);
}

/** Image and mask of a NIfTI pair in the data sets. */
export async function readPair(
  imagePath: string,
  maskPath: string,
): Promise<{ image: Volume; mask: Volume }> {
  const [image, mask] = await Promise.all(
    [imagePath, maskPath].map(async (path) => read(await readFile(dataPath(path)))),
  );
  return { image, mask };
}

/** The IBSI 1 CT phantom, with the tumour GTV-1. */
export function ctPhantom(): Promise<{ image: Volume; mask: Volume }> {
  const base = "ibsi_1_ct_radiomics_phantom/nifti";
  return readPair(`${base}/image/phantom.nii.gz`, `${base}/mask/mask.nii.gz`);
}
