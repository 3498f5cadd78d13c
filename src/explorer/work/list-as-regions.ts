import type { RegionsEntry } from "./listing.ts";
import type { OpenCase } from "./open-case.ts";

/** A file that was listed as an image, and which of its volumes, from 1, where it has several. */
export interface LabelsAsked {
  readonly id: string;
  readonly volume?: number | undefined;
}

/**
 * The labels of a file that was listed as an image, or of another volume of a label map.
 *
 * @throws VoxomicsError `invalid-mask` if its voxels are no labels; `invalid-settings` if it has several volumes and
 *   none was chosen
 */
export async function listAsRegions(
  held: OpenCase,
  { id, volume }: LabelsAsked,
): Promise<RegionsEntry> {
  const list = held.labelMaps.get(id);
  if (list === undefined) throw new Error(`no image ${id} is listed`);
  return list(volume);
}
