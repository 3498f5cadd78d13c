import { countVoxels, type Mask } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";

/** The intensities inside a mask, in voxel order. */
export function intensitiesIn(image: Volume, mask: Mask): Float64Array {
  const values = image.data;
  const inside = mask.data;
  const out = new Float64Array(countVoxels(mask));
  for (let v = 0, n = 0; v < inside.length; v++) if (inside[v] !== 0) out[n++] = values[v];
  return out;
}
