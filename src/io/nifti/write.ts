import { VoxomicsError } from "../../messages/errors.ts";
import { checkOptions } from "../../schema/check-options.ts";
import { checkVolume, type Grid, type Thickness, type Volume } from "../../volume/volume.ts";
import { compress } from "../gzip.ts";
import { encodeVoxels, type VoxelType, voxelTypeFor } from "../voxel-type.ts";
import { gridFields } from "./geometry.ts";
import { composeHeader } from "./header.ts";
import type { NiftiVersion } from "./layout.ts";
import { codeOf } from "./voxels.ts";

/** How a NIfTI file is written. */
export interface NiftiWriteOptions {
  /** Write .nii.gz instead of .nii. Default false. */
  readonly gzip?: boolean;
  /** Header version. Default 1, or 2 for a volume that NIfTI-1 cannot hold. */
  readonly version?: NiftiVersion;
}

/** Sizes in a NIfTI-1 header are 16-bit integers. */
const largestSize = 32767;

/**
 * Writes a volume as a NIfTI file: little-endian, in mm, with sform and qform, voxels in the type
 * of their array (clamped bytes as uint8), not scaled. Reading it gives the same voxels.
 *
 * NIfTI-1, which every tool reads, holds spacing, origin and direction as 32-bit floats, so they
 * change by about 1 part in 10^7; those of a volume that was read from a NIfTI-1 file in mm do
 * not change. NIfTI-2 holds them as 64-bit floats: exactly where axes are parallel to the world's,
 * else within a few parts in 10^16. It is the default only where a size exceeds 32767 or a length
 * is outside the range of 32-bit floats.
 *
 * Where the thickness of a slice was assumed as 1 mm, pixdim is 0, which other tools take for 1. Reading the
 * file then marks the thickness as assumed again.
 *
 * @throws VoxomicsError `invalid-volume` for a volume that contradicts itself,
 *   `invalid-settings` for version 1 where only 2 can hold the volume.
 *
 * @example
 * ```ts
 * import { writeNifti } from "voxomics/io";
 *
 * const file = await writeNifti(image, { gzip: true }); // the bytes of a .nii.gz
 * console.log(file.length);
 * ```
 */
export async function writeNifti(
  volume: Volume,
  options: NiftiWriteOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  checkOptions(options, { gzip: null, version: null });
  const { gzip = false, version } = options;
  volume = checkVolume(volume, "volume");
  if (version === 1 && !fitsVersion1(volume)) {
    const { size, spacing, origin } = volume;
    throw new VoxomicsError(
      "invalid-settings",
      `version 1 cannot hold a volume of size [${size}], spacing [${spacing}], origin [${origin}]: ` +
        `expected sizes up to ${largestSize} and lengths that 32-bit floats can hold; use version 2`,
      { found: { size, spacing, origin } },
    );
  }
  const header = niftiHeader(volume, voxelTypeFor(volume.data), version);
  const bytes = encodeVoxels(volume.data, header);
  return gzip ? compress(bytes) : bytes;
}

/** The header of a NIfTI file, up to where the voxels of a grid follow, little-endian. */
export function niftiHeader(
  grid: Grid & Thickness,
  type: VoxelType,
  version: NiftiVersion = fitsVersion1(grid) ? 1 : 2,
): Uint8Array {
  return composeHeader(version, {
    ...gridFields(grid, version),
    dataType: codeOf(type),
    bitsPerVoxel: type.bits,
    slope: 1,
    intercept: 0,
  });
}

function fitsVersion1({ size, spacing, origin }: Grid): boolean {
  // far inside the range of 32-bit floats, as products with direction components must not underflow
  return (
    size.every((count) => count <= largestSize) &&
    spacing.every((length) => length > 1e-30 && length < 1e30) &&
    origin.every((length) => Math.abs(length) < 1e30)
  );
}
