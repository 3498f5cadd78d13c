import { join } from "node:path";
import { makeFolder } from "../../node/make-folder.ts";
import { writeVolume } from "../../node/write-volume.ts";
import type { Diagnostic } from "../../pyradiomics/diagnostics.ts";
import type { PyradiomicsExtraction } from "../../pyradiomics/extract-pyradiomics.ts";
import type { PyradiomicsMaps } from "../../pyradiomics/voxels/map-pyradiomics.ts";

/**
 * Writes the maps of a case under the names that PyRadiomics' command gives them,
 * `Case-1_original_glcm_Contrast.nrrd`.
 *
 * @param number of the case among those of the batch, from 1
 * @returns a result whose values are the paths of the maps, as PyRadiomics' tables have them
 */
export async function writeMaps(
  { diagnostics, maps, notes }: PyradiomicsMaps,
  folder: string,
  number: number,
): Promise<PyradiomicsExtraction> {
  await makeFolder(folder);
  const paths: Diagnostic[] = [];
  for (const { name, volume } of maps) {
    const path = join(folder, `Case-${number}_${name}.nrrd`);
    await writeVolume(path, volume);
    paths.push({ name, value: path, reason: null });
  }
  return { diagnostics: [...diagnostics, ...paths], features: [], notes };
}
