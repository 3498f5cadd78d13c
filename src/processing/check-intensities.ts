import { VoxomicsError } from "../errors.ts";
import type { Interpolation } from "../settings/settings.ts";
import type { Box } from "../volume/box.ts";
import { indexToWorld } from "../volume/geometry.ts";
import { countVoxels, type Mask } from "../volume/mask.ts";
import type { Grid, Vec3, Volume } from "../volume/volume.ts";

const spread =
  "; under cubic interpolation one such voxel of the image spreads along its row, column and stack";

interface Cut {
  readonly grid: Grid;
  readonly window: Box;
  readonly interpolation?: Interpolation;
}

/**
 * Refuses a region with an intensity that is no number.
 *
 * @param cut the grid that image and mask are a window of, in whose voxels the message counts, and
 *   how the image got there
 * @throws VoxomicsError `invalid-intensity`
 */
export function checkIntensities(image: Volume, mask: Mask, cut: Cut | null = null): void {
  const {
    data,
    size: [nx, ny],
  } = image;
  let count = 0;
  let first = -1;
  for (let v = 0; v < data.length; v++) {
    if (mask.data[v] === 0 || Number.isFinite(data[v])) continue;
    if (count++ === 0) first = v;
  }
  if (count === 0) return;
  const { size, spacing } = cut?.grid ?? image;
  const min = cut?.window.min ?? [0, 0, 0];
  const row = Math.floor(first / nx);
  const local: Vec3 = [first % nx, row % ny, Math.floor(row / ny)];
  const voxel: Vec3 = [min[0] + local[0], min[1] + local[1], min[2] + local[2]];
  const position = indexToWorld(image, local);
  throw new VoxomicsError(
    "invalid-intensity",
    `${count} of the region's ${countVoxels(mask)} voxels have no finite intensity; the first is voxel (${voxel.join(", ")}) of the ${size.join(" × ")} voxels of ${spacing.join(" × ")} mm, at (${position.map((p) => p.toFixed(2)).join(", ")}) mm, with ${data[first]}${cut?.interpolation === "cubic" ? spread : ""}`,
    { count, voxel, position, intensity: data[first] },
  );
}
