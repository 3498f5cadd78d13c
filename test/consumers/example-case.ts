import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { extract, featureMap, identityDirection, type Mask, type Volume } from "../../src/index.ts";
import { writeNifti } from "../../src/io.ts";

const grid = {
  size: [24, 24, 24],
  spacing: [2, 2, 2],
  origin: [-23, -23, -23],
  direction: identityDirection,
} as const;
const voxels = Array.from({ length: 24 ** 3 }, (_, v) => v);

/** A pattern of 61 values. */
const image: Volume = { ...grid, data: Int16Array.from(voxels, (v) => (v * v) % 61) };

/** A ball of 10 mm radius in its middle. */
const mask: Mask = {
  ...grid,
  data: Uint8Array.from(voxels, (v) => {
    const from = [v % 24, Math.floor(v / 24) % 24, Math.floor(v / 576)].map((n) => 2 * n - 23);
    return Math.hypot(...from) <= 10 ? 1 : 0;
  }),
};

/** A value without the last bits: Chromium's sine is not Node's, so that Moran's I by transforms differs by 1 ulp. */
export function rounded(value: string): string {
  return value === "" ? "" : Number(value).toPrecision(12);
}

/** The files that the examples are tried with, and what they are to find in them. */
export interface ExampleCase {
  readonly imagePath: string;
  readonly maskPath: string;
  /** Tag and value of each feature, as text of 12 digits. */
  readonly features: readonly (readonly [tag: string, value: string])[];
  /** The least and the greatest value of a map of the mean, of radius 1. */
  readonly mapRange: string;
}

/** Writes the files of an image and of its mask into a folder. */
export async function exampleCase(folder: string): Promise<ExampleCase> {
  const [imagePath, maskPath] = [join(folder, "image.nii"), join(folder, "mask.nii")];
  await writeFile(imagePath, await writeNifti(image));
  await writeFile(maskPath, await writeNifti(mask));
  const { features } = extract(image, mask, { discretise: { method: "fixedBinNumber", bins: 32 } });
  const [{ volume }] = featureMap(image, mask, { features: ["stat_mean"], radius: 1 });
  const means = volume.data.filter((value) => !Number.isNaN(value));
  const ends = [Math.min(...means), Math.max(...means)].map((value) => value.toPrecision(6));
  return {
    imagePath,
    maskPath,
    features: features.map(({ tag, value }) => [tag, rounded(value === null ? "" : String(value))]),
    mapRange: ends.join(" to "),
  };
}
