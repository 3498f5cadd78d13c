import type { Box } from "../volume/box.ts";
import type { Mask } from "../volume/mask.ts";
import type { Vec3, Volume } from "../volume/volume.ts";

/** Sum, extremes and centre of mass of the intensities in a mask. */
export interface WeightedCentre {
  readonly voxels: number;
  readonly total: number;
  readonly minimum: number;
  readonly maximum: number;
  /**
   * Mean position weighted by intensity, in mm from the centre of the box's first voxel. Weights
   * may be negative; not finite where they sum to 0.
   */
  readonly centre: Vec3;
}

/** Sums intensities and their positions over the voxels of a mask, all of which lie in a box. */
export function weighIntensities(
  { data }: Volume<Float64Array>,
  mask: Mask,
  { min, max }: Box,
): WeightedCentre {
  const {
    size: [nx, ny],
    spacing: [sx, sy, sz],
  } = mask;
  const inside = mask.data;
  let voxels = 0;
  let minimum = Infinity;
  let maximum = -Infinity;
  let total = 0;
  let totalX = 0;
  let totalY = 0;
  let totalZ = 0;
  for (let z = min[2]; z <= max[2]; z++) {
    for (let y = min[1]; y <= max[1]; y++) {
      const row = nx * (y + ny * z);
      let sum = 0;
      for (let x = min[0]; x <= max[0]; x++) {
        if (inside[row + x] === 0) continue;
        const value = data[row + x];
        voxels++;
        sum += value;
        totalX += value * (x - min[0]);
        if (value < minimum) minimum = value;
        if (value > maximum) maximum = value;
      }
      total += sum;
      totalY += sum * (y - min[1]);
      totalZ += sum * (z - min[2]);
    }
  }
  // a finite sum divided by an infinite total would be 0, which looks like a valid centre
  const whole = Number.isFinite(total) ? total : Number.NaN;
  const centre: Vec3 = [(sx * totalX) / whole, (sy * totalY) / whole, (sz * totalZ) / whole];
  return { voxels, total, minimum, maximum, centre };
}
