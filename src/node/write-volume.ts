import { namingFile } from "../io/name-file.ts";
import { writeNifti } from "../io/nifti/write.ts";
import { writeNrrd } from "../io/nrrd/write.ts";
import { VoxomicsError } from "../messages/errors.ts";
import type { Volume } from "../volume/volume.ts";
import { writeFileAtomic } from "./write-file-atomic.ts";

/** The endings of file names that a volume can be written to. */
export const volumeEnding = /\.(nii|nii\.gz|nrrd)$/i;

/**
 * Writes a volume as NIfTI, `.nii` or `.nii.gz` compressed, or as NRRD, `.nrrd`.
 *
 * @throws VoxomicsError `unsupported-format` for another ending, `invalid-file` if the file cannot
 *   be written
 *
 * @example
 * ```ts
 * import { applyFilter, writeVolume } from "voxomics/node";
 *
 * await writeVolume("mean.nii.gz", applyFilter(image, { type: "mean", support: 5 }));
 * ```
 */
export async function writeVolume(path: string, volume: Volume): Promise<void> {
  const ending = volumeEnding.exec(path)?.[1].toLowerCase();
  if (ending === undefined) {
    throw new VoxomicsError(
      "unsupported-format",
      `${path}: expected a name in .nii, .nii.gz or .nrrd`,
      { path },
    );
  }
  const bytes = await namingFile(path, () =>
    ending === "nrrd" ? writeNrrd(volume) : writeNifti(volume, { gzip: ending === "nii.gz" }),
  );
  await writeFileAtomic(path, bytes);
}
