import type { RegionsEntry } from "./listing.ts";
import type { OpenCase } from "./open-case.ts";

/**
 * The labels of a file that was listed as an image.
 *
 * @throws VoxomicsError `invalid-mask` if its voxels are no labels
 */
export async function listAsRegions(held: OpenCase, id: string): Promise<RegionsEntry> {
  const list = held.labelMaps.get(id);
  if (list === undefined) throw new Error("regions of DICOM are read of an RTSTRUCT or a SEG");
  return list();
}
