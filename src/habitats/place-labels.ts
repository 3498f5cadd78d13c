import { VoxomicsError } from "../messages/errors.ts";
import { indexToWorld, worldToIndex } from "../volume/geometry.ts";

import {
  checkGrid,
  checkVolume,
  countGridVoxels,
  type Grid,
  gridOf,
  type Vec3,
  type Volume,
} from "../volume/volume.ts";

/** Positions that miss a boundary between voxels by rounding alone fall on its far side. */
const tie = 1e-6;

/**
 * A label map on another grid: each voxel has the label of the voxel that its centre lies in (nearest neighbour), 0
 * beyond the border.
 *
 * @param labels whole numbers from 0 to 255
 * @throws VoxomicsError `invalid-volume`
 *
 * @example
 * ```ts
 * import { resample, resampleMask } from "voxomics";
 * import { clusterMaps, placeLabels } from "voxomics/habitats";
 *
 * const step = { spacing: [3, 3, 3] } as const; // mm
 * const maps = [{ name: "intensity", volume: resample(image, step) }];
 * const { labels } = clusterMaps(maps, resampleMask(mask, step), { clusters: 2 });
 * console.log(placeLabels(labels, image).size); // that of the image
 * ```
 */
export function placeLabels(labels: Volume, grid: Grid): Volume<Uint8Array> {
  const { size, data: from } = checkVolume(labels, "labels");
  const odd = from.findIndex((label) => !(Number.isInteger(label) && label >= 0 && label <= 255));
  if (odd >= 0) {
    throw new VoxomicsError(
      "invalid-volume",
      `labels.data[${odd}]: found ${from[odd]}, expected a whole number from 0 to 255`,
      { place: `labels.data[${odd}]`, found: from[odd], expected: "a whole number from 0 to 255" },
    );
  }
  const target = gridOf(checkGrid(grid, "grid"));
  const data = new Uint8Array(countGridVoxels(target));
  const [nx, ny, nz] = target.size;
  const [mx, my, mz] = size;
  // indices are linear in those of the target: the start, and a step along each axis
  const start = indexIn(labels, target, [0, 0, 0]);
  const steps = ([0, 1, 2] as const).map((axis) => {
    const unit: Vec3 = [axis === 0 ? 1 : 0, axis === 1 ? 1 : 0, axis === 2 ? 1 : 0];
    const there = indexIn(labels, target, unit);
    return [there[0] - start[0], there[1] - start[1], there[2] - start[2]] as const;
  });
  const [along, across, up] = steps;
  for (let z = 0, v = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      const x0 = start[0] + y * across[0] + z * up[0] + 0.5 + tie;
      const y0 = start[1] + y * across[1] + z * up[1] + 0.5 + tie;
      const z0 = start[2] + y * across[2] + z * up[2] + 0.5 + tie;
      for (let x = 0; x < nx; x++, v++) {
        const i = Math.floor(x0 + x * along[0]);
        const j = Math.floor(y0 + x * along[1]);
        const k = Math.floor(z0 + x * along[2]);
        if (i < 0 || j < 0 || k < 0 || i >= mx || j >= my || k >= mz) continue;
        data[v] = from[i + mx * (j + my * k)];
      }
    }
  }
  return { ...target, data };
}

function indexIn(labels: Grid, target: Grid, index: Vec3): Vec3 {
  return worldToIndex(labels, indexToWorld(target, index));
}
