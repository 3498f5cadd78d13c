import { type FilterSettings, filterIdentity } from "../filters/filters.ts";
import { type Note, noteOf } from "../messages/note.ts";
import type { Region } from "../processing/region.ts";
import { countVoxels } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";

/** Tells of a region's voxels without a finite intensity, if some were left out. */
export function nonFiniteNote({
  image,
  morphologicalMask,
  intensityMask,
  uncutMask = morphologicalMask,
}: Region): Note[] {
  if (intensityMask === uncutMask) return []; // nothing was left out
  const inside = uncutMask.data;
  let excluded = 0;
  for (let v = 0; v < inside.length; v++) {
    if (inside[v] !== 0 && !Number.isFinite(image.data[v])) excluded++;
  }
  if (excluded === 0) return [];
  const voxels = countVoxels(uncutMask);
  return [
    noteOf(
      "non-finite-excluded",
      `${excluded} of the region's ${voxels} voxels have no finite intensity and are not in its intensity mask`,
      { image: "original", excluded, voxels },
    ),
  ];
}

/**
 * Tells of voxels that were left out of a response map's region, if there are some.
 *
 * @param filter identity of the filter
 * @param before the region of the unfiltered image, `after` that of the response map
 */
export function nonFiniteResponseNote(filter: string, before: Region, after: Region): Note[] {
  if (before.intensityMask === after.intensityMask) return [];
  const voxels = countVoxels(before.intensityMask);
  const excluded = voxels - countVoxels(after.intensityMask);
  return [
    noteOf(
      "non-finite-excluded",
      `response of ${filter}: ${excluded} of the ${voxels} voxels of the region's intensity mask have no finite response, because the kernel meets voxels without a finite intensity, and are left out`,
      { image: filter, excluded, voxels },
    ),
  ];
}

/** Tells of the voxels of a whole response map whose response is NaN or infinite. */
export function nonFiniteMapNote(filter: FilterSettings, { data }: Volume): Note[] {
  let excluded = 0;
  for (let v = 0; v < data.length; v++) if (!Number.isFinite(data[v])) excluded++;
  if (excluded === 0) return [];
  const image = filterIdentity(filter);
  return [
    noteOf(
      "non-finite-excluded",
      `response of ${image}: ${excluded} of ${data.length} voxels are NaN or infinite, because the kernel meets voxels without a finite intensity`,
      { image, excluded, voxels: data.length },
    ),
  ];
}
