import { VoxomicsError } from "../errors.ts";
import { namingFile } from "../io/name-file.ts";
import { writeNifti } from "../io/nifti/write.ts";
import type { Volume } from "../volume/volume.ts";
import { writeFileAtomic } from "./write-file-atomic.ts";

/**
 * Writes a volume as NIfTI: `.nii`, or `.nii.gz` compressed.
 *
 * @throws VoxomicsError `unsupported-format` for another ending, `invalid-file` if the file cannot
 *   be written; nothing is left behind then.
 */
export async function writeVolume(path: string, volume: Volume): Promise<void> {
  const ending = /\.nii(\.gz)?$/i.exec(path);
  if (ending === null) {
    throw new VoxomicsError("unsupported-format", `${path}: expected a name in .nii or .nii.gz`, {
      path,
    });
  }
  const gzip = ending[1] !== undefined;
  await writeFileAtomic(path, await namingFile(path, () => writeNifti(volume, { gzip })));
}
